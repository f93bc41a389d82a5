import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import { readKeyEncoding, readLimit } from '../protocol/parameters';
import type { XmlNode } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import { commonPrefixOf } from '../storage/listing';
import type { UploadRecord } from '../storage/records';
import type { Operation, Owner } from './context';
import { requireBucket } from './context';

const PAGE = { fallback: 1000, max: 1000 };

/** GET ?uploads: the multipart uploads in progress, by key and then by age. */
export const listMultipartUploads: Operation = async (context) => {
  const { name } = requireBucket(context);
  const { query } = context.request;
  const limit = readLimit(query, 'max-uploads', PAGE);
  const { name: encoding, encode } = readKeyEncoding(query);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  // S3 ignores the upload's marker where there is none of the key.
  const idMarker = keyMarker === '' ? '' : (query.get('upload-id-marker') ?? '');
  const all = context.storage.uploads.list(name);
  if (all.some((upload) => upload.id === idMarker && upload.key !== keyMarker)) {
    throw new S3Error('InvalidArgument', {
      message: 'Invalid uploadId marker',
      details: { ArgumentName: 'upload-id-marker', ArgumentValue: idMarker },
    });
  }
  const uploads = all.filter((upload) => upload.key.startsWith(prefix));
  const entries = roll(skip(uploads, keyMarker, idMarker), prefix, delimiter, keyMarker);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const truncated = limit > 0 && entries.length > page.length;
  return xmlAnswer(
    xmlDocument('ListMultipartUploadsResult', [
      element('Bucket', name),
      element('KeyMarker', encode(keyMarker)),
      element('UploadIdMarker', idMarker),
      // S3 always says where the page ended, and not only where another one follows.
      element('NextKeyMarker', encode(last?.key ?? '')),
      element('NextUploadIdMarker', last?.upload?.id ?? ''),
      element('Prefix', encode(prefix)),
      element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      element('EncodingType', encoding),
      element('MaxUploads', limit),
      element('IsTruncated', truncated),
      ...page.flatMap(({ upload }) => (upload ? [render(upload, encode, context.owner)] : [])),
      ...page.flatMap(({ key, upload }) =>
        upload ? [] : [element('CommonPrefixes', [element('Prefix', encode(key))])],
      ),
    ]),
  );
};

/** A row of the list: an upload, or a common prefix of several. */
interface Entry {
  readonly key: string;
  readonly upload?: UploadRecord;
}

function skip(
  uploads: readonly UploadRecord[],
  keyMarker: string,
  idMarker: string,
): readonly UploadRecord[] {
  if (keyMarker === '') return uploads;
  const marker = Buffer.from(keyMarker);
  const later = uploads.filter((upload) => Buffer.compare(Buffer.from(upload.key), marker) > 0);
  const same = uploads.filter((upload) => upload.key === keyMarker);
  const at = same.findIndex((upload) => upload.id === idMarker);
  return idMarker !== '' && at !== -1 ? [...same.slice(at + 1), ...later] : later;
}

function roll(
  uploads: readonly UploadRecord[],
  prefix: string,
  delimiter: string,
  keyMarker: string,
): Entry[] {
  const entries: Entry[] = [];
  for (const upload of uploads) {
    const [key, length] = [Buffer.from(upload.key), Buffer.from(prefix)];
    const common = commonPrefixOf(key, length, Buffer.from(delimiter))?.toString();
    if (common === undefined) entries.push({ key: upload.key, upload });
    // A marker inside what rolls up has passed all of it.
    else if (!keyMarker.startsWith(common) && entries.at(-1)?.key !== common) entries.push({ key: common });
  }
  return entries;
}

function render(upload: UploadRecord, encode: (key: string) => string, owner: Owner): XmlNode {
  const identity = [element('ID', owner.id), element('DisplayName', owner.displayName)];
  return element('Upload', [
    element('Key', encode(upload.key)),
    element('UploadId', upload.id),
    element('Initiator', identity),
    element('Owner', identity),
    element('StorageClass', 'STANDARD'),
    element('Initiated', new Date(upload.initiated).toISOString()),
    element('ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()),
    element('ChecksumType', upload.checksum?.type),
  ]);
}
