import type { PlannedPart } from '../domain/parts';
import type { NamedValue } from './objectStore';

/** An upload in parts that was begun in the store. */
export interface PartsUpload {
  readonly objectKey: string;
  readonly uploadId: string;
}

/** An HTTP PUT that writes one part, signed in advance. */
export interface SignedPart {
  readonly url: string;
  /** Headers to send exactly; names in lower case. */
  readonly headers: readonly NamedValue[];
  readonly expiresAt: Date;
}

/** A part as the store describes it. */
export interface StoredPart {
  readonly number: number;
  /** Bytes. */
  readonly sizeBytes: number;
  /** As the store gives it, without quotes. */
  readonly etag: string;
  /** SHA-256 in base64, when the store has it. */
  readonly checksum: string | null;
}

/** Objects that come in parts (S3's multipart uploads). */
export interface PartStore {
  /** Begins an upload in parts and answers its id; `hasChecksums`: every part will come with its SHA-256. */
  beginParts(file: { objectKey: string; contentType: string }, hasChecksums: boolean): Promise<string>;
  /** Signs the PUT of a part, bound to its number, length and, when given, SHA-256. Needs no network. */
  signPart(
    upload: PartsUpload,
    part: PlannedPart & { readonly checksum: string | null },
    at: Date,
    expiresInSeconds: number,
  ): Promise<SignedPart>;
  /** Parts that are there, in order, behind number `after`, at most `limit` (1 to 1,000); null: no such upload. */
  listParts(upload: PartsUpload, after: number, limit: number): Promise<StoredPart[] | null>;
  /** Makes the parts one object. False when there is no such upload (any more) or a part is not as listed. */
  joinParts(upload: PartsUpload, parts: readonly StoredPart[]): Promise<boolean>;
  /** Gives one upload in parts up; nothing when there is none. */
  abortParts(upload: PartsUpload): Promise<void>;
  /** Gives up every upload in parts to this key, whoever began it. */
  abortAllParts(objectKey: string): Promise<void>;
}
