import { S3Error } from '../protocol/errors';
import type { Database } from './database';
import { afterPrefix, objectKey, uploadKey } from './database';
import type { BucketRecord } from './records';

/** The buckets and their configuration. */
export class Buckets {
  constructor(private readonly database: Database) {}

  find(name: string): BucketRecord | undefined {
    return this.database.buckets.get(name);
  }

  /** Throws NoSuchBucket. */
  get(name: string): BucketRecord {
    const bucket = this.find(name);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', { details: { BucketName: name } });
    return bucket;
  }

  /** All buckets, by name. */
  list(): BucketRecord[] {
    return [...this.database.buckets.getRange().map(({ value }) => value)];
  }

  /** Creates a bucket; answers false when it exists already. */
  create(name: string, createdAt: Date): Promise<boolean> {
    return this.database.commit(() => {
      if (this.find(name) !== undefined) return false;
      this.database.buckets.putSync(name, { name, createdAt: createdAt.getTime() });
      return true;
    });
  }

  /** Changes a bucket's configuration. Throws NoSuchBucket. */
  async configure(name: string, change: (bucket: BucketRecord) => BucketRecord): Promise<void> {
    await this.database.commit(() => {
      this.database.buckets.putSync(name, change(this.get(name)));
    });
  }

  /** Removes a bucket. Throws NoSuchBucket, or BucketNotEmpty while it holds an object or an upload. */
  async remove(name: string): Promise<void> {
    await this.database.commit(() => {
      this.get(name);
      const range = { start: objectKey(name, ''), end: afterPrefix(name, ''), limit: 1 };
      const uploads = { start: uploadKey(name, ''), end: uploadKey(name, '\uffff'), limit: 1 };
      if (
        [...this.database.objects.getKeys(range)].length > 0 ||
        [...this.database.uploads.getKeys(uploads)].length > 0
      ) {
        throw new S3Error('BucketNotEmpty', { details: { BucketName: name } });
      }
      this.database.buckets.removeSync(name);
    });
  }
}
