import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import type { XmlElement, XmlNode } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { Operation, OperationContext } from './context';
import { requireBucket, requireObjectName } from './context';
import { readXmlBody } from './readXmlBody';

// Nothing here is ever public, and no object has versions: these answers say so in S3's terms.

const MAX_BODY_BYTES = 64 * 1024;
/** The object ownership of new buckets, with which there are no ACLs. */
export const OWNER_ENFORCED = 'BucketOwnerEnforced';
const OWNERSHIPS = [OWNER_ENFORCED, 'BucketOwnerPreferred', 'ObjectWriter'];

/** GET ?versioning: empty, as of a bucket where versioning was never enabled. */
export const getBucketVersioning: Operation = async (context) => {
  requireBucket(context);
  return xmlAnswer(xmlDocument('VersioningConfiguration', ''));
};

/** PUT ?publicAccessBlock: kept and returned; nothing is public with or without it. */
export const putPublicAccessBlock: Operation = async (context) => {
  const { name } = requireBucket(context);
  const body = await readXmlBody(context, 'PublicAccessBlockConfiguration', MAX_BODY_BYTES);
  const publicAccessBlock = {
    blockPublicAcls: readSwitch(body, 'BlockPublicAcls'),
    ignorePublicAcls: readSwitch(body, 'IgnorePublicAcls'),
    blockPublicPolicy: readSwitch(body, 'BlockPublicPolicy'),
    restrictPublicBuckets: readSwitch(body, 'RestrictPublicBuckets'),
  };
  await context.storage.buckets.configure(name, (bucket) => ({ ...bucket, publicAccessBlock }));
  return { status: 200 };
};

function readSwitch(body: XmlElement, name: string): boolean {
  const text = body.textOf(name)?.trim().toLowerCase() ?? 'false';
  if (text !== 'true' && text !== 'false') throw new S3Error('MalformedXML');
  return text === 'true';
}

/** GET ?publicAccessBlock */
export const getPublicAccessBlock: Operation = async (context) => {
  const { name, publicAccessBlock: block } = requireBucket(context);
  if (block === undefined) {
    throw new S3Error('NoSuchPublicAccessBlockConfiguration', { details: { BucketName: name } });
  }
  return xmlAnswer(
    xmlDocument('PublicAccessBlockConfiguration', [
      element('BlockPublicAcls', block.blockPublicAcls),
      element('IgnorePublicAcls', block.ignorePublicAcls),
      element('BlockPublicPolicy', block.blockPublicPolicy),
      element('RestrictPublicBuckets', block.restrictPublicBuckets),
    ]),
  );
};

/** DELETE ?publicAccessBlock */
export const deletePublicAccessBlock: Operation = async (context) => {
  const { name } = requireBucket(context);
  await context.storage.buckets.configure(name, ({ publicAccessBlock: _removed, ...bucket }) => bucket);
  return { status: 204 };
};

/** GET ?ownershipControls: the owner of the bucket owns what is in it, as in every new bucket. */
export const getOwnershipControls: Operation = async (context) => {
  requireBucket(context);
  const rule = element('Rule', [element('ObjectOwnership', OWNER_ENFORCED)]);
  return xmlAnswer(xmlDocument('OwnershipControls', [rule]));
};

/** PUT ?ownershipControls: what it already is; anything else would bring ACLs, and is NotImplemented. */
export const putOwnershipControls: Operation = async (context) => {
  requireBucket(context);
  const body = await readXmlBody(context, 'OwnershipControls', MAX_BODY_BYTES);
  const [rule, ...more] = body.all('Rule');
  const ownership = rule?.textOf('ObjectOwnership')?.trim() ?? '';
  if (more.length > 0 || !OWNERSHIPS.includes(ownership)) throw new S3Error('MalformedXML');
  if (ownership !== OWNER_ENFORCED) {
    throw new S3Error('NotImplemented', { details: { Element: 'ObjectOwnership' } });
  }
  return { status: 200 };
};

/** GET ?policy: there never is one, because putting one is refused. */
export const getBucketPolicy: Operation = async (context) => {
  throw new S3Error('NoSuchBucketPolicy', { details: { BucketName: requireBucket(context).name } });
};

/** DELETE ?policy */
export const deleteBucketPolicy: Operation = async (context) => {
  requireBucket(context);
  return { status: 204 };
};

/** GET ?acl of a bucket: the owner's full control, as where ACLs are disabled. */
export const getBucketAcl: Operation = async (context) => {
  requireBucket(context);
  return ownerOnly(context);
};

/** GET ?acl of an object. */
export const getObjectAcl: Operation = async (context) => {
  const { bucket, key } = requireObjectName(context);
  context.storage.objects.get(bucket, key);
  return ownerOnly(context);
};

function ownerOnly({ owner }: OperationContext) {
  const identity = [element('ID', owner.id), element('DisplayName', owner.displayName)];
  const grantee: XmlNode = {
    name: 'Grantee',
    content: identity,
    attributes: 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"',
  };
  const grant = element('Grant', [grantee, element('Permission', 'FULL_CONTROL')]);
  return xmlAnswer(
    xmlDocument('AccessControlPolicy', [element('Owner', identity), element('AccessControlList', [grant])]),
  );
}

/** PUT ?acl: refused, as S3 does where ACLs are disabled, which they are in every new bucket. */
export const putAcl: Operation = async (context) => {
  const { key } = context.request;
  const { name } = requireBucket(context);
  if (key !== undefined) context.storage.objects.get(name, key);
  throw new S3Error('AccessControlListNotSupported');
};
