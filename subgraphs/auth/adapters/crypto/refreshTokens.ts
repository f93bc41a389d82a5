import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RefreshToken, RefreshTokens } from '../../ports';
import { deriveKey } from './derivedKey';

const SESSION_ID_BYTES = 16;
const SECRET_BYTES = 32;
const TAG_BYTES = 16;
const TOKEN_BYTES = SESSION_ID_BYTES + SECRET_BYTES + TAG_BYTES;
/** 64 bytes in base64url without padding. */
const TOKEN_SHAPE = /^[\w-]{86}$/;
const SALT_BYTES = 32;

/**
 * Refresh tokens: base64url of session id, 256-bit secret, and a tag only we can make. The tag is what lets any
 * token of the past be known as ours, without keeping it: an old one ends its session, an invented one does nothing
 * (docs/adr/refresh-token-rotation.md).
 */
export function createRefreshTokens(pepper: string): RefreshTokens {
  const key = deriveKey(pepper, 'refreshTokens');
  const mac = (purpose: 'tag' | 'next', ...parts: Buffer[]): Buffer =>
    createHmac('sha256', key).update(purpose).update(Buffer.concat(parts)).digest();
  const issue = (sessionId: Buffer, secret: Buffer): RefreshToken => {
    const tag = mac('tag', sessionId, secret).subarray(0, TAG_BYTES);
    const token = Buffer.concat([sessionId, secret, tag]).toString('base64url');
    return { token, sessionId: toUuid(sessionId), hash: sha256(token) };
  };

  return {
    createFirst: (sessionId) => issue(fromUuid(sessionId), randomBytes(SECRET_BYTES)),
    createSalt: () => randomBytes(SALT_BYTES).toString('base64url'),
    deriveNext(token, salt) {
      const { sessionId, secret } = split(Buffer.from(token.token, 'base64url'));
      return issue(sessionId, mac('next', sessionId, secret, Buffer.from(salt, 'base64url')));
    },
    parse(token) {
      if (!TOKEN_SHAPE.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      // Several spellings can mean the same bytes; only the one that was issued is the token.
      if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return null;
      const { sessionId, secret, tag } = split(bytes);
      if (!timingSafeEqual(tag, mac('tag', sessionId, secret).subarray(0, TAG_BYTES))) return null;
      return { token, sessionId: toUuid(sessionId), hash: sha256(token) };
    },
  };
}

function split(bytes: Buffer): { sessionId: Buffer; secret: Buffer; tag: Buffer } {
  return {
    sessionId: bytes.subarray(0, SESSION_ID_BYTES),
    secret: bytes.subarray(SESSION_ID_BYTES, SESSION_ID_BYTES + SECRET_BYTES),
    tag: bytes.subarray(SESSION_ID_BYTES + SECRET_BYTES),
  };
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function fromUuid(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
