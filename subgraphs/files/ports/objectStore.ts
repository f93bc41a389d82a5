import type { Readable } from 'node:stream';
import type { Disposition } from '../domain/contentDisposition';
import type { StoredFile } from '../domain/file';
import type { PartStore } from './partStore';

/** A header or a form's field: a name and its value, to be sent exactly. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** An HTTP request that writes an object, signed in advance. */
export interface SignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** Headers to send exactly; names in lower case. */
  readonly headers: readonly NamedValue[];
  readonly expiresAt: Date;
}

/** A form (multipart/form-data) that writes an object, signed in advance. */
export interface SignedForm {
  readonly method: 'POST';
  readonly url: string;
  /** Fields to send before the file. */
  readonly fields: readonly NamedValue[];
  readonly expiresAt: Date;
}

/** An object as the store describes it. */
export interface ObjectDescription {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the whole content in base64, when the store has computed it. */
  readonly checksum: string | null;
}

/** What a signature for an upload covers. */
export type UploadTarget = Pick<StoredFile, 'objectKey' | 'size' | 'contentType' | 'checksum'>;

/** The bytes. The bucket is private; clients come in through signed URLs only. */
export interface ObjectStore extends PartStore {
  /** Signs a PUT bound to key, length, type, checksum and creation only. Needs no network (promise O01). */
  signUpload(file: UploadTarget, at: Date, expiresInSeconds: number): Promise<SignedUpload>;
  /**
   * Signs a form bound to key, length, type and checksum. It can be sent again until it expires: forms know no
   * creation only. Needs no network.
   */
  signForm(file: UploadTarget, at: Date, expiresInSeconds: number): Promise<SignedForm>;
  /**
   * Signs a GET that answers with the file's name and type. Needs no network, and no promise when what it takes is at
   * hand: a page of files asks for a hundred.
   */
  signDownload(
    file: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
    disposition: Disposition,
    at: Date,
    expiresInSeconds: number,
  ): string | Promise<string>;
  /** What is stored under the key; null when nothing is. */
  findObject(key: string): Promise<ObjectDescription | null>;
  /** The first bytes of a non-empty object, at most `length`. */
  readStart(key: string, length: number): Promise<Buffer>;
  /** SHA-256 of the object in base64, by reading all of it; `onProgress` is called again and again meanwhile. */
  hashObject(key: string, onProgress?: () => void): Promise<string>;
  /**
   * Writes a stream of any length in constant memory. When the stream fails or is destroyed, what was written is
   * undone before the error is thrown. `size` is how long it will be, null when nobody knows.
   */
  writeObject(key: string, contentType: string, body: Readable, size: number | null): Promise<void>;
  /**
   * Copies an object of at most 5 GiB inside the store.
   * @throws AppError UPLOAD_INCOMPLETE when there is none.
   */
  copyObject(from: string, to: string): Promise<void>;
  /** Removes the object, if there is one. */
  removeObject(key: string): Promise<void>;
  /** Removes every object whose key begins with `prefix`, but the one under `except`. */
  removeObjects(prefix: string, except: string | null): Promise<void>;
}
