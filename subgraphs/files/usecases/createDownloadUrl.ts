import { badUserInput } from '../../../platform/errors';
import type { Disposition } from '../domain/contentDisposition';
import { isSafeInline } from '../domain/contentType';
import type { StoredFile } from '../domain/file';
import { downloadWindow, MAX_DOWNLOAD_URL_SECONDS } from '../domain/lifetimes';
import type { FilesDeps } from './deps';

/**
 * A URL that gives a READY file's bytes to whoever holds it; null for a file that is not READY. Asked for again soon
 * it is the same. Types that could run scripts are saved even when INLINE was asked for.
 * @throws AppError BAD_USER_INPUT when the lifetime is not 1 to 300 seconds.
 */
export function createDownloadUrl(
  { objects, clock }: Pick<FilesDeps, 'objects' | 'clock'>,
  file: StoredFile,
  { disposition, expiresInSeconds }: { disposition: Disposition; expiresInSeconds: number },
): string | null | Promise<string> {
  if (
    !Number.isInteger(expiresInSeconds) ||
    expiresInSeconds < 1 ||
    expiresInSeconds > MAX_DOWNLOAD_URL_SECONDS
  ) {
    throw badUserInput('expiresInSeconds', `A download URL lives 1 to ${MAX_DOWNLOAD_URL_SECONDS} seconds.`);
  }
  if (file.status !== 'READY') return null;
  const safe = disposition === 'INLINE' && isSafeInline(file.contentType) ? 'INLINE' : 'ATTACHMENT';
  const { from, seconds } = downloadWindow(clock.now(), expiresInSeconds);
  return objects.signDownload(file, safe, from, seconds);
}
