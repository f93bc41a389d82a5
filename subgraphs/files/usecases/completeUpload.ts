import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import type { FilesDeps } from './deps';
import { settleWithPatience } from './settleUpload';

/** The gateway gives up on a mutation after 10 s; before that we say ourselves what is going on. */
const PATIENCE_MS = 9_000;

/**
 * Verifies an upload and makes its file READY. Repeating it answers the same file.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, what settleUpload throws, and TIMEOUT when verifying takes longer
 * than callers wait: it goes on, and a repeated call finds it under way or done.
 */
export async function completeUpload(
  deps: FilesDeps,
  caller: Caller,
  { fileId }: { readonly fileId: string },
): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  const file = isFileId(fileId) ? await deps.files.find(userId, fileId) : null;
  if (file === null) throw new AppError('NOT_FOUND');
  const settled = await settleWithPatience(deps, file, PATIENCE_MS);
  if (settled === null) {
    throw new AppError('TIMEOUT', {
      message: 'The file is still being verified. Call completeUpload again.',
    });
  }
  return settled;
}
