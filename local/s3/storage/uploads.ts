import { randomBytes } from 'node:crypto';
import { S3Error } from '../protocol/errors';
import type { BlobStore } from './blobs';
import type { Database } from './database';
import { objectKey, partKey, uploadKey } from './database';
import type { Precondition } from './objects';
import type { BlobRef, ObjectRecord, PartRecord, UploadRecord } from './records';

/** The multipart uploads in progress, and their parts. */
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {}

  /** Begins an upload; its id is not to be guessed. */
  async create(upload: Omit<UploadRecord, 'id'>): Promise<UploadRecord> {
    const record = { ...upload, id: randomBytes(24).toString('base64url') };
    await this.database.commit(() => {
      if (this.database.buckets.get(upload.bucket) === undefined) throw new S3Error('NoSuchBucket');
      this.database.uploads.putSync(uploadKey(upload.bucket, record.id), record);
    });
    return record;
  }

  find(bucket: string, key: string, id: string): UploadRecord | undefined {
    // Ids are ours: anything else is not looked up.
    if (!/^[\w-]{32}$/.test(id)) return undefined;
    const upload = this.database.uploads.get(uploadKey(bucket, id));
    return upload?.key === key ? upload : undefined;
  }

  /** Throws NoSuchUpload. */
  get(bucket: string, key: string, id: string): UploadRecord {
    const upload = this.find(bucket, key, id);
    if (upload === undefined) throw new S3Error('NoSuchUpload', { details: { UploadId: id } });
    return upload;
  }

  /** The uploads of a bucket, by key (UTF-8 binary order), then by age. */
  list(bucket: string): UploadRecord[] {
    const range = { start: uploadKey(bucket, ''), end: uploadKey(bucket, '\uffff') };
    return [...this.database.uploads.getRange(range).map(({ value }) => value)].sort(
      (a, b) =>
        Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) ||
        a.initiated - b.initiated ||
        (a.id < b.id ? -1 : 1),
    );
  }

  /** Adds a part, or replaces the one with its number. Throws NoSuchUpload if the upload ended meanwhile. */
  async putPart(upload: UploadRecord, part: PartRecord): Promise<void> {
    const id = partKey(upload.id, part.number);
    let replaced: PartRecord | undefined;
    try {
      await this.database.commit(() => {
        this.get(upload.bucket, upload.key, upload.id);
        replaced = this.database.parts.get(id);
        this.database.parts.putSync(id, part);
      });
    } catch (error) {
      await this.blobs.remove([part.blob]);
      throw error;
    }
    if (replaced !== undefined) await this.blobs.remove([replaced.blob]);
  }

  /** The parts by number. */
  parts(upload: UploadRecord): PartRecord[] {
    const range = { start: partKey(upload.id, 0), end: `${upload.id}/:` };
    return [...this.database.parts.getRange(range).map(({ value }) => value)];
  }

  /**
   * Makes the upload an object, as one step: `build` chooses among the parts as they are in that step,
   * and may refuse by throwing, which leaves the upload as it was.
   */
  async complete(
    upload: UploadRecord,
    build: (parts: readonly PartRecord[]) => ObjectRecord,
    precondition: Precondition,
  ): Promise<void> {
    const id = objectKey(upload.bucket, upload.key);
    const unused = await this.database.commit(() => {
      this.get(upload.bucket, upload.key, upload.id);
      const parts = this.parts(upload);
      const record = build(parts);
      const replaced = this.database.objects.get(id);
      precondition(replaced);
      this.database.objects.putSync(id, record);
      this.removeRecords(upload, parts);
      const used = new Set(record.blobs.map((blob) => blob.id));
      return [
        ...parts.map((part) => part.blob).filter((blob) => !used.has(blob.id)),
        ...(replaced?.blobs ?? []),
      ];
    });
    await this.blobs.remove(unused);
  }

  /** Ends an upload and removes its parts. Throws NoSuchUpload. */
  async abort(upload: UploadRecord): Promise<void> {
    const parts = await this.database.commit(() => {
      this.get(upload.bucket, upload.key, upload.id);
      const found = this.parts(upload);
      this.removeRecords(upload, found);
      return found;
    });
    await this.blobs.remove(parts.map((part) => part.blob));
  }

  /** Inside a transaction: removes all uploads of a bucket; returns the blobs that are then unused. */
  removeAll(bucket: string): BlobRef[] {
    return this.list(bucket).flatMap((upload) => {
      const parts = this.parts(upload);
      this.removeRecords(upload, parts);
      return parts.map((part) => part.blob);
    });
  }

  private removeRecords(upload: UploadRecord, parts: readonly PartRecord[]): void {
    for (const part of parts) this.database.parts.removeSync(partKey(upload.id, part.number));
    this.database.uploads.removeSync(uploadKey(upload.bucket, upload.id));
  }
}
