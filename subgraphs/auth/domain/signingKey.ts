import type { Sealed } from './sealed';

/**
 * A key that signs access tokens. Keys are only ever added, never changed: generation n+1 follows generation n, and
 * as two processes cannot both add the same generation, all of them agree on one key without further locking.
 */
export interface SigningKey {
  /** 1, 2, 3, ... */
  readonly generation: number;
  /** RFC 7638 thumbprint of the public key; the `kid` of tokens. */
  readonly kid: string;
  readonly algorithm: 'ES256';
  /** The public half as a JWK (RFC 7517): kty, crv, x, y. */
  readonly publicJwk: Readonly<Record<'kty' | 'crv' | 'x' | 'y', string>>;
  /** The private half, PKCS #8, sealed with the kid as additional data. */
  readonly sealedPrivateKey: Sealed;
  readonly createdAt: Date;
  /** Published from createdAt, it signs from here on: verifiers have had time to learn it. */
  readonly activeFrom: Date;
}

/** The key to sign with: the latest one whose time has come; null when there is none yet. */
export function findActiveKey<Key extends SigningKey>(keys: readonly Key[], now: Date): Key | null {
  const active = keys.filter(({ activeFrom }) => activeFrom <= now);
  return active.reduce<Key | null>(
    (latest, key) => (latest === null || key.generation > latest.generation ? key : latest),
    null,
  );
}

/**
 * The keys to publish: the active one, those to come, and those whose last tokens may still live.
 * @param tokenSeconds the longest life of a token, clock differences included.
 */
export function publishedKeys<Key extends SigningKey>(
  keys: readonly Key[],
  now: Date,
  tokenSeconds: number,
): readonly Key[] {
  return keys.filter(({ generation }) => {
    const successor = keys.find((key) => key.generation === generation + 1);
    return successor === undefined || now.getTime() < successor.activeFrom.getTime() + tokenSeconds * 1000;
  });
}
