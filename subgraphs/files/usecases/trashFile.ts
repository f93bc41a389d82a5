import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import { leaseEndsAt } from '../domain/lifetimes';
import type { FilesDeps } from './deps';

/**
 * Puts a READY file into the trash: not downloadable, still counted in the quota, restorable until the sweeper
 * deletes it. Repeating it answers the same file.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none, CONFLICT while it is PENDING.
 */
export async function trashFile(
  { files, clock }: Pick<FilesDeps, 'files' | 'clock'>,
  caller: Caller,
  { fileId }: { readonly fileId: string },
): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  if (!isFileId(fileId)) throw new AppError('NOT_FOUND');
  const at = clock.now();
  // The sweeper looks at it soon, as its charge may not be settled, and then again when its time is over.
  const sweepAt = leaseEndsAt(at);
  const file =
    (await files.markTrashed(userId, fileId, { at, sweepAt })) ?? (await files.find(userId, fileId));
  switch (file?.status) {
    case 'TRASHED':
      return file;
    case 'PENDING':
      throw new AppError('CONFLICT', { message: 'The upload is not completed. Complete it or delete it.' });
    case 'READY':
      // Trashed and restored again between the two looks at it.
      throw new AppError('CONFLICT');
    default:
      throw new AppError('NOT_FOUND');
  }
}
