import type { Operation } from './context';
import { requireObjectName } from './context';

/** DELETE ?uploadId: ends an upload and removes its parts. */
export const abortMultipartUpload: Operation = async (context) => {
  const { uploads } = context.storage;
  const { bucket, key } = requireObjectName(context);
  await uploads.abort(uploads.get(bucket, key, context.request.query.get('uploadId') ?? ''));
  return { status: 204 };
};
