import type { ObjectRecord, StoredChecksum } from '../storage/records';
import type { AnswerHeaders } from './answer';
import { encodeWords } from './encodedWords';
import { S3Error } from './errors';
import type { Query } from './request';

const OVERRIDABLE = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** The headers that describe a stored object, for GET and HEAD. */
export function objectHeaders(record: ObjectRecord): AnswerHeaders {
  return {
    'accept-ranges': 'bytes',
    'last-modified': new Date(record.lastModified).toUTCString(),
    etag: `"${record.etag}"`,
    ...Object.fromEntries(record.headers),
    ...Object.fromEntries(record.metadata.map(([name, value]) => [`x-amz-meta-${name}`, encodeWords(value)])),
    'x-amz-tagging-count': record.tags.length > 0 ? String(record.tags.length) : undefined,
  };
}

/** x-amz-checksum-*; of a COMPOSITE one with the number of parts. */
export function checksumHeaders(checksum: StoredChecksum | undefined): AnswerHeaders {
  if (checksum === undefined) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksum.type,
  };
}

/** `response-content-type` and its like in the query replace what is stored, for this answer. */
export function overriddenHeaders(query: Query): AnswerHeaders {
  const headers: Record<string, string> = {};
  for (const name of OVERRIDABLE) {
    const value = query.get(`response-${name}`);
    if (value === undefined) continue;
    // eslint-disable-next-line no-control-regex -- these are the characters no header may hold
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
      throw new S3Error('InvalidArgument', {
        message: 'Header value cannot contain control characters.',
        details: { ArgumentName: `response-${name}` },
      });
    }
    if ([...value].some((character) => character > '\u00ff')) {
      throw new S3Error('InvalidArgument', {
        message: 'Header value cannot be represented using ISO-8859-1.',
        details: { ArgumentName: `response-${name}`, ArgumentValue: value },
      });
    }
    headers[name] = value;
  }
  return headers;
}
