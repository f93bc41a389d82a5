import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import { refuseUnsupported } from '../protocol/objectDescription';
import { xmlDocument } from '../protocol/xml';
import { OWNER_ENFORCED } from './bucketSettings';
import type { Operation } from './context';
import { requireBucket } from './context';
import { findXmlBody } from './readXmlBody';

const MAX_BODY_BYTES = 64 * 1024;
const DEFAULT_REGION = 'us-east-1';

/** PUT of a bucket. Creating one's own bucket again is no error in us-east-1, as in S3. */
export const createBucket: Operation = async (context) => {
  const { request, storage, now, region } = context;
  const name = requireBucketName(request.bucket);
  refuseUnsupported(request.headers, 'InvalidBucketAclWithObjectOwnership');
  const ownership = request.headers.get('x-amz-object-ownership') ?? OWNER_ENFORCED;
  if (ownership !== OWNER_ENFORCED) {
    throw new S3Error('NotImplemented', { details: { Header: 'x-amz-object-ownership' } });
  }
  if (request.headers.get('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
    throw new S3Error('NotImplemented', { details: { Header: 'x-amz-bucket-object-lock-enabled' } });
  }
  const body = await findXmlBody(context, 'CreateBucketConfiguration', MAX_BODY_BYTES);
  checkLocation(body?.textOf('LocationConstraint'), region);
  if (!(await storage.buckets.create(name, now)) && region !== DEFAULT_REGION) {
    throw new S3Error('BucketAlreadyOwnedByYou', { details: { BucketName: name } });
  }
  return { status: 200, headers: { location: `/${name}` } };
};

function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined || constraint === '') {
    if (region === DEFAULT_REGION) return;
    throw new S3Error('IllegalLocationConstraintException', {
      message: `The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.`,
    });
  }
  if (constraint === DEFAULT_REGION) throw new S3Error('InvalidLocationConstraint');
  if (constraint !== region) {
    throw new S3Error('IllegalLocationConstraintException', {
      message: `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    });
  }
}

/** Refuses what S3's naming rules refuse. Throws InvalidBucketName. */
function requireBucketName(name: string | undefined): string {
  if (name === undefined) throw new S3Error('MethodNotAllowed');
  const wellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|\.-|-\./.test(name);
  const reserved = /^\d+\.\d+\.\d+\.\d+$|^xn--|^sthree-|-s3alias$|--ol-s3$/.test(name);
  if (!wellFormed || reserved) throw new S3Error('InvalidBucketName', { details: { BucketName: name } });
  return name;
}

/** HEAD of a bucket. */
export const headBucket: Operation = async (context) => {
  requireBucket(context);
  return { status: 200, headers: { 'x-amz-bucket-region': context.region } };
};

/** DELETE of a bucket, which has to be empty. */
export const deleteBucket: Operation = async (context) => {
  await context.storage.buckets.remove(requireBucket(context).name);
  return { status: 204 };
};

/** GET ?location: empty for us-east-1, as S3 answers. */
export const getBucketLocation: Operation = async (context) => {
  requireBucket(context);
  return xmlAnswer(
    xmlDocument('LocationConstraint', context.region === DEFAULT_REGION ? '' : context.region),
  );
};
