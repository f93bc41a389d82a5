import type { Pairs } from '../storage/records';
import { S3Error } from './errors';
import { decodeUtf8, percentDecode } from './uri';
import type { XmlElement, XmlNode } from './xml';
import { element } from './xml';

const MAX_TAGS = 10;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Reads `x-amz-tagging: a=1&b=2`. Throws InvalidTag, or BadRequest beyond ten tags. */
export function parseTagging(header: string): Pairs {
  const tags = header
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, ...value] = part.split('=');
      const decode = (text: string) => decodeUtf8(percentDecode(text, true));
      return [decode(name ?? ''), decode(value.join('='))] as const;
    });
  return validTags(tags);
}

/** Reads `<Tagging><TagSet><Tag><Key/><Value/>`. Throws MalformedXML, InvalidTag or BadRequest. */
export function parseTagSet(tagging: XmlElement, maxTags = MAX_TAGS): Pairs {
  const set = tagging.find('TagSet');
  if (set === undefined) throw new S3Error('MalformedXML');
  const tags = set.all('Tag').map((tag) => {
    const [name, value] = [tag.textOf('Key'), tag.textOf('Value')];
    if (name === undefined || value === undefined) throw new S3Error('MalformedXML');
    return [name, value] as const;
  });
  return validTags(tags, maxTags);
}

/** The elements of a TagSet. */
export function tagSet(tags: Pairs): XmlNode {
  return element(
    'TagSet',
    tags.map(([name, value]) => element('Tag', [element('Key', name), element('Value', value)])),
  );
}

function validTags(tags: Pairs, maxTags = MAX_TAGS): Pairs {
  if (tags.length > maxTags) {
    throw new S3Error('BadRequest', { message: `Object tags cannot be greater than ${maxTags}` });
  }
  if (new Set(tags.map(([name]) => name)).size !== tags.length) {
    throw new S3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' });
  }
  for (const [name, value] of tags) {
    if (name === '' || name.length > MAX_KEY_LENGTH || !ALLOWED.test(name)) {
      throw new S3Error('InvalidTag', { message: 'The TagKey you have provided is invalid' });
    }
    if (value.length > MAX_VALUE_LENGTH || !ALLOWED.test(value)) {
      throw new S3Error('InvalidTag', { message: 'The TagValue you have provided is invalid' });
    }
  }
  return tags;
}
