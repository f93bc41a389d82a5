/** How a browser is told to treat a download. */
export type Disposition = 'ATTACHMENT' | 'INLINE';

/** RFC 8187 section 3.2.1: what `filename*` may hold unescaped. */
const ATTR_CHAR = /[A-Za-z0-9!#$&+.^_`|~-]/;

/**
 * A Content-Disposition value for any Unicode file name (RFC 6266): an ASCII `filename` for old clients, in which
 * everything that could end the quoted string or confuse a parser became `_`, and the exact name in `filename*`
 * (RFC 8187) where the two differ. The result is ASCII without control characters, as S3 demands.
 */
export function contentDisposition(disposition: Disposition, name: string): string {
  const type = disposition === 'INLINE' ? 'inline' : 'attachment';
  // A percent sign is avoided as well: some browsers decode it in `filename` (RFC 6266, appendix D).
  const fallback = name.replace(/[^\x20-\x7E]/gu, '_').replace(/["\\%;/]/g, '_');
  const value = `${type}; filename="${fallback}"`;
  return fallback === name ? value : `${value}; filename*=UTF-8''${encodeExtValue(name)}`;
}

function encodeExtValue(name: string): string {
  let encoded = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += ATTR_CHAR.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
