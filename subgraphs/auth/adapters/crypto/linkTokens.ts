import { createHash, randomBytes } from 'node:crypto';
import type { LinkTokens } from '../../ports';

const TOKEN_BYTES = 32;
/** 256 bits in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Tokens of mailed links. A fast hash is enough for what has 256 random bits: there is nothing to guess. */
export function createLinkTokens(): LinkTokens {
  return {
    createToken() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      return { token, hash: sha256(token) };
    },
    hashToken: (token) => (TOKEN.test(token) ? sha256(token) : null),
  };
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
