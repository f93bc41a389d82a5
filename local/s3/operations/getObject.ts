import type { Answer, AnswerHeaders } from '../protocol/answer';
import { matchesEtag, weighRead } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import type { HeaderList } from '../protocol/headers';
import { checksumHeaders, objectHeaders, overriddenHeaders } from '../protocol/objectHeaders';
import type { ByteRange } from '../protocol/range';
import { parseRange } from '../protocol/range';
import type { BlobSlice } from '../storage/blobs';
import type { BlobRef, ObjectRecord } from '../storage/records';
import type { Operation, OperationContext } from './context';
import { requireObjectName } from './context';
import { requireNoVersion } from './version';

/** GET of an object, or of a range or part of it. */
export const getObject: Operation = async (context) => {
  const { record, range, answer } = describe(context);
  if (answer.status === 304) return answer;
  const body = context.storage.blobs.read(slicesOf(record.blobs, range));
  return { ...answer, body, release: () => body.release() };
};

/** HEAD of an object: the headers of the GET. */
export const headObject: Operation = async (context) => describe(context).answer;

interface Description {
  readonly record: ObjectRecord;
  readonly range: ByteRange;
  readonly answer: Answer;
}

function describe(context: OperationContext): Description {
  const { request, storage } = context;
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(request);
  const record = storage.objects.get(bucket, key);
  const verdict = weighRead(request.headers, record);
  if (verdict === 'failed') throw new S3Error('PreconditionFailed');
  const whole = { start: 0, end: record.size - 1 };
  if (verdict === 'notModified') {
    return { record, range: whole, answer: { status: 304, headers: validators(record) } };
  }
  const { range, headers: partHeaders } = chooseRange(context, record);
  const served = range ?? whole;
  return {
    record,
    range: served,
    answer: {
      status: range === undefined ? 200 : 206,
      headers: {
        ...objectHeaders(record),
        ...overriddenHeaders(request.query),
        ...partHeaders,
        ...(range === undefined && wantsChecksum(request.headers) ? checksumHeaders(record.checksum) : {}),
        'content-length': String(served.end - served.start + 1),
      },
    },
  };
}

function wantsChecksum(headers: HeaderList): boolean {
  return headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
}

function validators(record: ObjectRecord): AnswerHeaders {
  return { etag: `"${record.etag}"`, 'last-modified': new Date(record.lastModified).toUTCString() };
}

function chooseRange(
  { request }: OperationContext,
  record: ObjectRecord,
): { range: ByteRange | undefined; headers: AnswerHeaders } {
  const partNumber = request.query.get('partNumber');
  if (partNumber !== undefined) return partRange(partNumber, record, request.headers);
  const ifRange = request.headers.get('if-range');
  const applies = ifRange === undefined || matchesEtag(ifRange, record.etag);
  const range = applies ? parseRange(request.headers.get('range'), record.size) : undefined;
  if (range === 'unsatisfiable') {
    throw new S3Error('InvalidRange', {
      details: {
        RangeRequested: request.headers.get('range') ?? '',
        ActualObjectSize: String(record.size),
      },
      headers: { 'content-range': `bytes */${record.size}` },
    });
  }
  return { range, headers: range === undefined ? {} : contentRange(range, record.size) };
}

function partRange(
  text: string,
  record: ObjectRecord,
  requestHeaders: HeaderList,
): { range: ByteRange | undefined; headers: AnswerHeaders } {
  if (requestHeaders.has('range')) {
    throw new S3Error('InvalidRequest', {
      message: 'Cannot specify both Range header and partNumber query parameter',
    });
  }
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 10_000) {
    throw new S3Error('InvalidArgument', {
      message: 'Part number must be an integer between 1 and 10000, inclusive',
      details: { ArgumentName: 'partNumber', ArgumentValue: text },
    });
  }
  if (record.parts === undefined && number === 1) {
    const range = record.size === 0 ? undefined : { start: 0, end: record.size - 1 };
    const checksum = wantsChecksum(requestHeaders) ? checksumHeaders(record.checksum) : {};
    return {
      range,
      headers: range === undefined ? {} : { ...contentRange(range, record.size), ...checksum },
    };
  }
  let start = 0;
  for (const part of record.parts ?? []) {
    if (part.number === number) {
      const range = { start, end: start + part.size - 1 };
      const count = String(record.parts?.length ?? 1);
      const whole = wantsChecksum(requestHeaders) ? record.checksum : undefined;
      const own = whole && part.checksum ? { ...whole, value: part.checksum } : undefined;
      return {
        range,
        headers: {
          ...contentRange(range, record.size),
          ...checksumHeaders(own),
          'x-amz-mp-parts-count': count,
        },
      };
    }
    start += part.size;
  }
  throw new S3Error('InvalidPartNumber', {
    details: { ActualPartCount: String(record.parts?.length ?? 1), PartNumberRequested: text },
  });
}

function contentRange(range: ByteRange, size: number): AnswerHeaders {
  return { 'content-range': `bytes ${range.start}-${range.end}/${size}` };
}

/** The pieces of blobs that make up bytes `range.start` to `range.end` of an object. */
export function slicesOf(blobs: readonly BlobRef[], range: ByteRange): BlobSlice[] {
  const slices: BlobSlice[] = [];
  let offset = 0;
  for (const { id, size } of blobs) {
    const start = Math.max(range.start - offset, 0);
    const end = Math.min(range.end + 1 - offset, size);
    if (start < end) slices.push({ id, start, end });
    offset += size;
  }
  return slices;
}
