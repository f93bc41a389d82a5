import { AppError } from '../../../platform/errors';
import { contentMatches, SNIFFED_BYTES } from '../domain/contentMatch';
import type { StoredFile } from '../domain/file';
import { SWEEP_LEASE_MS } from '../domain/lifetimes';
import type { ReadyChange } from '../ports';
import type { FilesDeps } from './deps';
import { settleCharge } from './settleCharge';

/**
 * Compares what is in the store with what was announced and makes the file READY. The one way there for every
 * upload by URL, whoever notices it: completeUpload or the next read. Twice is as good as once.
 * @throws AppError UPLOAD_INCOMPLETE, CHECKSUM_MISMATCH, UNSUPPORTED_FILE_TYPE (the file stays PENDING), CONFLICT
 * when it was deleted or has expired.
 */
export async function settleUpload(deps: FilesDeps, file: StoredFile): Promise<StoredFile> {
  if (file.status === 'PENDING') {
    if (file.method === 'STREAM') throw new AppError('UPLOAD_INCOMPLETE');
    await verifyContent(deps, file);
  }
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
    sweepAt: new Date(at.getTime() + SWEEP_LEASE_MS),
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
 * Refuses content whose first bytes are of another type than announced (promise U07).
 * @throws AppError UNSUPPORTED_FILE_TYPE.
 */
export async function requireMatchingType(
  { types }: Pick<FilesDeps, 'types'>,
  contentType: string,
  start: Buffer,
): Promise<void> {
  const magicTypes = await types.loadMagicTypes();
  const sniffed = await types.sniff(start);
  if (contentMatches(contentType, sniffed, (mediaType) => magicTypes.has(mediaType))) return;
  throw new AppError('UNSUPPORTED_FILE_TYPE', {
    message: `The content is not of the announced type${sniffed.recognised === null ? '' : `; it looks like ${sniffed.recognised}`}.`,
  });
}

async function verifyContent(deps: FilesDeps, file: StoredFile): Promise<void> {
  const { objects } = deps;
  const found = await objects.findObject(file.objectKey);
  if (found === null || found.size !== file.size) throw new AppError('UPLOAD_INCOMPLETE');
  if (file.checksum !== null) {
    // Not every store computes checksums; then we do.
    const checksum = found.checksum ?? (await objects.hashObject(file.objectKey));
    if (checksum !== file.checksum) throw new AppError('CHECKSUM_MISMATCH');
  }
  if (file.size > 0) {
    await requireMatchingType(deps, file.contentType, await objects.readStart(file.objectKey, SNIFFED_BYTES));
  }
}
