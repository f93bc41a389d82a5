import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import type { FilesDeps } from './deps';
import { settleWithPatience } from './settleUpload';

/** A read does not wait longer than this for the verification it may set off. */
const PATIENCE_MS = 1_000;

/**
 * One of the caller's files. Reading a PENDING one looks whether its bytes have arrived and makes it READY if so.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none.
 */
export async function getFile(deps: FilesDeps, caller: Caller, fileId: string): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  const file = isFileId(fileId) ? await deps.files.find(userId, fileId) : null;
  if (file === null || file.status === 'DELETING') throw new AppError('NOT_FOUND');
  return file.status === 'PENDING' ? settleIfPossible(deps, file) : file;
}

/**
 * Those of these files that are the caller's, in one query; for references from other subgraphs.
 * @throws AppError UNAUTHENTICATED.
 */
export async function findFiles(
  { files }: Pick<FilesDeps, 'files'>,
  caller: Caller,
  fileIds: readonly string[],
): Promise<StoredFile[]> {
  const { userId } = requireUser(caller);
  const ids = fileIds.filter(isFileId);
  return ids.length === 0 ? [] : files.findVisible(userId, ids);
}

async function settleIfPossible(deps: FilesDeps, file: StoredFile): Promise<StoredFile> {
  try {
    return (await settleWithPatience(deps, file, PATIENCE_MS)) ?? file;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Not arrived, not as announced, or the store is down: a read shows the file as it is.
    if (error.code === 'CONFLICT') throw new AppError('NOT_FOUND');
    return file;
  }
}
