import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import { checkFileName } from '../domain/fileName';
import type { FilesDeps } from './deps';

/**
 * Gives a file another name. Its object, whose key has nothing of the name, is not touched; downloads signed from
 * now on carry the new name.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT, NOT_FOUND for somebody else's as for none.
 */
export async function renameFile(
  { files, clock }: Pick<FilesDeps, 'files' | 'clock'>,
  caller: Caller,
  { fileId, name }: { readonly fileId: string; readonly name: string },
): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  const change = { name: checkFileName(name), at: clock.now() };
  const file = isFileId(fileId) ? await files.rename(userId, fileId, change) : null;
  if (file === null) throw new AppError('NOT_FOUND');
  return file;
}
