import type { Answer } from '../protocol/answer';
import type { Authenticated } from '../protocol/authenticate';
import { S3Error } from '../protocol/errors';
import type { S3Request } from '../protocol/request';
import type { BucketRecord } from '../storage/records';
import type { Storage } from '../storage/storage';

/** What every operation works with. */
export interface OperationContext {
  readonly request: S3Request;
  readonly auth: Authenticated;
  readonly storage: Storage;
  readonly now: Date;
  readonly region: string;
  readonly owner: Owner;
}

/** The one account of this server. */
export interface Owner {
  readonly id: string;
  readonly displayName: string;
}

/** One operation of the S3 API. Throws S3Error to refuse. */
export type Operation = (context: OperationContext) => Promise<Answer>;

/** The bucket the request names. Throws NoSuchBucket. */
export function requireBucket({ request, storage }: OperationContext): BucketRecord {
  if (request.bucket === undefined) throw new S3Error('MethodNotAllowed');
  return storage.buckets.get(request.bucket);
}

/** The key the request names, of a bucket that exists. */
export function requireObjectName(context: OperationContext): { bucket: string; key: string } {
  const bucket = requireBucket(context).name;
  const { key } = context.request;
  if (key === undefined) throw new S3Error('MethodNotAllowed');
  return { bucket, key };
}
