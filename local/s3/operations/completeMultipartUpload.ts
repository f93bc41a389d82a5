import { xmlAnswer } from '../protocol/answer';
import { CHECKSUM_ALGORITHMS } from '../protocol/checksums';
import { writePrecondition } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import type { XmlElement } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { ObjectRecord, PartRecord, UploadRecord } from '../storage/records';
import { checksumElementName, checksumElements } from './checksumElements';
import type { Operation, OperationContext } from './context';
import { requireObjectName } from './context';
import { completeChecksum, multipartEtag } from './multipartChecksum';
import { findXmlBody } from './readXmlBody';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;

interface ChosenPart {
  readonly number: number;
  readonly etag: string;
  readonly checksums: ReadonlyMap<string, string>;
}

/** POST ?uploadId: makes the parts one object, without moving a byte. */
export const completeMultipartUpload: Operation = async (context) => {
  const { storage, now, request } = context;
  const { bucket, key } = requireObjectName(context);
  const id = request.query.get('uploadId') ?? '';
  const precondition = writePrecondition(request.headers);
  const body = await findXmlBody(context, 'CompleteMultipartUpload', MAX_BODY_BYTES, {
    verifyChecksum: false,
  });
  if (body === undefined) {
    throw new S3Error('InvalidRequest', { message: 'You must specify at least one part' });
  }
  const chosen = readParts(body);
  // A client whose first answer was lost asks again; it gets the same answer.
  const before = storage.objects.find(bucket, key);
  if (before?.uploadId === id && isSameList(before, chosen)) return answer(context, before);
  const upload = storage.uploads.get(bucket, key, id);
  const parts = choose(upload, chosen, storage.uploads.parts(upload));
  checkObjectSize(parts, request.headers.get('x-amz-mp-object-size'));
  const checksum = await completeChecksum(upload, parts, request.headers);
  const record: ObjectRecord = {
    key,
    size: sizeOf(parts),
    etag: multipartEtag(parts),
    lastModified: now.getTime(),
    blobs: parts.map((part) => part.blob),
    parts: parts.map(({ number, blob, checksum: own }) => ({
      number,
      size: blob.size,
      ...(own && { checksum: own.value }),
    })),
    uploadId: id,
    headers: upload.headers,
    metadata: upload.metadata,
    tags: upload.tags,
    ...(checksum && { checksum }),
  };
  const unchanged = (current: readonly PartRecord[]) => {
    // A part may have been replaced since it was chosen.
    const ids = new Set(current.map((part) => part.blob.id));
    if (record.blobs.some((blob) => !ids.has(blob.id))) throw new S3Error('InvalidPart');
    return record;
  };
  await storage.uploads.complete(upload, unchanged, precondition(upload.initiated));
  return answer(context, record);
};

function answer({ request }: OperationContext, record: ObjectRecord) {
  return xmlAnswer(
    xmlDocument('CompleteMultipartUploadResult', [
      element(
        'Location',
        `http://${request.headers.get('host') ?? ''}/${request.bucket ?? ''}/${encodeURI(record.key)}`,
      ),
      element('Bucket', request.bucket),
      element('Key', record.key),
      element('ETag', `"${record.etag}"`),
      ...checksumElements(record.checksum),
    ]),
  );
}

function readParts(body: XmlElement): ChosenPart[] {
  const parts = body.all('Part').map((part) => {
    const number = part.textOf('PartNumber')?.trim() ?? '';
    const etag = part.textOf('ETag')?.trim().replaceAll('"', '');
    if (!/^\d{1,5}$/.test(number) || etag === undefined) throw new S3Error('MalformedXML');
    const checksums = new Map<string, string>();
    for (const algorithm of CHECKSUM_ALGORITHMS) {
      const value = part.textOf(checksumElementName(algorithm))?.trim();
      if (value !== undefined) checksums.set(algorithm, value);
    }
    return { number: Number(number), etag, checksums };
  });
  if (parts.length === 0 || parts.length > MAX_PARTS) throw new S3Error('MalformedXML');
  for (const [i, part] of parts.entries()) {
    if (i > 0 && part.number <= (parts[i - 1]?.number ?? 0)) throw new S3Error('InvalidPartOrder');
  }
  return parts;
}

function choose(
  upload: UploadRecord,
  chosen: readonly ChosenPart[],
  uploaded: readonly PartRecord[],
): PartRecord[] {
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  return chosen.map(({ number, etag, checksums }, index) => {
    const details = { UploadId: upload.id, PartNumber: String(number), ETag: etag };
    const part = byNumber.get(number);
    if (part?.etag !== etag.toLowerCase()) throw new S3Error('InvalidPart', { details });
    checkPartChecksum(upload, part, checksums);
    if (index < chosen.length - 1 && part.blob.size < MIN_PART_BYTES) {
      throw new S3Error('EntityTooSmall', {
        details: {
          PartNumber: String(number),
          ETag: etag,
          ProposedSize: String(part.blob.size),
          MinSizeAllowed: String(MIN_PART_BYTES),
        },
      });
    }
    return part;
  });
}

function checkPartChecksum(upload: UploadRecord, part: PartRecord, given: ReadonlyMap<string, string>): void {
  const { algorithm, type } = upload.checksum ?? {};
  if (type === 'COMPOSITE' && algorithm !== undefined && !given.has(algorithm)) {
    throw new S3Error('InvalidRequest', {
      message: `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
    });
  }
  for (const [name, value] of given) {
    if (part.checksum?.algorithm !== name || part.checksum.value !== value) {
      throw new S3Error('InvalidPart', { details: { PartNumber: String(part.number) } });
    }
  }
}

function checkObjectSize(parts: readonly PartRecord[], announced: string | undefined): void {
  if (announced === undefined || announced === String(sizeOf(parts))) return;
  throw new S3Error('InvalidRequest', {
    message: `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${sizeOf(parts)}`,
  });
}

function sizeOf(parts: readonly PartRecord[]): number {
  return parts.reduce((sum, part) => sum + part.blob.size, 0);
}

function isSameList(record: ObjectRecord, chosen: readonly ChosenPart[]): boolean {
  const etags = chosen.map(({ etag }) => ({ etag }) as PartRecord);
  return (
    record.parts?.length === chosen.length &&
    chosen.every((part, i) => part.number === record.parts?.[i]?.number) &&
    multipartEtag(etags) === record.etag
  );
}
