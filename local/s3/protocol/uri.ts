import { S3Error } from './errors';

const HEX = /^[0-9a-fA-F]{2}$/;
const UNRESERVED = new Set(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'].map((c) => c.charCodeAt(0)),
);
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes %XX once, to bytes. `text` holds one byte per character, as node:http delivers it.
 * Throws InvalidURI for a broken escape.
 */
export function percentDecode(text: string, plusIsSpace = false): Buffer {
  const source = plusIsSpace ? text.replaceAll('+', ' ') : text;
  if (!source.includes('%')) return Buffer.from(source, 'latin1');
  const bytes: number[] = [];
  for (let i = 0; i < source.length; i++) {
    if (source[i] !== '%') {
      bytes.push(source.charCodeAt(i));
      continue;
    }
    const digits = source.slice(i + 1, i + 3);
    if (!HEX.test(digits)) throw new S3Error('InvalidURI');
    bytes.push(Number.parseInt(digits, 16));
    i += 2;
  }
  return Buffer.from(bytes);
}

/** SigV4's UriEncode: everything but RFC 3986 unreserved characters, and `/` where it separates. */
export function percentEncode(bytes: Buffer, keep = ''): string {
  let encoded = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    encoded +=
      UNRESERVED.has(byte) || keep.includes(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** Strict UTF-8: throws InvalidURI rather than replacing what is no character. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new S3Error('InvalidURI', { cause });
  }
}
