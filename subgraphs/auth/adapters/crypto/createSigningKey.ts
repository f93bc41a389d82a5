import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningKey } from '../../domain/signingKey';
import { sealPrivateKey } from './sealedKey';

const generate = promisify(generateKeyPair);

/** Makes a new key pair for ES256 (RFC 7518 section 3.4), ready to be stored. */
export async function createSigningKey(
  generation: number,
  createdAt: Date,
  activeFrom: Date,
  sealingKey: KeyObject,
): Promise<SigningKey> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
  if (kty === undefined || crv === undefined || x === undefined || y === undefined) {
    throw new Error('an EC public key has kty, crv, x and y');
  }
  // RFC 7638: the required members in lexicographic order, without spaces.
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return {
    generation,
    kid: thumbprint,
    algorithm: 'ES256',
    publicJwk: { kty, crv, x, y },
    sealedPrivateKey: sealPrivateKey(privateKey, thumbprint, sealingKey),
    createdAt,
    activeFrom,
  };
}
