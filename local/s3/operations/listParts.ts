import { xmlAnswer } from '../protocol/answer';
import { readKeyEncoding, readLimit } from '../protocol/parameters';
import { element, xmlDocument } from '../protocol/xml';
import { checksumElementName } from './checksumElements';
import type { Operation } from './context';
import { requireObjectName } from './context';

const PAGE = { fallback: 1000, max: 1000 };

/** GET ?uploadId: the parts of an upload in progress, by number. */
export const listParts: Operation = async (context) => {
  const { storage, owner } = context;
  const { query } = context.request;
  const { bucket, key } = requireObjectName(context);
  const upload = storage.uploads.get(bucket, key, query.get('uploadId') ?? '');
  const limit = readLimit(query, 'max-parts', PAGE);
  const marker = readLimit(query, 'part-number-marker', { fallback: 0, max: 2 ** 31 });
  const { name: encoding, encode } = readKeyEncoding(query);
  const rest = storage.uploads.parts(upload).filter((part) => part.number > marker);
  const page = rest.slice(0, limit);
  const identity = [element('ID', owner.id), element('DisplayName', owner.displayName)];
  return xmlAnswer(
    xmlDocument('ListPartsResult', [
      element('Bucket', bucket),
      element('Key', encode(key)),
      element('EncodingType', encoding),
      element('UploadId', upload.id),
      element('Initiator', identity),
      element('Owner', identity),
      element('StorageClass', 'STANDARD'),
      element('ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()),
      element('ChecksumType', upload.checksum?.type),
      element('PartNumberMarker', marker),
      element('NextPartNumberMarker', page.at(-1)?.number ?? 0),
      element('MaxParts', limit),
      element('IsTruncated', rest.length > page.length),
      ...page.map((part) =>
        element('Part', [
          element('PartNumber', part.number),
          element('LastModified', new Date(part.lastModified).toISOString()),
          element('ETag', `"${part.etag}"`),
          element('Size', part.blob.size),
          part.checksum && element(checksumElementName(part.checksum.algorithm), part.checksum.value),
        ]),
      ),
    ]),
  );
};
