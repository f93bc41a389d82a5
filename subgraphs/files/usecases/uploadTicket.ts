import type { StoredFile } from '../domain/file';
import { partCountOf } from '../domain/parts';
import type { SignedForm, SignedUpload } from '../ports';
import type { FilesDeps } from './deps';

/** How to send a file in parts; uploadParts gives their URLs. */
export interface PartsTicket {
  readonly method: 'MULTIPART';
  /** Bytes of every part but the last. */
  readonly partSizeBytes: number;
  readonly partCount: number;
  /** Whether every part must come with its SHA-256. */
  readonly partChecksums: boolean;
  /** Until then parts can be sent. */
  readonly expiresAt: Date;
}

/** How to send a file's bytes. */
export type UploadTicket = SignedUpload | SignedForm | PartsTicket;

/** When an upload that is announced, or asked for again, at `at` has ended. Parts keep the time they were given first. */
export function uploadEndsAt(
  { uploadUrlSeconds, multipartSeconds }: Pick<FilesDeps, 'uploadUrlSeconds' | 'multipartSeconds'>,
  { method, createdAt }: Pick<StoredFile, 'method' | 'createdAt'>,
  at: Date,
): Date {
  return method === 'MULTIPART'
    ? new Date(createdAt.getTime() + multipartSeconds * 1000)
    : new Date(at.getTime() + uploadUrlSeconds * 1000);
}

/** Makes the ticket of a PENDING file. Needs no network (promise O01). */
export async function issueTicket(
  { objects, uploadUrlSeconds }: Pick<FilesDeps, 'objects' | 'uploadUrlSeconds'>,
  file: StoredFile,
  at: Date,
): Promise<UploadTicket> {
  const { parts } = file;
  if (parts !== undefined) {
    return {
      method: 'MULTIPART',
      partSizeBytes: parts.sizeBytes,
      partCount: partCountOf({ size: file.size, parts }),
      partChecksums: parts.hasChecksums,
      expiresAt: file.uploadExpiresAt,
    };
  }
  return file.method === 'POST'
    ? objects.signForm(file, at, uploadUrlSeconds)
    : objects.signUpload(file, at, uploadUrlSeconds);
}
