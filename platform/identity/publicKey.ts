import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** The algorithms that access tokens may be signed with (RFC 7518 section 3.1); which one is the key's business. */
export const TOKEN_ALGORITHMS = ['ES256', 'RS256'] as const;

/** One of them. */
export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

/** RFC 7518 section 3.3: an RSA key has at least 2048 bits. */
const MIN_RSA_BITS = 2048;

/** The one algorithm a public key is for, whatever a token says of itself (RFC 8725 section 3.1); null for none. */
export function algorithmOf(key: KeyObject): TokenAlgorithm | null {
  if (key.type !== 'public') return null;
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'ES256';
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= MIN_RSA_BITS) return 'RS256';
  return null;
}

/**
 * The key of a JWK (RFC 7517) that is for signatures by one of our algorithms and says so; null for any other.
 * @throws when it is of such a kind and broken.
 */
export function readPublicKey(jwk: { readonly [name: string]: unknown }): KeyObject | null {
  const isOurs = (jwk.kty === 'EC' && jwk.crv === 'P-256') || jwk.kty === 'RSA';
  if (!isOurs || (jwk.use !== undefined && jwk.use !== 'sig')) return null;
  const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return algorithmOf(key) === jwk.alg ? key : null;
}
