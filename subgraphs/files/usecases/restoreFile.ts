import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import { leaseEndsAt } from '../domain/lifetimes';
import type { FilesDeps } from './deps';

/**
 * Takes a file out of the trash, READY as before. Repeating it answers the same file.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none, CONFLICT while it is PENDING.
 */
export async function restoreFile(
  { files, clock }: Pick<FilesDeps, 'files' | 'clock'>,
  caller: Caller,
  { fileId }: { readonly fileId: string },
): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  if (!isFileId(fileId)) throw new AppError('NOT_FOUND');
  const at = clock.now();
  const sweepAt = leaseEndsAt(at);
  const file =
    (await files.markRestored(userId, fileId, { at, sweepAt })) ?? (await files.find(userId, fileId));
  switch (file?.status) {
    case 'READY':
      return file;
    case 'PENDING':
    case 'TRASHED':
      throw new AppError('CONFLICT');
    default:
      throw new AppError('NOT_FOUND');
  }
}
