import { AppError, badUserInput } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId, type StoredFile } from '../domain/file';
import { partCountOf } from '../domain/parts';
import type { FilesDeps } from './deps';
import { partsUploadOf } from './joinParts';
import { settleWithPatience } from './settleUpload';

/** The gateway gives up on a mutation after 10 s; before that we say ourselves what is going on. */
const PATIENCE_MS = 9_000;
/** The store lists at most this many parts at a time. */
const PAGE = 1_000;

/** A part as the client believes to have sent it. */
export interface ClaimedPart {
  readonly partNumber: number;
  /** The entity tag that the store answered, with or without its quotes. */
  readonly etag: string;
  /** SHA-256 in base64. */
  readonly checksum?: string | null | undefined;
}

/**
 * Verifies an upload and makes its file READY. Repeating it answers the same file. With `parts` what the store has is
 * compared with what the client has sent, first.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, BAD_USER_INPUT for `parts` of a file that has none, with one named
 * twice or with one that it does not have, what settleUpload throws, and TIMEOUT when verifying takes longer than
 * callers wait: it goes on, and a repeated call finds it under way or done.
 */
export async function completeUpload(
  deps: FilesDeps,
  caller: Caller,
  { fileId, parts }: { readonly fileId: string; readonly parts?: readonly ClaimedPart[] | null | undefined },
): Promise<StoredFile> {
  const { userId } = requireUser(caller);
  const file = isFileId(fileId) ? await deps.files.find(userId, fileId) : null;
  if (file === null) throw new AppError('NOT_FOUND');
  if (parts != null && file.status === 'PENDING') await compareParts(deps, file, parts);
  const settled = await settleWithPatience(deps, file, PATIENCE_MS);
  if (settled === null) {
    throw new AppError('TIMEOUT', {
      message: 'The file is still being verified. Call completeUpload again.',
    });
  }
  return settled;
}

/** Nothing when the parts have been joined already: then the whole is verified. */
async function compareParts(
  { objects }: FilesDeps,
  file: StoredFile,
  claimed: readonly ClaimedPart[],
): Promise<void> {
  if (file.parts === undefined) throw badUserInput('parts', 'This upload has no parts.');
  const byNumber = new Map(claimed.map((part) => [part.partNumber, part]));
  if (byNumber.size < claimed.length) throw badUserInput('parts', 'Name every part once.');
  const count = partCountOf({ size: file.size, parts: file.parts });
  if (claimed.some(({ partNumber }) => partNumber < 1 || partNumber > count)) {
    throw badUserInput('parts', `This upload has the parts 1 to ${count}.`);
  }
  const upload = partsUploadOf(file);
  if (upload === null) throw new AppError('UPLOAD_INCOMPLETE');
  let after = 0;
  for (;;) {
    const page = await objects.listParts(upload, after, PAGE);
    if (page === null) return;
    for (const { number, etag, checksum } of page) {
      const claim = byNumber.get(number);
      byNumber.delete(number);
      const isOther =
        claim?.etag.replaceAll('"', '') !== etag ||
        (claim.checksum != null && checksum !== null && claim.checksum !== checksum);
      if (isOther) {
        throw new AppError('CHECKSUM_MISMATCH', { message: `Part ${number} in the store is another one.` });
      }
      after = number;
    }
    if (page.length < PAGE) break;
  }
  const [missing] = byNumber.keys();
  if (missing !== undefined) {
    throw new AppError('UPLOAD_INCOMPLETE', { message: `Part ${missing} has not arrived.` });
  }
}
