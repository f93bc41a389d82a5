import { AppError, badUserInput } from '../../../platform/errors';
import type { Cancellation } from '../../../platform/service';
import type { StoredFile } from '../domain/file';
import { requirePresent } from './requirePresent';

/** The most files one call takes. */
const MAX_FILES = 100;
/** So many are worked on at once. */
const AT_ONCE = 8;

/** What became of one of several files. */
export interface FileOutcome {
  readonly fileId: string;
  /** The file, when it is still there. */
  readonly file: StoredFile | null;
  /** Why nothing was done; null when it was. */
  readonly error: AppError | null;
}

/**
 * Does the same to several files, each on its own: one that fails keeps none of the others from being done. Once the
 * client has gone no other is begun.
 * @throws AppError BAD_USER_INPUT unless there are 1 to 100, UNAUTHENTICATED; what is no AppError.
 */
export async function forEachFile(
  fileIds: readonly string[],
  gone: Cancellation | undefined,
  work: (fileId: string) => Promise<StoredFile | null>,
): Promise<FileOutcome[]> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0 || fileIds.length > MAX_FILES) {
    throw badUserInput('fileIds', `Give 1 to ${MAX_FILES} files.`);
  }
  const results = new Map<string, FileOutcome>();
  const waiting = ids.values();
  const workOff = async (): Promise<void> => {
    for (const fileId of waiting) {
      requirePresent(gone);
      results.set(fileId, await attempt(fileId, work));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  return fileIds.flatMap((fileId) => results.get(fileId) ?? []);
}

async function attempt(
  fileId: string,
  work: (fileId: string) => Promise<StoredFile | null>,
): Promise<FileOutcome> {
  try {
    return { fileId, file: await work(fileId), error: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'UNAUTHENTICATED') throw error;
    return { fileId, file: null, error };
  }
}
