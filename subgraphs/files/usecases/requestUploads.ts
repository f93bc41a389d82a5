import { AppError, badUserInput } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import type { Cancellation } from '../../../platform/service';
import type { UploadInput } from '../domain/uploadRequest';
import type { FilesDeps } from './deps';
import { requirePresent } from './requirePresent';
import { requestUpload, type RequestedUpload } from './requestUpload';

/** The most files in one request. */
const MAX_FILES = 50;
/** All of them change one usage document: a few at once are as fast as all. */
const AT_ONCE = 5;

/** What became of one file: announced, or refused. */
export type RequestUploadOutcome = RequestedUpload | { readonly error: AppError };

/**
 * requestUpload for up to 50 files, each for itself: the answers are in the order of the files.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT for none or too many. What is wrong with one file stands in its
 * place.
 */
export async function requestUploads(
  deps: FilesDeps,
  caller: Caller,
  { files }: { readonly files: readonly UploadInput[] },
  gone?: Cancellation,
): Promise<RequestUploadOutcome[]> {
  requireUser(caller);
  if (files.length < 1 || files.length > MAX_FILES) {
    throw badUserInput('files', `Announce 1 to ${MAX_FILES} files at a time.`);
  }
  const outcomes: RequestUploadOutcome[] = [];
  const announce = (input: UploadInput): Promise<RequestUploadOutcome> =>
    requestUpload(deps, caller, input).catch((error: unknown) => {
      if (error instanceof AppError) return { error };
      throw error;
    });
  for (let at = 0; at < files.length; at += AT_ONCE) {
    requirePresent(gone);
    outcomes.push(...(await Promise.all(files.slice(at, at + AT_ONCE).map(announce))));
  }
  return outcomes;
}
