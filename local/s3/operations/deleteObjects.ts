import { xmlAnswer } from '../protocol/answer';
import { requireMatch } from '../protocol/conditions';
import { S3Error } from '../protocol/errors';
import type { XmlElement, XmlNode } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { Operation, OperationContext } from './context';
import { requireBucket } from './context';
import { readXmlBody } from './readXmlBody';
import { NULL_VERSION, refuseBypass } from './version';

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const MAX_KEYS = 1000;
const MAX_KEY_BYTES = 1024;

/** POST ?delete: deletes up to 1000 objects and says for each what became of it. */
export const deleteObjects: Operation = async (context) => {
  const { name } = requireBucket(context);
  const { headers } = context.request;
  const checked = headers
    .names()
    .some((header) => /^(content-md5|x-amz-checksum-|x-amz-trailer$)/.test(header));
  if (!checked) {
    throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: Content-MD5' });
  }
  const body = await readXmlBody(context, 'Delete', MAX_BODY_BYTES);
  const objects = body.all('Object');
  if (objects.length === 0 || objects.length > MAX_KEYS) throw new S3Error('MalformedXML');
  // Which object has no key nobody can tell: S3 refuses the whole document.
  if (objects.some((object) => (object.textOf('Key') ?? '') === '')) throw new S3Error('MalformedXML');
  if (objects.some((object) => object.find('VersionId') === undefined)) refuseBypass(headers);
  const quiet = body.textOf('Quiet')?.trim() === 'true';
  // Together rather than one after the other, so that they share the index's transactions.
  const results = await Promise.all(objects.map((object) => deleteOne(context, name, object)));
  const shown = results.filter((node) => !quiet || node.name === 'Error');
  return xmlAnswer(xmlDocument('DeleteResult', shown));
};

async function deleteOne(context: OperationContext, bucket: string, object: XmlElement): Promise<XmlNode> {
  const key = object.textOf('Key') ?? '';
  const versionId = object.textOf('VersionId')?.trim();
  const named = [element('Key', key), element('VersionId', versionId)];
  const etag = object.textOf('ETag')?.trim();
  try {
    if (versionId !== undefined && versionId !== NULL_VERSION) throw new S3Error('NoSuchVersion');
    const foreign = ['LastModifiedTime', 'Size'].find((name) => object.find(name) !== undefined);
    // Conditions of directory buckets: to pass over them would delete what they protect.
    if (foreign !== undefined) throw new S3Error('NotImplemented', { details: { Element: foreign } });
    if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
    await context.storage.objects.remove(bucket, key, (current) => {
      if (etag !== undefined) requireMatch(etag, current);
    });
    return element('Deleted', named);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return element('Error', [...named, element('Code', error.code), element('Message', error.message)]);
  }
}
