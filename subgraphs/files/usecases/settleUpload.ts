import { AppError } from '../../../platform/errors';
import { copyKeyOf, type StoredFile } from '../domain/file';
import { leaseEndsAt } from '../domain/lifetimes';
import type { ReadyChange } from '../ports';
import { checkContent, checkQuickly } from './contentChecks';
import type { FilesDeps } from './deps';
import { joinParts } from './joinParts';
import { settleCharge } from './settleCharge';

/**
 * Compares what is in the store with what was announced and makes the file READY. The one way there for every
 * upload by URL, whoever notices it: completeUpload, the store's event, the next read or the sweeper. Twice is as
 * good as once.
 * @throws AppError UPLOAD_INCOMPLETE, CHECKSUM_MISMATCH, UNSUPPORTED_FILE_TYPE (the file stays PENDING), CONFLICT
 * when it was deleted or has expired.
 */
export async function settleUpload(deps: FilesDeps, file: StoredFile): Promise<StoredFile> {
  if (file.status !== 'PENDING') return becomeReady(deps, file);
  switch (file.method) {
    case 'STREAM':
      throw new AppError('UPLOAD_INCOMPLETE');
    case 'POST':
      return settleForm(deps, file);
    case 'MULTIPART':
      await joinParts(deps, file);
      break;
    case 'PUT':
  }
  await checkContent(deps, file);
  return becomeReady(deps, file);
}

/**
 * settleUpload for those who cannot wait for ever, as hashing a large object takes its time: null when `patienceMs`
 * is over. The work goes on, and a repeated call in this process joins it.
 */
export async function settleWithPatience(
  deps: FilesDeps,
  file: StoredFile,
  patienceMs: number,
): Promise<StoredFile | null> {
  let timer: NodeJS.Timeout | undefined;
  const outOfPatience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([settleTogether(deps, file), outOfPatience]);
  } finally {
    clearTimeout(timer);
  }
}

function settleTogether(deps: FilesDeps, file: StoredFile): Promise<StoredFile> {
  const known = deps.settling.get(file.id);
  if (known !== undefined) return known;
  const settling = settleUpload(deps, file).finally(() => deps.settling.delete(file.id));
  // When nobody waits for it any more, its failure has been answered already: the next call will see for itself.
  settling.catch((error: unknown) => deps.log.debug({ err: error, fileId: file.id }, 'upload not settled'));
  deps.settling.set(file.id, settling);
  return settling;
}

/**
 * PENDING -> READY, its bytes from reserved to used; for content that was verified.
 * @throws AppError CONFLICT when the file was deleted or has expired.
 */
export async function becomeReady(
  deps: FilesDeps,
  file: StoredFile,
  content?: ReadyChange['content'],
): Promise<StoredFile> {
  const at = deps.clock.now();
  const change = {
    at,
    sweepAt: leaseEndsAt(at),
    ...(content === undefined ? {} : { content }),
  };
  const ready =
    file.status === 'PENDING'
      ? ((await deps.files.markReady(file.ownerId, file.id, change)) ??
        (await deps.files.find(file.ownerId, file.id)))
      : file;
  if (ready?.status !== 'READY') {
    throw new AppError('CONFLICT', { message: 'The upload has expired or the file was deleted.' });
  }
  await settleCharge(deps, ready);
  return ready;
}

/**
 * A form can be sent again until it expires, so what it wrote is copied to a place of its own, where nothing can
 * change any more, and verified there. What is left over is the sweeper's.
 */
async function settleForm(deps: FilesDeps, file: StoredFile): Promise<StoredFile> {
  await checkQuickly(deps, file);
  const copy = { ...file, objectKey: copyKeyOf(file.ownerId, file.id, deps.ids.nextId()) };
  await deps.objects.copyObject(file.objectKey, copy.objectKey);
  await checkContent(deps, copy);
  return becomeReady(deps, file, { objectKey: copy.objectKey });
}
