import type { ObjectDescription, Pairs } from '../storage/records';
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

/** Throws NotImplemented or AccessControlListNotSupported for headers without effect here. */
export function refuseUnsupported(headers: HeaderList): void {
  const unsupported = headers.names().find((name) => NOT_IMPLEMENTED.some((pattern) => pattern.test(name)));
  if (unsupported !== undefined) throw new S3Error('NotImplemented', { details: { Header: unsupported } });
  const storageClass = headers.get('x-amz-storage-class') ?? 'STANDARD';
  if (storageClass !== 'STANDARD') {
    throw new S3Error('NotImplemented', { details: { Header: 'x-amz-storage-class' } });
  }
  const acl = headers.get('x-amz-acl');
  const grants = headers.names().some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (acl !== undefined && !HARMLESS_ACLS.includes(acl))) {
    throw new S3Error('AccessControlListNotSupported');
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

/** aws-chunked is how the request travels, not how the object is encoded. */
function withoutAwsChunked(value: string): string {
  return value
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'aws-chunked')
    .join(',');
}

function readMetadata(headers: HeaderList): Pairs {
  const metadata = headers
    .names()
    .filter((name) => name.startsWith('x-amz-meta-'))
    .map((name) => [name.slice('x-amz-meta-'.length), headers.get(name) ?? ''] as const);
  const size = metadata.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', {
      details: { Size: String(size), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
    });
  }
  return metadata;
}
