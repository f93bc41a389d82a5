import type { Pairs } from '../storage/records';
import { S3Error } from './errors';
import { decodeUtf8, percentDecode } from './uri';
import type { XmlElement, XmlNode } from './xml';
import { element } from './xml';

const MAX_TAGS = 10;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Reads `x-amz-tagging: a=1&b=2`. Throws InvalidArgument, or BadRequest beyond ten tags. */
export function parseTagging(header: string): Pairs {
  const decode = (text: string) => decodeUtf8(percentDecode(text, true));
  const tags = header
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, ...value] = part.split('=');
      return [decode(name ?? ''), decode(value.join('='))] as const;
    });
  try {
    return validTags(tags);
  } catch (cause) {
    if (!(cause instanceof S3Error) || cause.code !== 'InvalidTag') throw cause;
    throw new S3Error('InvalidArgument', {
      message:
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      details: { ArgumentName: 'x-amz-tagging', ArgumentValue: header },
      cause,
    });
  }
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
  const names = new Set<string>();
  for (const [name, value] of tags) {
    if (names.has(name)) throw invalidTag('Cannot provide multiple Tags with the same key', name);
    names.add(name);
    if (/^aws:/i.test(name)) {
      throw invalidTag(
        maxTags === MAX_TAGS
          ? 'Your TagKey cannot be prefixed with aws:'
          : 'System tags cannot be added/updated by requester',
        name,
      );
    }
    if (name === '' || name.length > MAX_KEY_LENGTH || !ALLOWED.test(name)) {
      throw invalidTag('The TagKey you have provided is invalid', name);
    }
    if (value.length > MAX_VALUE_LENGTH || !ALLOWED.test(value)) {
      throw invalidTag('The TagValue you have provided is invalid', name, { TagValue: value });
    }
  }
  return tags;
}

function invalidTag(message: string, name: string, more: Readonly<Record<string, string>> = {}): S3Error {
  return new S3Error('InvalidTag', { message, details: { TagKey: name, ...more } });
}
