import { xmlAnswer } from '../protocol/answer';
import { consumeBody, readBodyClaims } from '../protocol/body';
import { checksumHeaders } from '../protocol/objectHeaders';
import { digestStream } from '../protocol/digestStream';
import { S3Error } from '../protocol/errors';
import { refuseUnsupported } from '../protocol/objectDescription';
import { element, xmlDocument } from '../protocol/xml';
import type { PartRecord, UploadRecord } from '../storage/records';
import { checksumElementName } from './checksumElements';
import type { Operation, OperationContext } from './context';
import { requireObjectName } from './context';
import { getCopySource } from './copySource';
import { slicesOf } from './getObject';
import { checkPartAlgorithm } from './multipartChecksum';
import { MAX_PUT_BYTES } from './putObject';

const MAX_PART_NUMBER = 10_000;

/** PUT ?partNumber&uploadId: one part, verified like an object. */
export const uploadPart: Operation = async (context) => {
  const { auth, storage, now } = context;
  const { upload, number } = requirePart(context);
  refuseUnsupported(context.request.headers);
  const claims = readBodyClaims(auth);
  checkPartAlgorithm(upload, claims.checksum?.algorithm);
  if (claims.length > MAX_PUT_BYTES) {
    throw new S3Error('EntityTooLarge', {
      details: { ProposedSize: String(claims.length), MaxSizeAllowed: String(MAX_PUT_BYTES) },
    });
  }
  const algorithm = upload.checksum?.algorithm;
  const { blob, result } = await storage.blobs.write((write) =>
    consumeBody(auth, claims, write, algorithm === undefined ? [] : [algorithm]),
  );
  const computed = algorithm === undefined ? undefined : result.digests.checksums.get(algorithm);
  const checksum =
    algorithm !== undefined && computed !== undefined ? { algorithm, value: computed } : result.checksum;
  const part: PartRecord = {
    number,
    etag: result.digests.md5.toString('hex'),
    lastModified: now.getTime(),
    blob,
    ...(checksum && { checksum }),
  };
  await storage.uploads.putPart(upload, part);
  const answered = checksum && checksumHeaders({ ...checksum, type: 'FULL_OBJECT' });
  return {
    status: 200,
    headers: { ...answered, 'x-amz-checksum-type': undefined, etag: `"${part.etag}"` },
  };
};

/** PUT ?partNumber&uploadId with x-amz-copy-source: a part with bytes of an object. */
export const uploadPartCopy: Operation = async (context) => {
  const { storage, now } = context;
  const { upload, number } = requirePart(context);
  const { record } = getCopySource(context);
  const range = readCopyRange(context.request.headers.get('x-amz-copy-source-range'), record.size);
  const algorithm = upload.checksum?.algorithm;
  const reading = storage.blobs.read(slicesOf(record.blobs, range));
  const { blob, result } = await storage.blobs
    .write((write) => digestStream(reading, write, algorithm === undefined ? [] : [algorithm]))
    .finally(() => reading.release());
  const value = algorithm === undefined ? undefined : result.checksums.get(algorithm);
  const part: PartRecord = {
    number,
    etag: result.md5.toString('hex'),
    lastModified: now.getTime(),
    blob,
    ...(algorithm !== undefined && value !== undefined && { checksum: { algorithm, value } }),
  };
  await storage.uploads.putPart(upload, part);
  return xmlAnswer(
    xmlDocument('CopyPartResult', [
      element('LastModified', now.toISOString()),
      element('ETag', `"${part.etag}"`),
      part.checksum && element(checksumElementName(part.checksum.algorithm), part.checksum.value),
    ]),
  );
};

function requirePart(context: OperationContext): { upload: UploadRecord; number: number } {
  const { query } = context.request;
  const { bucket, key } = requireObjectName(context);
  const text = query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MAX_PART_NUMBER) {
    throw new S3Error('InvalidArgument', {
      message: 'Part number must be an integer between 1 and 10000, inclusive',
      details: { ArgumentName: 'partNumber', ArgumentValue: text },
    });
  }
  return { upload: context.storage.uploads.get(bucket, key, query.get('uploadId') ?? ''), number };
}

/** Unlike the range of a GET, this one has to be whole and inside the source. */
function readCopyRange(text: string | undefined, size: number): { start: number; end: number } {
  if (text === undefined) return { start: 0, end: size - 1 };
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(text);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || start > end) {
    throw new S3Error('InvalidArgument', {
      message:
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      details: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: text },
    });
  }
  if (start >= size) {
    throw new S3Error('InvalidRequest', {
      message: 'The specified copy range is invalid for the source object size',
    });
  }
  if (end >= size) {
    throw new S3Error('InvalidArgument', {
      message: `Range specified is not valid for source object of size: ${size}`,
      details: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: text },
    });
  }
  return { start, end };
}
