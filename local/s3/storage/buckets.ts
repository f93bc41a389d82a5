import { S3Error } from '../protocol/errors';
import type { BlobStore } from './blobs';
import type { Database } from './database';
import { afterPrefix, objectKey } from './database';
import type { BucketRecord } from './records';
import type { Uploads } from './uploads';

/** The buckets and their configuration. */
export class Buckets {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly blobs: BlobStore,
  ) {}

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

  /** Creates a bucket, with public access blocked as in S3; answers false when it exists already. */
  create(name: string, createdAt: Date): Promise<boolean> {
    return this.database.commit(() => {
      if (this.find(name) !== undefined) return false;
      this.database.buckets.putSync(name, {
        name,
        createdAt: createdAt.getTime(),
        publicAccessBlock: {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: true,
        },
      });
      return true;
    });
  }

  /** Changes a bucket's configuration. Throws NoSuchBucket. */
  async configure(name: string, change: (bucket: BucketRecord) => BucketRecord): Promise<void> {
    await this.database.commit(() => {
      this.database.buckets.putSync(name, change(this.get(name)));
    });
  }

  /**
   * Removes a bucket and, as S3 does, the uploads in progress in it. Throws NoSuchBucket, or BucketNotEmpty
   * while it holds an object.
   */
  async remove(name: string): Promise<void> {
    const { objects, buckets } = this.database;
    const unused = await this.database.commit(() => {
      this.get(name);
      const range = { start: objectKey(name, ''), end: afterPrefix(name, ''), limit: 1 };
      if ([...objects.getKeys(range)].length > 0) {
        throw new S3Error('BucketNotEmpty', { details: { BucketName: name } });
      }
      buckets.removeSync(name);
      return this.uploads.removeAll(name);
    });
    await this.blobs.remove(unused);
  }
}
