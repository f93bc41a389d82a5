import { xmlAnswer } from '../protocol/answer';
import type { ChecksumAlgorithm } from '../protocol/checksums';
import { findAlgorithm } from '../protocol/checksums';
import { writePrecondition } from '../protocol/conditions';
import { digestStream } from '../protocol/digestStream';
import { S3Error } from '../protocol/errors';
import type { HeaderList } from '../protocol/headers';
import { readDescription } from '../protocol/objectDescription';
import { element, xmlDocument } from '../protocol/xml';
import type { ObjectDescription, ObjectRecord } from '../storage/records';
import { checksumElements } from './checksumElements';
import type { Operation } from './context';
import { requireObjectName } from './context';
import type { CopySource } from './copySource';
import { getCopySource } from './copySource';
import { slicesOf } from './getObject';
import { MAX_PUT_BYTES } from './putObject';

/** PUT with x-amz-copy-source: a new object with the bytes of another. */
export const copyObject: Operation = async (context) => {
  const { storage, now } = context;
  const { headers } = context.request;
  const { bucket, key } = requireObjectName(context);
  const source = getCopySource(context);
  const precondition = writePrecondition(headers)();
  const description = describeCopy(headers, source, source.bucket === bucket && source.key === key);
  if (source.record.size > MAX_PUT_BYTES) {
    throw new S3Error('InvalidRequest', {
      message:
        'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    });
  }
  precondition(storage.objects.find(bucket, key));
  const algorithm = readAlgorithm(headers) ?? source.record.checksum?.algorithm;
  const reading = storage.blobs.read(
    slicesOf(source.record.blobs, { start: 0, end: source.record.size - 1 }),
  );
  const { blob, result } = await storage.blobs
    .write((write) => digestStream(reading, write, algorithm === undefined ? [] : [algorithm]))
    .finally(() => reading.release());
  const value = algorithm === undefined ? undefined : result.checksums.get(algorithm);
  const record: ObjectRecord = {
    key,
    size: blob.size,
    etag: result.md5.toString('hex'),
    lastModified: now.getTime(),
    blobs: [blob],
    ...(algorithm !== undefined &&
      value !== undefined && { checksum: { algorithm, value, type: 'FULL_OBJECT' } }),
    ...description,
  };
  await storage.objects.put(bucket, record, precondition);
  return xmlAnswer(
    xmlDocument('CopyObjectResult', [
      element('LastModified', now.toISOString()),
      element('ETag', `"${record.etag}"`),
      ...checksumElements(record.checksum),
    ]),
  );
};

/** Reads x-amz-checksum-algorithm. Throws InvalidRequest for one that S3 does not know. */
export function readAlgorithm(headers: HeaderList): ChecksumAlgorithm | undefined {
  const name = headers.get('x-amz-checksum-algorithm');
  if (name === undefined) return undefined;
  const algorithm = findAlgorithm(name);
  if (algorithm !== undefined) return algorithm;
  throw new S3Error('InvalidRequest', {
    message:
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  });
}

function describeCopy(headers: HeaderList, source: CopySource, ontoItself: boolean): ObjectDescription {
  const given = readDescription(headers);
  const metadata = readDirective(headers, 'x-amz-metadata-directive');
  const tagging = readDirective(headers, 'x-amz-tagging-directive');
  if (ontoItself && metadata === 'COPY') {
    throw new S3Error('InvalidRequest', {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
  const described = metadata === 'REPLACE' ? given : source.record;
  return {
    headers: described.headers,
    metadata: described.metadata,
    tags: tagging === 'REPLACE' ? given.tags : source.record.tags,
  };
}

function readDirective(headers: HeaderList, name: string): 'COPY' | 'REPLACE' {
  const value = headers.get(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', {
    message: `Unknown ${name.replace('x-amz-', '').replace('-', ' ')}.`,
    details: { ArgumentName: name, ArgumentValue: value },
  });
}
