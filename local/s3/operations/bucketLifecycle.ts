import { randomUUID } from 'node:crypto';
import { xmlAnswer } from '../protocol/answer';
import { S3Error } from '../protocol/errors';
import type { XmlElement, XmlNode } from '../protocol/xml';
import { element, xmlDocument } from '../protocol/xml';
import type { LifecycleRule, Pairs } from '../storage/records';
import type { Operation } from './context';
import { requireBucket } from './context';
import { readXmlBody } from './readXmlBody';

const MAX_BODY_BYTES = 256 * 1024;
const MAX_RULES = 1000;
/** Actions on versions and storage classes, which this server does not have. */
const NOT_IMPLEMENTED = ['Transition', 'NoncurrentVersionTransition', 'NoncurrentVersionExpiration'];

/** PUT ?lifecycle: replaces the rules, which take effect at once. */
export const putBucketLifecycle: Operation = async (context) => {
  const { name } = requireBucket(context);
  const body = await readXmlBody(context, 'LifecycleConfiguration', MAX_BODY_BYTES);
  const lifecycle = body.all('Rule').map(parseRule);
  if (lifecycle.length === 0 || lifecycle.length > MAX_RULES) throw new S3Error('MalformedXML');
  if (new Set(lifecycle.map((rule) => rule.id)).size !== lifecycle.length) {
    throw new S3Error('InvalidArgument', {
      message: 'Rule ID must be unique. Found same ID for more than one rule',
    });
  }
  await context.storage.buckets.configure(name, (bucket) => ({ ...bucket, lifecycle }));
  return { status: 200 };
};

/** GET ?lifecycle */
export const getBucketLifecycle: Operation = async (context) => {
  const { name, lifecycle } = requireBucket(context);
  if (lifecycle === undefined) {
    throw new S3Error('NoSuchLifecycleConfiguration', { details: { BucketName: name } });
  }
  return xmlAnswer(xmlDocument('LifecycleConfiguration', lifecycle.map(renderRule)));
};

/** DELETE ?lifecycle */
export const deleteBucketLifecycle: Operation = async (context) => {
  const { name } = requireBucket(context);
  await context.storage.buckets.configure(name, ({ lifecycle: _removed, ...bucket }) => bucket);
  return { status: 204 };
};

function parseRule(rule: XmlElement): LifecycleRule {
  const unsupported = NOT_IMPLEMENTED.find((name) => rule.find(name) !== undefined);
  if (unsupported !== undefined) throw new S3Error('NotImplemented', { details: { Element: unsupported } });
  const status = rule.textOf('Status')?.trim();
  if (status !== 'Enabled' && status !== 'Disabled') throw new S3Error('MalformedXML');
  const id = rule.textOf('ID') ?? randomUUID();
  if (id.length > 255) {
    throw new S3Error('InvalidArgument', { message: 'ID length should not exceed allowed limit of 255' });
  }
  const actions = { ...parseExpiration(rule.find('Expiration')), ...parseAbort(rule) };
  if (Object.keys(actions).length === 0) {
    throw new S3Error('InvalidRequest', { message: 'At least one action needs to be specified in a rule' });
  }
  const filter = parseFilter(rule);
  if (actions.abortIncompleteUploadDays !== undefined && filter.tags.length > 0) {
    throw new S3Error('InvalidRequest', {
      message: 'AbortIncompleteMultipartUpload cannot be specified with Tags.',
    });
  }
  return { id, enabled: status === 'Enabled', ...filter, ...actions };
}

type Filter = Pick<LifecycleRule, 'prefix' | 'tags' | 'sizeGreaterThan' | 'sizeLessThan' | 'filterStyle'>;

