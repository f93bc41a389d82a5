import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { S3Error } from './errors';

/** Text, or child elements in order; undefined children are left out. */
export type XmlContent = string | number | boolean | readonly (XmlNode | undefined)[];

/** One element to be written. */
export interface XmlNode {
  readonly name: string;
  readonly content: XmlContent;
  readonly attributes?: string;
}

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Builds an element; undefined content builds none. */
export function element(name: string, content: XmlContent): XmlNode;
export function element(name: string, content: XmlContent | undefined): XmlNode | undefined;
export function element(name: string, content: XmlContent | undefined): XmlNode | undefined {
  return content === undefined ? undefined : { name, content };
}

/** A document in S3's namespace. */
export function xmlDocument(name: string, content: XmlContent, attributes = NAMESPACE): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render({ name, content, attributes })}`;
}

function render(node: XmlNode): string {
  const start =
    node.attributes === undefined || node.attributes === '' ? node.name : `${node.name} ${node.attributes}`;
  const content =
    typeof node.content === 'object'
      ? node.content.map((child) => (child ? render(child) : '')).join('')
      : escapeText(String(node.content));
  return `<${start}>${content}</${node.name}>`;
}

/** Control characters become references: a key may hold them, and a bare CR would be read back as LF. */
function escapeText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to be found
  return text.replace(/[&<>"\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '"':
        return '&quot;';
      default:
        return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
    }
  });
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeText(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, entity: string) => {
    const digits = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(entity);
    const codePoint = digits ? Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10) : undefined;
    const named = Object.hasOwn(NAMED_ENTITIES, entity) ? NAMED_ENTITIES[entity] : undefined;
    if (!whole.endsWith(';') || (named === undefined && !isScalarValue(codePoint))) {
      throw new S3Error('MalformedXML');
    }
    return named ?? String.fromCodePoint(codePoint ?? 0);
  });
}

function isScalarValue(codePoint: number | undefined): boolean {
  return codePoint !== undefined && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Its own decoding drops references to control characters, which would turn one key into another.
  processEntities: false,
  isArray: () => true,
});

/** A parsed element. */
export class XmlElement {
  constructor(private readonly node: unknown) {}

  /** The children of that name. */
  all(name: string): XmlElement[] {
    if (typeof this.node !== 'object' || this.node === null || !Object.hasOwn(this.node, name)) return [];
    const found = (this.node as Record<string, unknown>)[name];
    return Array.isArray(found) ? found.map((child) => new XmlElement(child)) : [];
  }

  /** The first child of that name. */
  find(name: string): XmlElement | undefined {
    return this.all(name)[0];
  }

  /** The text of the element itself, untrimmed. */
  text(): string {
    if (typeof this.node === 'string') return unescapeText(this.node);
    const text: unknown = (this.node as Record<string, unknown> | null)?.['#text'];
    return typeof text === 'string' ? unescapeText(text) : '';
  }

  /** The text of the first child of that name; undefined when there is no such child. */
  textOf(name: string): string | undefined {
    return this.find(name)?.text();
  }

  /** The names of the children. */
  names(): string[] {
    if (typeof this.node !== 'object' || this.node === null) return [];
    return Object.keys(this.node).filter((name) => name !== '#text');
  }
}

/**
 * Reads a document whose root is `root`. Throws MalformedXML for anything else; a document type
 * declaration is refused, because nothing S3 reads has one and entities could expand without end.
 */
export function parseXml(body: Buffer, root: string): XmlElement {
  const text = body
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, data: string) => escapeText(data));
  if (/<!DOCTYPE/i.test(text)) throw new S3Error('MalformedXML');
  try {
    if (XMLValidator.validate(text) !== true) throw new S3Error('MalformedXML');
    const found = new XmlElement(parser.parse(text)).find(root);
    if (found === undefined) throw new S3Error('MalformedXML');
    return found;
  } catch (cause) {
    throw cause instanceof S3Error ? cause : new S3Error('MalformedXML', { cause });
  }
}
