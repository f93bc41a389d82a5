import { createHmac, randomBytes } from 'node:crypto';
import type { RecoveryCodes } from '../../ports';
import { deriveKey } from './derivedKey';

/** Crockford's base 32: no I, L, O and U, which are taken for others or spell words. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 16 characters of 5 bits: 80 bits, too many to search even by who has the hashes and the key. */
const CODE_CHARACTERS = 16;
const GROUP_CHARACTERS = 4;

/** Recovery codes like `7k2m-xr4d-90qp-bn8v`; of each an HMAC under a key of the configuration is stored. */
export function createRecoveryCodes(pepper: string): RecoveryCodes {
  const key = deriveKey(pepper, 'recoveryCodes');
  return {
    createCodes: (count) => Array.from({ length: count }, createCode),
    hashCode: (code) => createHmac('sha256', key).update(foldCode(code)).digest('base64url'),
  };
}

function createCode(): string {
  // The low five bits of a random byte are as random as the byte.
  const characters = Array.from(randomBytes(CODE_CHARACTERS), (byte) => ALPHABET.charAt(byte % 32));
  const groups = Array.from({ length: CODE_CHARACTERS / GROUP_CHARACTERS }, (_group, index) =>
    characters.slice(index * GROUP_CHARACTERS, (index + 1) * GROUP_CHARACTERS).join(''),
  );
  return groups.join('-');
}

/** What was read from paper, as it was printed: any case, any grouping, look-alikes as Crockford reads them. */
function foldCode(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}
