import type { Answer } from '../protocol/answer';
import type { Credentials } from '../protocol/authenticate';
import type { ChecksumAlgorithm } from '../protocol/checksums';
import { CHECKSUM_ALGORITHMS, isChecksumValue } from '../protocol/checksums';
import { digestStream } from '../protocol/digestStream';
import { S3Error } from '../protocol/errors';
import type { UploadForm } from '../protocol/formData';
import { readForm } from '../protocol/formData';
import { HeaderList } from '../protocol/headers';
import { readDescription, textAsHeader } from '../protocol/objectDescription';
import { checksumHeaders } from '../protocol/objectHeaders';
import type { PostPolicy } from '../protocol/postPolicy';
import { checkPolicy } from '../protocol/postPolicy';
import { verifyPolicySignature } from '../protocol/postSignature';
import type { S3Request } from '../protocol/request';
import { parseTagSet } from '../protocol/tags';
import { element, parseXml, xmlDocument } from '../protocol/xml';
import type { ObjectRecord, StoredChecksum } from '../storage/records';
import type { Storage } from '../storage/storage';
import { MAX_PUT_BYTES } from './putObject';

const MAX_KEY_BYTES = 1024;

/** What a POST of a form needs; its signature is in the form, not in the request. */
export interface PostContext {
  readonly request: S3Request;
  readonly storage: Storage;
  readonly now: Date;
  readonly credentials: Credentials;
}

/** True for a browser's upload form: multipart/form-data to a bucket, without a signature of the request. */
export function isPostForm({ method, bucket, key, headers }: S3Request): boolean {
  const type = headers.get('content-type') ?? '';
  const form = /^multipart\/form-data\b/i.test(type);
  return (
    method === 'POST' && bucket !== undefined && key === undefined && form && !headers.has('authorization')
  );
}

/** POST of a form: uploads its file as the signed policy allows. */
export function postObject(context: PostContext): Promise<Answer> {
  const { request } = context;
  if (!request.headers.has('content-length')) throw new S3Error('MissingContentLength');
  return readForm(request.headers.get('content-type') ?? '', request.body(), (form) => upload(context, form));
}

async function upload(context: PostContext, form: UploadForm): Promise<Answer> {
  const { storage, now, credentials } = context;
  const bucket = context.request.bucket ?? '';
  const key = readKey(form);
  const fields = new Map([...form.fields, ['bucket', bucket], ['key', key]]);
  const policyText = fields.get('policy');
  if (policyText === undefined) throw new S3Error('AccessDenied');
  verifyPolicySignature(fields, credentials);
  const policy = checkPolicy(policyText, fields, now);
  storage.buckets.get(bucket);
  const description = readDescription(toHeaders(fields));
  const tagging = fields.get('tagging');
  const tags =
    tagging === undefined ? description.tags : parseTagSet(parseXml(Buffer.from(tagging), 'Tagging'));
  const claimed = readChecksum(fields);
  const { blob, result } = await storage.blobs.write(async (write) => {
    const digests = await digestStream(limit(form.file, policy), write, claimed ? [claimed.algorithm] : []);
    if (digests.size < policy.minBytes) throw sizeError('EntityTooSmall', digests.size, policy);
    if (claimed && digests.checksums.get(claimed.algorithm) !== claimed.value) {
      throw new S3Error('BadDigest', {
        message: `The ${claimed.algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      });
    }
    return digests;
  });
  const record: ObjectRecord = {
    key,
    size: blob.size,
    etag: result.md5.toString('hex'),
    lastModified: now.getTime(),
    blobs: [blob],
    ...(claimed && { checksum: claimed }),
    ...description,
    tags,
  };
  await storage.objects.put(bucket, record, () => undefined);
  return answer(context.request, bucket, record, fields);
}

function readKey({ fields, fileName }: UploadForm): string {
  const key = fields.get('key')?.replaceAll('${filename}', fileName);
  if (key === undefined || key === '') {
    throw new S3Error('InvalidArgument', {
      message:
        "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
      details: { ArgumentName: 'key', ArgumentValue: '' },
    });
  }
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  return key;
}

/** The fields that would be headers of a PUT, one character per byte as node:http delivers headers. */
function toHeaders(fields: ReadonlyMap<string, string>): HeaderList {
  const renamed = new Map([['acl', 'x-amz-acl']]);
  return new HeaderList(
    [...fields].map(([name, value]) => [renamed.get(name) ?? name, textAsHeader(name, value)]),
  );
}

function readChecksum(fields: ReadonlyMap<string, string>): StoredChecksum | undefined {
  const given = CHECKSUM_ALGORITHMS.flatMap((algorithm): [ChecksumAlgorithm, string][] => {
    const value = fields.get(`x-amz-checksum-${algorithm}`);
    return value === undefined ? [] : [[algorithm, value]];
  });
  const [first] = given;
  if (first === undefined) return undefined;
  const [algorithm, value] = first;
  if (given.length > 1 || !isChecksumValue(algorithm, value)) {
    throw new S3Error('InvalidRequest', {
      message: `Value for x-amz-checksum-${algorithm} header is invalid.`,
    });
  }
  return { algorithm, value, type: 'FULL_OBJECT' };
}

/** Stops at the first byte too many. */
async function* limit(file: AsyncIterable<Buffer>, policy: PostPolicy): AsyncGenerator<Buffer> {
  const maxBytes = Math.min(policy.maxBytes, MAX_PUT_BYTES);
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > maxBytes) throw sizeError('EntityTooLarge', size, policy);
    yield chunk;
  }
}

function sizeError(code: 'EntityTooLarge' | 'EntityTooSmall', size: number, policy: PostPolicy): S3Error {
  const limits: Record<string, string> =
    code === 'EntityTooLarge'
      ? { MaxSizeAllowed: String(policy.maxBytes) }
      : { MinSizeAllowed: String(policy.minBytes) };
  return new S3Error(code, { details: { ProposedSize: String(size), ...limits } });
}

function answer(
  { headers }: S3Request,
  bucket: string,
  record: ObjectRecord,
  fields: ReadonlyMap<string, string>,
): Answer {
  const etag = `"${record.etag}"`;
  const path = [bucket, ...record.key.split('/')].map(encodeURIComponent).join('/');
  const location = `http://${headers.get('host') ?? ''}/${path}`;
  const common = { etag, location, ...checksumHeaders(record.checksum) };
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const url = new URL(redirect);
    url.searchParams.set('bucket', bucket);
    url.searchParams.set('key', record.key);
    url.searchParams.set('etag', etag);
    return { status: 303, headers: { ...common, location: url.href } };
  }
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers: common };
  if (status !== '201') return { status: 204, headers: common };
  const body = xmlDocument(
    'PostResponse',
    [
      element('Location', location),
      element('Bucket', bucket),
      element('Key', record.key),
      element('ETag', etag),
    ],
    '',
  );
  return { status: 201, headers: { ...common, 'content-type': 'application/xml' }, body };
}
