import { createHash } from 'node:crypto';
import { AppError, badUserInput } from '../../../platform/errors';
import { checkChecksum } from './checksum';
import { checkContentType } from './contentType';
import type { DirectMethod } from './file';
import { checkFileName } from './fileName';
import { choosePartSize, MAX_SINGLE_BYTES, MULTIPART_FROM_BYTES, type PartPlan } from './parts';

/** What the service accepts and promises a person at most; from configuration. */
export interface UploadLimits {
  /** The largest file in bytes. */
  readonly maxFileBytes: number;
  /** Media types and patterns such as `image/*`. */
  readonly allowedContentTypes: readonly string[];
  /** The most bytes a person may have stored and reserved together. */
  readonly quotaBytes: number;
  /** The most files a person may have, the trash and unfinished uploads counted. */
  readonly maxFiles: number;
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
  /** How the client wants to send the bytes; by default PUT, and MULTIPART from 64 MiB on. */
  readonly method?: DirectMethod | null | undefined;
  /** For MULTIPART: how large the parts are to be. */
  readonly partSizeBytes?: number | null | undefined;
  /** For MULTIPART: whether every part comes with its SHA-256. */
  readonly partChecksums?: boolean | null | undefined;
}

/** An announced upload that was checked. */
export interface UploadRequest {
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly checksum: string | null;
  readonly idempotencyKey: string | null;
  readonly method: DirectMethod;
  /** For MULTIPART only. */
  readonly parts?: PartPlan;
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
  const way = chooseMethod(input);
  // What comes of the wishes, not their words: a default that is spelled out is the same input.
  const chosen = [way.method, way.parts?.sizeBytes ?? null, way.parts?.hasChecksums ?? false];
  const inputHash = createHash('sha256')
    .update(JSON.stringify([name, size, contentType, checksum, ...chosen]))
    .digest('base64');
  return { name, size, contentType, checksum, idempotencyKey, inputHash, ...way };
}

/**
 * How the bytes are to come.
 * @throws AppError BAD_USER_INPUT when the method cannot carry them, or for parts of what has none.
 */
function chooseMethod(input: UploadInput): Pick<UploadRequest, 'method' | 'parts'> {
  const { size } = input;
  const method = input.method ?? (size >= MULTIPART_FROM_BYTES ? 'MULTIPART' : 'PUT');
  if (method === 'MULTIPART') {
    const sizeBytes = choosePartSize(size, input.partSizeBytes ?? null);
    return { method, parts: { sizeBytes, hasChecksums: input.partChecksums === true, uploadId: null } };
  }
  if (size > MAX_SINGLE_BYTES) {
    throw badUserInput('method', `${method} carries at most ${MAX_SINGLE_BYTES} bytes: use MULTIPART.`);
  }
  if (input.partSizeBytes != null) throw badUserInput('partSizeBytes', 'Only MULTIPART has parts.');
  if (input.partChecksums === true) throw badUserInput('partChecksums', 'Only MULTIPART has parts.');
  return { method };
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
