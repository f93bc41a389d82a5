import path from 'node:path';
import type { Database as LmdbDatabase, RootDatabase } from 'lmdb';
import { open } from 'lmdb';
import type { BucketRecord, ObjectRecord, PartRecord, UploadRecord } from './records';

/**
 * The index, and the truth: what it does not refer to does not exist. A change is one transaction,
 * which is on the disk when `commit` resolves.
 */
export interface Database {
  readonly buckets: LmdbDatabase<BucketRecord, string>;
  /** By `objectKey`: in UTF-8 binary order within a bucket, which is the order S3 lists in. */
  readonly objects: LmdbDatabase<ObjectRecord, Buffer>;
  /** By `uploadKey`. */
  readonly uploads: LmdbDatabase<UploadRecord, string>;
  /** By `partKey`. */
  readonly parts: LmdbDatabase<PartRecord, string>;
  /** Runs `change` alone; it checks before it writes, and what it throws has changed nothing. */
  commit<Result>(change: () => Result): Promise<Result>;
  close(): Promise<void>;
}

/** Opens or creates the index under the data folder. */
export function openDatabase(dataFolder: string): Database {
  const root: RootDatabase = open({
    path: path.join(dataFolder, 'index'),
    // Without it a transaction would count as committed before it is on the disk.
    overlappingSync: false,
    maxDbs: 8,
  });
  return {
    buckets: root.openDB<BucketRecord, string>({ name: 'buckets' }),
    objects: root.openDB<ObjectRecord, Buffer>({ name: 'objects', keyEncoding: 'binary' }),
    uploads: root.openDB<UploadRecord, string>({ name: 'uploads' }),
    parts: root.openDB<PartRecord, string>({ name: 'parts' }),
    commit: (change) => root.transaction(change),
    close: () => root.close(),
  };
}

/** A bucket's name holds no zero byte, so the keys of one bucket never mix with another's. */
export function objectKey(bucket: string, key: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${bucket}\0`), typeof key === 'string' ? Buffer.from(key) : key]);
}

/** Greater than every key of the bucket that starts with `prefix`: UTF-8 has no byte 0xFF. */
export function afterPrefix(bucket: string, prefix: Buffer | string): Buffer {
  return Buffer.concat([objectKey(bucket, prefix), Buffer.from([0xff])]);
}

/** The uploads of one bucket lie together. */
export function uploadKey(bucket: string, uploadId: string): string {
  return `${bucket}/${uploadId}`;
}

/** The parts of one upload lie together, in the order of their numbers. */
export function partKey(uploadId: string, partNumber: number): string {
  return `${uploadId}/${String(partNumber).padStart(5, '0')}`;
}
