/** A file as it is recorded; its bytes are in the object store under `objectKey`. */
export interface StoredFile {
  /** Opaque, stable for the life of the file. */
  readonly id: string;
  /** The account that keeps the file here. */
  readonly ownerId: string;
  /** The name given at upload; any Unicode, never a path. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The announced media type. */
  readonly contentType: string;
  /** SHA-256 of the content, base64; null when nobody computed it. */
  readonly checksum: string | null;
  /** PENDING until verified; DELETING until the object is gone, and invisible from then on. */
  readonly status: 'PENDING' | 'READY' | 'DELETING';
  /** Where the bytes are in the store. Never leaves the service. */
  readonly objectKey: string;
  /** When the upload was requested. */
  readonly createdAt: Date;
  /** When the record last changed. */
  readonly updatedAt: Date;
}
