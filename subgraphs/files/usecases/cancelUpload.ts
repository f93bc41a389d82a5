import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId } from '../domain/file';
import { leaseEndsAt } from '../domain/lifetimes';
import { removeContent } from './deleteFile';
import type { FilesDeps } from './deps';

/**
 * Ends an upload that is not complete, however its bytes were to come: what has arrived goes, and its quota is free
 * again. Repeating it succeeds for as long as the file's tombstone is kept.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none, CONFLICT for a READY file.
 */
export async function cancelUpload(
  deps: FilesDeps,
  caller: Caller,
  { fileId }: { readonly fileId: string },
): Promise<{ readonly cancelledFileId: string }> {
  const { userId } = requireUser(caller);
  if (!isFileId(fileId)) throw new AppError('NOT_FOUND');
  const at = deps.clock.now();
  const sweepAt = leaseEndsAt(at);
  const file =
    (await deps.files.cancel(userId, fileId, { at, sweepAt })) ?? (await deps.files.find(userId, fileId));
  if (file === null) throw new AppError('NOT_FOUND');
  if (file.status !== 'DELETING') {
    throw new AppError('CONFLICT', { message: 'The upload is complete. To remove the file, delete it.' });
  }
  if (file.charge !== 'RETURNED') await removeContent(deps, file);
  return { cancelledFileId: fileId };
}
