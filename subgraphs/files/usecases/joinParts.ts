import { AppError } from '../../../platform/errors';
import type { StoredFile } from '../domain/file';
import { partCountOf, plannedPart } from '../domain/parts';
import type { PartsUpload, StoredPart } from '../ports';
import type { FilesDeps } from './deps';

/** S3 lists at most this many parts at a time. */
const PAGE = 1_000;

/**
 * Makes a MULTIPART file's parts one object when all are there, each with its size; nothing when that was done before.
 * @throws AppError UPLOAD_INCOMPLETE when they are not, or when they have changed meanwhile.
 */
export async function joinParts(deps: FilesDeps, file: StoredFile): Promise<void> {
  const { objects } = deps;
  if ((await objects.findObject(file.objectKey)) !== null) return;
  const upload = partsUploadOf(file);
  const parts = upload === null ? null : await listAllParts(deps, file, upload);
  if (upload !== null && parts !== null) {
    const joined = await objects.joinParts(upload, parts).catch(async (error: unknown) => {
      // Some stores fail the second of two who join at once; what counts is that it is done.
      if ((await objects.findObject(file.objectKey)) === null) throw error;
      return true;
    });
    if (joined) return;
  }
  // Gone: joined by somebody else just now, or given up by the store.
  if ((await objects.findObject(file.objectKey)) === null) throw new AppError('UPLOAD_INCOMPLETE');
}

/** The store's name of a file's upload in parts; null when none was begun. */
export function partsUploadOf({ objectKey, parts }: StoredFile): PartsUpload | null {
  return parts == null || parts.uploadId === null ? null : { objectKey, uploadId: parts.uploadId };
}

/** All parts; null when the store knows no such upload. */
async function listAllParts(
  { objects }: FilesDeps,
  file: StoredFile,
  upload: PartsUpload,
): Promise<StoredPart[] | null> {
  const { parts: plan } = file;
  if (plan === undefined) throw new AppError('UPLOAD_INCOMPLETE');
  const planned = { size: file.size, parts: plan };
  const count = partCountOf(planned);
  // The last part mostly comes last: while it is missing, one short question is enough.
  const last = await objects.listParts(upload, count - 1, 1);
  if (last === null) return null;
  if (last.length === 0) throw missing(count, count);
  const all: StoredPart[] = [];
  while (all.length < count) {
    const page = await objects.listParts(upload, all.length, Math.min(PAGE, count - all.length));
    if (page === null) return null;
    for (const part of page) {
      const number = all.length + 1;
      if (part.number !== number || part.sizeBytes !== plannedPart(planned, number).sizeBytes) {
        throw missing(number, count);
      }
      all.push(part);
    }
    if (page.length === 0) throw missing(all.length + 1, count);
  }
  return all;
}

function missing(number: number, count: number): AppError {
  return new AppError('UPLOAD_INCOMPLETE', {
    message: `Part ${number} of ${count} has not arrived. uploadParts says which parts are missing.`,
  });
}
