import { weighRead } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import { decodeUtf8, percentDecode } from '../protocol/uri';
import type { ObjectRecord } from '../storage/records';
import type { OperationContext } from './context';

/** The object that `x-amz-copy-source` names. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly record: ObjectRecord;
}

/**
 * Finds the source of a copy and checks x-amz-copy-source-if-*. Throws NoSuchBucket, NoSuchKey,
 * InvalidArgument for a malformed source, or PreconditionFailed.
 */
export function getCopySource({ request, storage }: OperationContext): CopySource {
  const [path = '', version] = (request.headers.get('x-amz-copy-source') ?? '').split('?versionId=');
  const decoded = decodeUtf8(percentDecode(path)).replace(/^\//, '');
  const slash = decoded.indexOf('/');
  const [bucket, key] = [decoded.slice(0, slash), decoded.slice(slash + 1)];
  if (slash < 1 || key === '' || (version ?? 'null') !== 'null') {
    throw new S3Error('InvalidArgument', {
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      details: { ArgumentName: 'x-amz-copy-source', ArgumentValue: decoded },
    });
  }
  storage.buckets.get(bucket);
  const record = storage.objects.get(bucket, key);
  if (weighRead(request.headers, record, 'x-amz-copy-source-') !== 'send') {
    throw new S3Error('PreconditionFailed');
  }
  return { bucket, key, record };
}
