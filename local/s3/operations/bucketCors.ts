import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import type { XmlElement } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { CorsRule } from '../storage/records';
import type { Operation } from './context';
import { requireBucket } from './context';
import { readXmlBody } from './readXmlBody';

const MAX_BODY_BYTES = 64 * 1024;
const MAX_RULES = 100;
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** PUT ?cors: replaces the bucket's CORS rules. */
export const putBucketCors: Operation = async (context) => {
  const { name } = requireBucket(context);
  const body = await readXmlBody(context, 'CORSConfiguration', MAX_BODY_BYTES);
  const cors = body.all('CORSRule').map(parseRule);
  if (cors.length === 0 || cors.length > MAX_RULES) throw new S3Error('MalformedXML');
  await context.storage.buckets.configure(name, (bucket) => ({ ...bucket, cors }));
  return { status: 200 };
};

/** GET ?cors */
export const getBucketCors: Operation = async (context) => {
  const { name, cors } = requireBucket(context);
  if (cors === undefined) {
    throw new S3Error('NoSuchCORSConfiguration', { details: { BucketName: name } });
  }
  return xmlAnswer(xmlDocument('CORSConfiguration', cors.map(renderRule)));
};

/** DELETE ?cors */
export const deleteBucketCors: Operation = async (context) => {
  const { name } = requireBucket(context);
  await context.storage.buckets.configure(name, ({ cors: _removed, ...bucket }) => bucket);
  return { status: 204 };
};

function parseRule(rule: XmlElement): CorsRule {
  const texts = (name: string) => rule.all(name).map((child) => child.text().trim());
  const allowedMethods = texts('AllowedMethod');
  const allowedOrigins = texts('AllowedOrigin');
  const unsupported = allowedMethods.find((method) => !METHODS.includes(method));
  if (unsupported !== undefined) {
    throw new S3Error('InvalidRequest', {
      message: `Found unsupported HTTP method in CORS config. Unsupported method is ${unsupported}`,
    });
  }
  const allowedHeaders = texts('AllowedHeader');
  for (const [what, patterns] of [
    ['AllowedOrigin', allowedOrigins],
    ['AllowedHeader', allowedHeaders],
  ] as const) {
    const broken = patterns.find((pattern) => pattern.split('*').length > 2);
    if (broken === undefined) continue;
    throw new S3Error('InvalidRequest', {
      message: `${what} "${broken}" can not have more than one wildcard.`,
    });
  }
  if (allowedMethods.length === 0 || allowedOrigins.length === 0) throw new S3Error('MalformedXML');
  const maxAge = rule.textOf('MaxAgeSeconds')?.trim();
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) throw new S3Error('MalformedXML');
  const id = rule.textOf('ID');
  return {
    ...(id !== undefined && { id }),
    allowedOrigins,
    allowedMethods,
    allowedHeaders,
    exposeHeaders: texts('ExposeHeader'),
    ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }),
  };
}

function renderRule(rule: CorsRule) {
  return element('CORSRule', [
    element('ID', rule.id),
    ...rule.allowedHeaders.map((header) => element('AllowedHeader', header)),
    ...rule.allowedMethods.map((method) => element('AllowedMethod', method)),
    ...rule.allowedOrigins.map((origin) => element('AllowedOrigin', origin)),
    ...rule.exposeHeaders.map((header) => element('ExposeHeader', header)),
    element('MaxAgeSeconds', rule.maxAgeSeconds),
  ]);
}
