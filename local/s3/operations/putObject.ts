import { consumeBody, readBodyClaims } from '../protocol/body';
import { writePrecondition } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import { readDescription } from '../protocol/objectDescription';
import { checksumHeaders } from '../protocol/objectHeaders';
import type { ObjectRecord } from '../storage/records';
import { requireObjectName } from './context';
import type { Operation } from './context';

/** S3's limit for an upload in one request: 5 GiB. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** PUT of an object: everything is verified before the object takes the place of the one before. */
export const putObject: Operation = async (context) => {
  const { auth, storage, now } = context;
  const { headers } = context.request;
  const { bucket, key } = requireObjectName(context);
  const description = readDescription(headers);
  const precondition = writePrecondition(headers)();
  const claims = readBodyClaims(auth);
  if (claims.length > MAX_PUT_BYTES) {
    throw new S3Error('EntityTooLarge', {
      details: { ProposedSize: String(claims.length), MaxSizeAllowed: String(MAX_PUT_BYTES) },
    });
  }
  // Spares the client an upload that cannot succeed; what decides is the same check at the end.
  precondition(storage.objects.find(bucket, key));
  const { blob, result } = await storage.blobs.write((write) => consumeBody(auth, claims, write));
  const record: ObjectRecord = {
    key,
    size: blob.size,
    etag: result.digests.md5.toString('hex'),
    lastModified: now.getTime(),
    blobs: [blob],
    ...(result.checksum && { checksum: { ...result.checksum, type: 'FULL_OBJECT' } }),
    ...description,
  };
  await storage.objects.put(bucket, record, precondition);
  return { status: 200, headers: { etag: `"${record.etag}"`, ...checksumHeaders(record.checksum) } };
};
