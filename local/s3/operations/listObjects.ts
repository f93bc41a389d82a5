import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import { readKeyEncoding, readLimit } from '../protocol/parameters';
import type { XmlNode } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { Listing } from '../storage/listing';
import { listObjectRecords } from '../storage/listing';
import type { ObjectRecord } from '../storage/records';
import type { Operation, OperationContext, Owner } from './context';
import { requireBucket } from './context';

const PAGE = { fallback: 1000, max: 1000 };

/** GET of a bucket: ListObjectsV2, or ListObjects without `list-type=2`. */
export const listObjects: Operation = async (context) => {
  const type = context.request.query.get('list-type');
  if (type === undefined) return listVersion1(context);
  if (type === '2') return listVersion2(context);
  throw new S3Error('InvalidArgument', {
    message: 'Invalid List Type specified in Request',
    details: { ArgumentName: 'list-type', ArgumentValue: type },
  });
};

function listVersion2(context: OperationContext) {
  const { query } = context.request;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const after = token === undefined ? Buffer.from(startAfter) : readToken(token);
  const { listing, name, common, encode } = listPage(context, after);
  const count = listing.objects.length + listing.commonPrefixes.length;
  const owner = query.get('fetch-owner') === 'true' ? context.owner : undefined;
  return xmlAnswer(
    xmlDocument('ListBucketResult', [
      element('Name', name),
      ...common,
      element('KeyCount', count),
      element('IsTruncated', listing.truncated),
      element('ContinuationToken', token),
      element('NextContinuationToken', listing.truncated ? writeToken(listing.last) : undefined),
      element('StartAfter', startAfter === '' ? undefined : encode(startAfter)),
      ...entries(listing, encode, owner),
    ]),
  );
}

function listVersion1(context: OperationContext) {
  const marker = context.request.query.get('marker') ?? '';
  const { listing, name, common, delimiter, encode } = listPage(context, Buffer.from(marker));
  const nextMarker = listing.truncated && delimiter !== '' ? listing.last.toString() : undefined;
  return xmlAnswer(
    xmlDocument('ListBucketResult', [
      element('Name', name),
      ...common,
      element('Marker', encode(marker)),
      element('NextMarker', nextMarker === undefined ? undefined : encode(nextMarker)),
      element('IsTruncated', listing.truncated),
      ...entries(listing, encode, context.owner),
    ]),
  );
}

/** Reads what all lists of objects have in common, and lists one page of what comes after `after`. */
export function listPage(context: OperationContext, after: Buffer) {
  const { name } = requireBucket(context);
  const { query } = context.request;
  const limit = readLimit(query, 'max-keys', PAGE);
  const { name: encoding, encode } = readKeyEncoding(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const request = { prefix, delimiter, after, limit };
  const common = [
    element('Prefix', encode(prefix)),
    element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    element('MaxKeys', limit),
    element('EncodingType', encoding),
  ];
  return {
    listing: listObjectRecords(context.storage.database, name, request),
    name,
    common,
    delimiter,
    encode,
  };
}

function entries(
  { objects, commonPrefixes }: Listing,
  encode: (key: string) => string,
  owner: Owner | undefined,
): XmlNode[] {
  return [
    ...objects.map((record) =>
      element('Contents', [element('Key', encode(record.key)), ...describeEntry(record, owner)]),
    ),
    ...commonPrefixElements(commonPrefixes, encode),
  ];
}

/** The elements `CommonPrefixes` of a list. */
export function commonPrefixElements(
  prefixes: readonly string[],
  encode: (key: string) => string,
): XmlNode[] {
  return prefixes.map((prefix) => element('CommonPrefixes', [element('Prefix', encode(prefix))]));
}

/** What every list says about an object besides its key. */
export function describeEntry(
  record: ObjectRecord,
  owner: Owner | undefined,
): readonly (XmlNode | undefined)[] {
  return [
    element('LastModified', new Date(record.lastModified).toISOString()),
    element('ETag', `"${record.etag}"`),
    element('ChecksumAlgorithm', record.checksum?.algorithm.toUpperCase()),
    element('ChecksumType', record.checksum?.type),
    element('Size', record.size),
    owner && element('Owner', [element('ID', owner.id), element('DisplayName', owner.displayName)]),
    element('StorageClass', 'STANDARD'),
  ];
}

function writeToken(last: Buffer): string {
  return `1${last.toString('base64url')}`;
}

function readToken(token: string): Buffer {
  const bytes = Buffer.from(token.slice(1), 'base64url');
  if (bytes.length > 0 && writeToken(bytes) === token) return bytes;
  throw new S3Error('InvalidArgument', {
    message: 'The continuation token provided is incorrect',
    details: { ArgumentName: 'continuation-token' },
  });
}
