import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { PublicJwk, SigningAlgorithm, SigningKey } from '../../domain/signingKey';
import { sealPrivateKey } from './sealedKey';

const generate = promisify(generateKeyPair);

/** What a key is made of apart from its two halves. */
type KeyFacts = Pick<SigningKey, 'generation' | 'algorithm' | 'createdAt' | 'activeFrom'>;

/** Makes a new key pair for ES256 or RS256 (RFC 7518 sections 3.3 and 3.4), ready to be stored. */
export async function createSigningKey(facts: KeyFacts, sealingKey: KeyObject): Promise<SigningKey> {
  const { publicKey, privateKey } = await generatePair(facts.algorithm);
  const publicJwk = toJwk(publicKey);
  const kid = thumbprintOf(publicJwk);
  return { ...facts, kid, publicJwk, sealedPrivateKey: sealPrivateKey(privateKey, kid, sealingKey) };
}

function generatePair(algorithm: SigningAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return algorithm === 'ES256'
    ? generate('ec', { namedCurve: 'P-256' })
    : generate('rsa', { modulusLength: 2048 });
}

function toJwk(publicKey: KeyObject): PublicJwk {
  const { kty, crv, x, y, n, e } = publicKey.export({ format: 'jwk' });
  if (kty === 'EC' && crv !== undefined && x !== undefined && y !== undefined) return { kty, crv, x, y };
  if (kty === 'RSA' && n !== undefined && e !== undefined) return { kty, n, e };
  throw new Error('a public key has the members of its kind');
}

/** RFC 7638: the required members in lexicographic order, without spaces. */
function thumbprintOf(jwk: PublicJwk): string {
  const { kty } = jwk;
  const members = jwk.kty === 'EC' ? { crv: jwk.crv, kty, x: jwk.x, y: jwk.y } : { e: jwk.e, kty, n: jwk.n };
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}
