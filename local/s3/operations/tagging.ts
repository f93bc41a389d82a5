import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import { parseTagSet, tagSet } from '../protocol/tags';
import { xmlDocument } from '../protocol/xml';
import type { Operation } from './context';
import { requireBucket, requireObjectName } from './context';
import { readXmlBody } from './readXmlBody';
import { requireNoVersion } from './version';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_BUCKET_TAGS = 50;

/** PUT ?tagging of an object: replaces its tags. */
export const putObjectTagging: Operation = async (context) => {
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(context.request);
  const tags = parseTagSet(await readXmlBody(context, 'Tagging', MAX_BODY_BYTES));
  await context.storage.objects.update(bucket, key, (record) => ({ ...record, tags }));
  return { status: 200 };
};

/** GET ?tagging of an object; without tags an empty set. */
export const getObjectTagging: Operation = async (context) => {
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(context.request);
  return xmlAnswer(xmlDocument('Tagging', [tagSet(context.storage.objects.get(bucket, key).tags)]));
};

/** DELETE ?tagging of an object. */
export const deleteObjectTagging: Operation = async (context) => {
  const { bucket, key } = requireObjectName(context);
  requireNoVersion(context.request);
  await context.storage.objects.update(bucket, key, (record) => ({ ...record, tags: [] }));
  return { status: 204 };
};

/** PUT ?tagging of a bucket. */
export const putBucketTagging: Operation = async (context) => {
  const { name } = requireBucket(context);
  const tags = parseTagSet(await readXmlBody(context, 'Tagging', MAX_BODY_BYTES), MAX_BUCKET_TAGS);
  await context.storage.buckets.configure(name, (bucket) => ({ ...bucket, tags }));
  return { status: 204 };
};

/** GET ?tagging of a bucket; without tags NoSuchTagSet. */
export const getBucketTagging: Operation = async (context) => {
  const { name, tags } = requireBucket(context);
  if (tags === undefined) throw new S3Error('NoSuchTagSet', { details: { BucketName: name } });
  return xmlAnswer(xmlDocument('Tagging', [tagSet(tags)]));
};

/** DELETE ?tagging of a bucket. */
export const deleteBucketTagging: Operation = async (context) => {
  const { name } = requireBucket(context);
  await context.storage.buckets.configure(name, ({ tags: _removed, ...bucket }) => bucket);
  return { status: 204 };
};
