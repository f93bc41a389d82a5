import type { Readable } from 'node:stream';
import type { Disposition } from '../domain/contentDisposition';
import type { StoredFile } from '../domain/file';

/** An HTTP request that writes an object, signed in advance. */
export interface SignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** Headers to send exactly; names in lower case. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: Date;
}

/** An object as the store describes it. */
export interface ObjectDescription {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the whole content in base64, when the store has computed it. */
  readonly checksum: string | null;
}

/** The bytes. The bucket is private; clients come in through signed URLs only. */
export interface ObjectStore {
  /** Signs a PUT bound to key, length, type, checksum and creation only. Needs no network (promise O01). */
  signUpload(
    file: Pick<StoredFile, 'objectKey' | 'size' | 'contentType' | 'checksum'>,
    at: Date,
    expiresInSeconds: number,
  ): Promise<SignedUpload>;
  /** Signs a GET that answers with the file's name and type. Needs no network. */
  signDownload(
    file: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
    disposition: Disposition,
    at: Date,
    expiresInSeconds: number,
  ): Promise<string>;
  /** What is stored under the key; null when nothing is. */
  findObject(key: string): Promise<ObjectDescription | null>;
  /** The first bytes of a non-empty object, at most `length`. */
  readStart(key: string, length: number): Promise<Buffer>;
  /** SHA-256 of the object in base64, by reading all of it. */
  hashObject(key: string): Promise<string>;
  /**
   * Writes a stream of any length in constant memory. When the stream fails or is destroyed, what was written is
   * undone before the error is thrown.
   */
  writeObject(key: string, contentType: string, body: Readable): Promise<void>;
  /** Removes the object, if there is one. */
  removeObject(key: string): Promise<void>;
}