function parseFilter(rule: XmlElement): Filter {
  const filter = rule.find('Filter');
  if (filter === undefined) {
    const prefix = rule.textOf('Prefix');
    if (prefix === undefined) throw new S3Error('MalformedXML');
    return { prefix, tags: [], filterStyle: 'Prefix' };
  }
  const source = filter.find('And') ?? filter;
  const tags: Pairs = source.all('Tag').map((tag) => [tag.textOf('Key') ?? '', tag.textOf('Value') ?? '']);
  const [greater, less] = [source.textOf('ObjectSizeGreaterThan'), source.textOf('ObjectSizeLessThan')];
  const criteria = source.names().length;
  if (filter.find('And') === undefined && criteria > 1) throw new S3Error('MalformedXML');
  return {
    prefix: source.textOf('Prefix') ?? '',
    tags,
    filterStyle: 'Filter',
    ...(greater !== undefined && { sizeGreaterThan: readNumber(greater, 0) }),
    ...(less !== undefined && { sizeLessThan: readNumber(less, 1) }),
  };
}

function parseExpiration(expiration: XmlElement | undefined): Partial<LifecycleRule> {
  if (expiration === undefined) return {};
  const [days, date] = [expiration.textOf('Days'), expiration.textOf('Date')];
  const marker = expiration.textOf('ExpiredObjectDeleteMarker');
  const given = [days, date, marker].filter((value) => value !== undefined);
  if (given.length !== 1) throw new S3Error('MalformedXML');
  if (days !== undefined) return { expirationDays: readNumber(days, 1) };
  // Without versions there are no delete markers: such a rule has nothing to do, and does nothing.
  if (marker !== undefined) return { expiredObjectDeleteMarker: marker.trim() === 'true' };
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time)) throw new S3Error('MalformedXML');
  if (time % 86_400_000 !== 0) {
    throw new S3Error('InvalidArgument', { message: "'Date' must be at midnight GMT" });
  }
  return { expirationDate: time };
}

function parseAbort(rule: XmlElement): Partial<LifecycleRule> {
  const days = rule.find('AbortIncompleteMultipartUpload')?.textOf('DaysAfterInitiation');
  if (days !== undefined) return { abortIncompleteUploadDays: readNumber(days, 1) };
  if (rule.find('AbortIncompleteMultipartUpload') !== undefined) throw new S3Error('MalformedXML');
  return {};
}

function readNumber(text: string, least: number): number {
  const trimmed = text.trim();
  if (!/^-?\d{1,13}$/.test(trimmed)) throw new S3Error('MalformedXML');
  if (Number(trimmed) < least) {
    throw new S3Error('InvalidArgument', { message: `'Days' for an action must be a positive integer` });
  }
  return Number(trimmed);
}

function renderRule(rule: LifecycleRule): XmlNode {
  const date = rule.expirationDate;
  const expiration = [
    element('Days', rule.expirationDays),
    element('Date', date === undefined ? undefined : new Date(date).toISOString()),
    element('ExpiredObjectDeleteMarker', rule.expiredObjectDeleteMarker),
  ];
  const abort = element('DaysAfterInitiation', rule.abortIncompleteUploadDays);
  return element('Rule', [
    element('ID', rule.id),
    rule.filterStyle === 'Prefix' ? element('Prefix', rule.prefix) : element('Filter', renderFilter(rule)),
    element('Status', rule.enabled ? 'Enabled' : 'Disabled'),
    expiration.some((node) => node !== undefined) ? element('Expiration', expiration) : undefined,
    abort && element('AbortIncompleteMultipartUpload', [abort]),
  ]);
}

function renderFilter(rule: LifecycleRule): XmlNode[] {
  const criteria = [
    rule.prefix === '' ? undefined : element('Prefix', rule.prefix),
    ...rule.tags.map(([key, value]) => element('Tag', [element('Key', key), element('Value', value)])),
    element('ObjectSizeGreaterThan', rule.sizeGreaterThan),
    element('ObjectSizeLessThan', rule.sizeLessThan),
  ].filter((node) => node !== undefined);
  if (criteria.length > 1) return [element('And', criteria)];
  return criteria.length === 1 ? criteria : [element('Prefix', '')];
}
