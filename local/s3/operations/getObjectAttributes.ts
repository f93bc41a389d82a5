import { xmlAnswer } from '../protocol/answer';
import { weighRead } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import type { HeaderList } from '../protocol/headers';
import type { XmlNode } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { ObjectRecord } from '../storage/records';
import { checksumElementName } from './checksumElements';
import type { Operation } from './context';
import { requireObjectName } from './context';
import { requireNoVersion } from './version';

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
const MAX_PARTS = 1000;
const MAX_NUMBER = 2_147_483_647;

/** GET ?attributes of an object: what x-amz-object-attributes asks for, in S3's order. */
export const getObjectAttributes: Operation = async (context) => {
  const { headers } = context.request;
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(context.request);
  const wanted = readAttributes(headers);
  const page = {
    limit: readPage(headers, 'x-amz-max-parts', MAX_PARTS),
    marker: readPage(headers, 'x-amz-part-number-marker', 0),
  };
  const record = context.storage.objects.get(bucket, key);
  const lastModified = new Date(record.lastModified).toUTCString();
  const verdict = weighRead(headers, record);
  if (verdict === 'failed') throw new S3Error('PreconditionFailed');
  if (verdict === 'notModified') {
    return { status: 304, headers: { etag: `"${record.etag}"`, 'last-modified': lastModified } };
  }
  const nodes: Record<string, XmlNode | undefined> = {
    ETag: element('ETag', record.etag),
    Checksum: checksum(record),
    ObjectParts: objectParts(record, page),
    StorageClass: element('StorageClass', 'STANDARD'),
    ObjectSize: element('ObjectSize', record.size),
  };
  const content = ATTRIBUTES.filter((name) => wanted.has(name)).map((name) => nodes[name]);
  return xmlAnswer(xmlDocument('GetObjectAttributesResponse', content), { 'last-modified': lastModified });
};

function readAttributes(headers: HeaderList): ReadonlySet<string> {
  const names = (headers.get('x-amz-object-attributes') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) {
    throw new S3Error('InvalidRequest', {
      message:
        'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    });
  }
  const unknown = names.find((name) => !ATTRIBUTES.includes(name));
  if (unknown !== undefined) {
    throw new S3Error('InvalidArgument', {
      message: 'Invalid attribute name specified.',
      details: { ArgumentName: 'x-amz-object-attributes', ArgumentValue: unknown },
    });
  }
  return new Set(names);
}

function readPage(headers: HeaderList, name: string, fallback: number): number {
  const text = headers.get(name);
  if (text === undefined || text === '') return fallback;
  if (/^\d{1,10}$/.test(text) && Number(text) <= MAX_NUMBER) return Number(text);
  throw new S3Error('InvalidArgument', {
    message: `Argument ${name} must be an integer between 0 and ${MAX_NUMBER}`,
    details: { ArgumentName: name, ArgumentValue: text },
  });
}

/** Unlike the header, a COMPOSITE value comes without the number of parts. */
function checksum({ checksum: stored }: ObjectRecord): XmlNode | undefined {
  if (stored === undefined) return undefined;
  return element('Checksum', [
    element(checksumElementName(stored.algorithm), stored.value.replace(/-\d+$/, '')),
    element('ChecksumType', stored.type),
  ]);
}

/** The parts one by one where each has a checksum that counts, as in a COMPOSITE one; else only how many. */
function objectParts(
  { parts, checksum: stored }: ObjectRecord,
  { limit, marker }: { limit: number; marker: number },
): XmlNode | undefined {
  if (parts === undefined) return undefined;
  const count = element('PartsCount', parts.length);
  if (stored?.type !== 'COMPOSITE') return element('ObjectParts', [count]);
  const rest = parts.filter((part) => part.number > marker);
  const shown = rest.slice(0, Math.min(limit, MAX_PARTS));
  return element('ObjectParts', [
    count,
    element('PartNumberMarker', marker),
    element('NextPartNumberMarker', shown.at(-1)?.number ?? 0),
    element('MaxParts', limit),
    element('IsTruncated', rest.length > shown.length),
    ...shown.map((part) =>
      element('Part', [
        element(checksumElementName(stored.algorithm), part.checksum),
        element('PartNumber', part.number),
        element('Size', part.size),
      ]),
    ),
  ]);
}
