import { createHash } from 'node:crypto';
import { AppError, badUserInput } from '../../../platform/errors';
import { checkChecksum } from './checksum';
import { checkContentType } from './contentType';
import { checkFileName } from './fileName';

/** What the service accepts and promises a person at most; from configuration. */
export interface UploadLimits {
  /** The largest file in bytes. */
  readonly maxFileBytes: number;
  /** Media types and patterns such as `image/*`. */
  readonly allowedContentTypes: readonly string[];
  /** The most bytes a person may have stored and reserved together. */
  readonly quotaBytes: number;
  /** The most uploads a person may have under way. */
  readonly maxPendingUploads: number;
}

/** An announced upload as it comes in. */
export interface UploadInput {
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly checksum?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** An announced upload that was checked. */
export interface UploadRequest {
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly checksum: string | null;
  readonly idempotencyKey: string | null;
  /** The same for the same input, the idempotency key left out. */
  readonly inputHash: string;
}

/**
 * Checks what a client announces (promise U05).
 * @throws AppError BAD_USER_INPUT, FILE_TOO_LARGE or UNSUPPORTED_FILE_TYPE, with the field at fault.
 */
export function checkUploadRequest(input: UploadInput, limits: UploadLimits): UploadRequest {
  const name = checkFileName(input.name);
  const size = checkSize(input.size, limits.maxFileBytes);
  const contentType = checkContentType(input.contentType, limits.allowedContentTypes);
  const checksum = input.checksum == null ? null : checkChecksum(input.checksum);
  const idempotencyKey = input.idempotencyKey == null ? null : checkIdempotencyKey(input.idempotencyKey);
  const inputHash = createHash('sha256')
    .update(JSON.stringify([name, size, contentType, checksum]))
    .digest('base64');
  return { name, size, contentType, checksum, idempotencyKey, inputHash };
}

/**
 * Accepts a size in bytes, 0 included.
 * @throws AppError BAD_USER_INPUT or FILE_TOO_LARGE with the field `size`.
 */
export function checkSize(size: number, maxFileBytes: number): number {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw badUserInput('size', 'The size must be a whole number of bytes, 0 or more.');
  }
  if (size > maxFileBytes) {
    throw new AppError('FILE_TOO_LARGE', {
      field: 'size',
      message: `Files may have at most ${maxFileBytes} bytes here.`,
    });
  }
  return size;
}

function checkIdempotencyKey(key: string): string {
  if (!/^[\x20-\x7E]{1,128}$/.test(key)) {
    throw badUserInput('idempotencyKey', 'The idempotencyKey must have 1 to 128 printable ASCII characters.');
  }
  return key;
}
