import type { ObjectDescription, Pairs } from '../storage/records';
import { decodeWords, encodeExactly } from './encodedWords';
import type { S3ErrorCode } from './errors';
import { S3Error } from './errors';
import type { HeaderList } from './headers';
import { parseTagging } from './tags';

const STORED_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const METADATA_PREFIX = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2048;
const HARMLESS_ACLS = ['private', 'bucket-owner-full-control'];

/** Headers whose effect this server does not have; to accept them would promise it. */
const NOT_IMPLEMENTED = [
  /^x-amz-server-side-encryption/,
  /^x-amz-copy-source-server-side-encryption/,
  /^x-amz-website-redirect-location$/,
  /^x-amz-object-lock-/,
  /^x-amz-write-offset-bytes$/,
];

/** Reads what a request says about the object it creates. Throws for what S3 or this server refuses. */
export function readDescription(headers: HeaderList): ObjectDescription {
  refuseUnsupported(headers);
  return {
    headers: readStoredHeaders(headers),
    metadata: readMetadata(headers),
    tags: parseTagging(headers.get('x-amz-tagging') ?? ''),
  };
}

/** Throws NotImplemented, or `aclRefusal` for the headers of ACLs, for headers without effect here. */
export function refuseUnsupported(
  headers: HeaderList,
  aclRefusal: S3ErrorCode = 'AccessControlListNotSupported',
): void {
  const unsupported = headers.names().find((name) => NOT_IMPLEMENTED.some((pattern) => pattern.test(name)));
  if (unsupported !== undefined) throw new S3Error('NotImplemented', { details: { Header: unsupported } });
  const storageClass = headers.get('x-amz-storage-class') ?? 'STANDARD';
  if (storageClass !== 'STANDARD') {
    throw new S3Error('NotImplemented', { details: { Header: 'x-amz-storage-class' } });
  }
  const acl = headers.get('x-amz-acl');
  const grants = headers.names().some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (acl !== undefined && !HARMLESS_ACLS.includes(acl))) {
    throw new S3Error(aclRefusal);
  }
}

function readStoredHeaders(headers: HeaderList): Pairs {
  const stored: [string, string][] = [];
  for (const name of STORED_HEADERS) {
    const value = headers.get(name);
    if (value === undefined) continue;
    const kept = name === 'content-encoding' ? withoutAwsChunked(value) : value;
    if (kept !== '') stored.push([name, kept]);
  }
  if (!stored.some(([name]) => name === 'content-type')) stored.push(['content-type', 'binary/octet-stream']);
  return stored;
}

/** aws-chunked is how the request travels, not how the object is encoded; the rest stays as it was sent. */
function withoutAwsChunked(value: string): string {
  const codings = value.split(',');
  const kept = codings.filter((coding) => coding.trim().toLowerCase() !== 'aws-chunked');
  return kept.length === codings.length ? value : kept.join(',').trim();
}

/** Header bytes are ISO-8859-1 to S3, and anything else comes as encoded words (RFC 2047). */
function readMetadata(headers: HeaderList): Pairs {
  const metadata = headers
    .names()
    .filter((name) => name.startsWith(METADATA_PREFIX))
    .map((name) => [name.slice(METADATA_PREFIX.length), decodeWords(headers.get(name) ?? '')] as const);
  const size = metadata.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', {
      details: { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
    });
  }
  return metadata;
}

/** The value of a header named so that stands for a parameter or field in UTF-8, one character per byte. */
export function textAsHeader(name: string, text: string): string {
  return name.startsWith(METADATA_PREFIX) ? encodeExactly(text) : Buffer.from(text).toString('latin1');
}
