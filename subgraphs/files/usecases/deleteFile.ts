import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import { leaseEndsAt, tombstoneEndsAt, uploadUrlsAreDeadAt } from '../domain/lifetimes';
import type { FilesDeps } from './deps';
import { removeStored } from './removeStored';
import { settleCharge } from './settleCharge';

/**
 * Deletes one of the caller's files. From the first write on it is not found any more; when the store fails after
 * that, the caller hears so, and repeating the call or the sweeper finishes the work.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none.
 */
export async function deleteFile(
  deps: FilesDeps,
  caller: Caller,
  { fileId }: { readonly fileId: string },
): Promise<{ readonly deletedFileId: string }> {
  const { userId } = requireUser(caller);
  if (!isFileId(fileId)) throw new AppError('NOT_FOUND');
  const at = deps.clock.now();
  const sweepAt = leaseEndsAt(at);
  const file =
    (await deps.files.markDeleting(userId, fileId, { at, sweepAt })) ??
    (await deps.files.find(userId, fileId));
  if (file === null) throw new AppError('NOT_FOUND');
  if (file.charge !== 'RETURNED') await removeContent(deps, file);
  return { deletedFileId: fileId };
}

/** Removes what a DELETING file has in the store and gives its quota back; leaves the tombstone to the sweeper. */
export async function removeContent(
  deps: Pick<FilesDeps, 'files' | 'usage' | 'objects' | 'clock'>,
  file: StoredFile,
): Promise<void> {
  await removeStored(deps, file);
  await settleCharge(deps, file);
  await deps.files.postpone(file.id, 'DELETING', nextVisit(file, deps.clock.now()));
}

/** The object is removed again after the last URL that could re-create it, and at the tombstone's end (U11). */
function nextVisit(file: StoredFile, now: Date): Date {
  const urlsAreDeadAt = uploadUrlsAreDeadAt(file.uploadExpiresAt);
  return now < urlsAreDeadAt ? urlsAreDeadAt : tombstoneEndsAt(file.updatedAt, file.uploadExpiresAt);
}
