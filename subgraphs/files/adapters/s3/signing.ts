import { PutObjectCommand, UploadPartCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { contentDisposition, type Disposition } from '../../domain/contentDisposition';
import type { StoredFile } from '../../domain/file';
import { MAX_DOWNLOAD_URL_SECONDS, MAX_UPLOAD_URL_SECONDS } from '../../domain/lifetimes';
import type { PlannedPart } from '../../domain/parts';
import type { NamedValue, PartsUpload, SignedPart, SignedUpload, UploadTarget } from '../../ports';
import type { GetRequest } from './GetSigner';

/**
 * Signs a PUT that the store takes only for this key, with exactly this length, type and content, and only while
 * there is no such object (promises U01, U03).
 * @throws RangeError for a lifetime outside 1 to 900 seconds: the SDK would sign any (promise U04).
 */
export async function signPut(
  client: S3Client,
  bucket: string,
  file: UploadTarget,
  at: Date,
  expiresInSeconds: number,
): Promise<SignedUpload> {
  requireLifetime(expiresInSeconds, MAX_UPLOAD_URL_SECONDS);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: file.objectKey,
    ContentLength: file.size,
    ContentType: file.contentType,
    IfNoneMatch: '*',
    ...(file.checksum === null ? {} : { ChecksumSHA256: file.checksum }),
  });
  const headers = [
    { name: 'content-length', value: String(file.size) },
    { name: 'content-type', value: file.contentType },
    { name: 'if-none-match', value: '*' },
    ...(file.checksum === null ? [] : [{ name: 'x-amz-checksum-sha256', value: file.checksum }]),
  ];
  const url = await getSignedUrl(client, command, binding(headers, at, expiresInSeconds));
  return { method: 'PUT', url, headers, expiresAt: new Date(at.getTime() + expiresInSeconds * 1000) };
}

/**
 * Signs the PUT of one part that the store takes only with this number, this length and, when given, this content.
 * @throws RangeError for a lifetime outside 1 to 900 seconds.
 */
export async function signUploadPart(
  client: S3Client,
  bucket: string,
  { objectKey, uploadId }: PartsUpload,
  { number, sizeBytes, checksum }: PlannedPart & { readonly checksum: string | null },
  at: Date,
  expiresInSeconds: number,
): Promise<SignedPart> {
  requireLifetime(expiresInSeconds, MAX_UPLOAD_URL_SECONDS);
  const command = new UploadPartCommand({
    Bucket: bucket,
    Key: objectKey,
    UploadId: uploadId,
    PartNumber: number,
    ContentLength: sizeBytes,
    ...(checksum === null ? {} : { ChecksumSHA256: checksum }),
  });
  const headers = [
    { name: 'content-length', value: String(sizeBytes) },
    ...(checksum === null ? [] : [{ name: 'x-amz-checksum-sha256', value: checksum }]),
  ];
  const url = await getSignedUrl(client, command, binding(headers, at, expiresInSeconds));
  return { url, headers, expiresAt: new Date(at.getTime() + expiresInSeconds * 1000) };
}

/** The SDK leaves content-type unsigned and moves x-amz-* headers into the query unless told otherwise. */
function binding(headers: readonly NamedValue[], signingDate: Date, expiresIn: number) {
  const signed = new Set(['host', ...headers.map(({ name }) => name)]);
  return { expiresIn, signingDate, signableHeaders: signed, unhoistableHeaders: signed };
}

/**
 * A GET whose answer carries the file's name and type and is kept in no shared cache; what is saved,
 * in none at all (promise U09).
 * @throws RangeError for a lifetime outside 1 to 300 seconds.
 */
export function downloadRequest(
  { objectKey, name, contentType }: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
  disposition: Disposition,
  expiresInSeconds: number,
): GetRequest {
  requireLifetime(expiresInSeconds, MAX_DOWNLOAD_URL_SECONDS);
  return {
    key: objectKey,
    contentDisposition: contentDisposition(disposition, name),
    contentType,
    // What is shown in a page may be kept by the browser that shows it, as long as its URL stays the same.
    cacheControl: disposition === 'INLINE' ? `private, max-age=${expiresInSeconds}` : 'private, no-store',
  };
}

/** @throws RangeError for a lifetime that is not whole, not positive or above `most` seconds. */
export function requireLifetime(seconds: number, most: number): void {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > most) {
    throw new RangeError(`a URL lives 1 to ${most} seconds, not ${seconds}`);
  }
}
