// RFC 2047, "encoded words": how S3 carries metadata beyond US-ASCII in headers. Which of the two encodings
// it chooses, and where it breaks long texts, is not documented; this follows what S3 was seen to answer.

/** What fits into one encoded word of 75 characters beside `=?UTF-8?Q?` and `?=`, as S3 counts. */
const MAX_ENCODED_LENGTH = 63;
const WORD = /^=\?([^?*]+)(?:\*[^?]*)?\?([BbQq])\?([^? ]*)\?=$/;

/** `text` as a header value: unchanged when it is printable US-ASCII, else as encoded words. */
export function encodeWords(text: string): string {
  const characters = text.length;
  const special = [...text].reduce(
    (sum, character) => sum + (isSpecial(character) ? character.length : 0),
    0,
  );
  if (special === 0) return text;
  return splitWords(text, characters - special > special ? 'Q' : 'B').join(' ');
}

/** A header value that `decodeWords` reads back as `text`, also when it looks encoded itself. */
export function encodeExactly(text: string): string {
  const encoded = encodeWords(text);
  return encoded.includes('=?') && encoded === text ? splitWords(text, 'Q').join(' ') : encoded;
}

/** Decodes the encoded words in a header value; what is none, or cannot be decoded, stays as it is. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let decoded = '';
  let gap = '';
  let afterWord = false;
  for (const token of value.split(/([ \t]+)/)) {
    if (/^[ \t]+$/.test(token)) {
      gap = token;
      continue;
    }
    const word = decodeWord(token);
    // Space between two encoded words only separates them.
    if (!(afterWord && word !== undefined)) decoded += gap;
    decoded += word ?? token;
    afterWord = word !== undefined;
    gap = '';
  }
  return decoded + gap;
}

function isSpecial(character: string): boolean {
  return !/^[\t\n\r -~]$/.test(character);
}

function splitWords(text: string, encoding: 'B' | 'Q'): string[] {
  const bytes = Buffer.from(text);
  const payload = encoding === 'B' ? bytes.toString('base64') : quote(bytes);
  if (payload.length <= MAX_ENCODED_LENGTH || text.length < 2) return [`=?UTF-8?${encoding}?${payload}?=`];
  const half = Math.floor(text.length / 2);
  // Not between the halves of a surrogate pair.
  const at = /[\ud800-\udbff]/.test(text[half - 1] ?? '') ? half - 1 : half;
  if (at === 0) return [`=?UTF-8?${encoding}?${payload}?=`];
  return [...splitWords(text.slice(0, at), encoding), ...splitWords(text.slice(at), encoding)];
}

function quote(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      if (byte === 0x20) return '_';
      const plain = byte > 0x20 && byte < 0x7f && !'=_?'.includes(String.fromCharCode(byte));
      return plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function decodeWord(token: string): string | undefined {
  const [, charset = '', encoding = '', payload = ''] = WORD.exec(token) ?? [];
  if (charset === '') return undefined;
  const bytes = encoding.toUpperCase() === 'B' ? decodeBase64(payload) : unquote(payload);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A character set nobody knows: the value stays as it was sent.
    return undefined;
  }
}

function decodeBase64(payload: string): Buffer | undefined {
  const bytes = Buffer.from(payload, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === payload.replace(/=+$/, '') ? bytes : undefined;
}

function unquote(payload: string): Buffer | undefined {
  if (/=(?![0-9A-Fa-f]{2})/.test(payload)) return undefined;
  const text = payload
    .replaceAll('_', ' ')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(text, 'latin1');
}
