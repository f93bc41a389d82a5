import { S3Error } from '../protocol/errors';
import type { BlobStore } from './blobs';
import type { Database } from './database';
import { objectKey } from './database';
import type { ObjectRecord } from './records';

/** Refuses a change by throwing, given what is stored now; it runs in the transaction of the change. */
export type Precondition = (current: ObjectRecord | undefined) => void;

/** The objects of all buckets. */
export class Objects {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {}

  find(bucket: string, key: string): ObjectRecord | undefined {
    return this.database.objects.get(objectKey(bucket, key));
  }

  /** Throws NoSuchKey. */
  get(bucket: string, key: string): ObjectRecord {
    const record = this.find(bucket, key);
    if (record === undefined) throw new S3Error('NoSuchKey', { details: { Key: key } });
    return record;
  }

  /**
   * Puts an object in the place of the one before, if any, as one step. When the precondition or the
   * bucket's absence refuses it, its blobs are removed and the refusal is thrown.
   */
  async put(bucket: string, record: ObjectRecord, precondition: Precondition): Promise<void> {
    const id = objectKey(bucket, record.key);
    let replaced: ObjectRecord | undefined;
    try {
      await this.database.commit(() => {
        if (this.database.buckets.get(bucket) === undefined) throw new S3Error('NoSuchBucket');
        replaced = this.database.objects.get(id);
        precondition(replaced);
        this.database.objects.putSync(id, record);
      });
    } catch (error) {
      await this.blobs.remove(record.blobs);
      throw error;
    }
    await this.blobs.remove(replaced?.blobs ?? []);
  }

  /** Changes what is said about an object, not its bytes. Throws NoSuchKey. */
  async update(bucket: string, key: string, change: (record: ObjectRecord) => ObjectRecord): Promise<void> {
    await this.database.commit(() => {
      this.database.objects.putSync(objectKey(bucket, key), change(this.get(bucket, key)));
    });
  }

  /** Removes an object; one that does not exist is already removed, unless the precondition objects. */
  async remove(bucket: string, key: string, precondition: Precondition = () => undefined): Promise<void> {
    const id = objectKey(bucket, key);
    const removed = await this.database.commit(() => {
      const current = this.database.objects.get(id);
      precondition(current);
      if (current !== undefined) this.database.objects.removeSync(id);
      return current;
    });
    await this.blobs.remove(removed?.blobs ?? []);
  }

  /** Removes an object unless it was replaced since it was read; answers whether it did. */
  async removeVersion(bucket: string, version: ObjectRecord): Promise<boolean> {
    const id = objectKey(bucket, version.key);
    const removed = await this.database.commit(() => {
      const current = this.database.objects.get(id);
      const same = current?.lastModified === version.lastModified && current.etag === version.etag;
      if (same) this.database.objects.removeSync(id);
      return same;
    });
    if (removed) await this.blobs.remove(version.blobs);
    return removed;
  }
}
