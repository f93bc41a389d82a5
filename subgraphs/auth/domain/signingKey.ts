import type { Sealed } from './sealed';

/** JWT_ALGORITHM: what new keys are made for. */
export const SIGNING_ALGORITHMS = ['ES256', 'RS256'] as const;

/** One of them. */
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** The public members of a key by its kind (RFC 7518 section 6). */
export type PublicJwk =
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/**
 * From its making on a key is published, and this long later it signs: by then every verifier has it that keeps keys
 * for as long as the answer with them allows (5 minutes) or as platform/identity does (10 minutes at most), and every
 * process of auth, which reads the keys anew each minute.
 */
export const PUBLISHED_BEFORE_SECONDS = 20 * 60;

/** A key that nothing can have been signed with any more is kept so much longer, in case a clock was wrong. */
const KEPT_SECONDS = 86_400;

/** How signing keys are renewed. */
export interface RotationPolicy {
  readonly algorithm: SigningAlgorithm;
  /** A key that has signed for so long gets a successor. */
  readonly maxAgeSeconds: number;
}

/**
 * A key that signs access tokens. Keys are added, never changed: generation n+1 follows generation n, and
 * as two processes cannot both add the same generation, all of them agree on one key without further locking.
 */
export interface SigningKey {
  /** 1, 2, 3, ... */
  readonly generation: number;
  /** RFC 7638 thumbprint of the public key; the `kid` of tokens. */
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  /** The public half as a JWK (RFC 7517). */
  readonly publicJwk: PublicJwk;
  /** The private half, PKCS #8, sealed with the kid as additional data. */
  readonly sealedPrivateKey: Sealed;
  readonly createdAt: Date;
  /** Published from createdAt, it signs from here on: verifiers have had time to learn it. */
  readonly activeFrom: Date;
}

/**
 * The key to sign with: the latest one whose time has come; null when there are none. By a clock that is behind, or was
 * set back, no time may have come; then it is the first one, which verifiers have had for the longest.
 */
export function findActiveKey<Key extends SigningKey>(keys: readonly Key[], now: Date): Key | null {
  const first = keys.toSorted((one, other) => one.generation - other.generation)[0] ?? null;
  return findLatestKey(keys.filter(({ activeFrom }) => activeFrom <= now)) ?? first;
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

/** Whether the latest key should get a successor: it has signed for long enough, or is for another algorithm. */
export function isRotationDue(
  keys: readonly SigningKey[],
  now: Date,
  { algorithm, maxAgeSeconds }: RotationPolicy,
): boolean {
  const latest = findLatestKey(keys);
  // While a successor waits for its time there is nothing to do, whatever it is for.
  if (latest === null || latest.activeFrom > now) return false;
  const signedSeconds = (now.getTime() - latest.activeFrom.getTime()) / 1000;
  return latest.algorithm !== algorithm || signedSeconds >= maxAgeSeconds;
}

/** The key of the highest generation, whether its time has come or not; null when there is none. */
export function findLatestKey<Key extends SigningKey>(keys: readonly Key[]): Key | null {
  return keys.reduce<Key | null>(
    (latest, key) => (latest === null || key.generation > latest.generation ? key : latest),
    null,
  );
}

/**
 * The generation up to which keys may be forgotten, 0 for none: no token by them is valid any more.
 * @param tokenSeconds as in publishedKeys.
 */
export function forgettableGeneration(keys: readonly SigningKey[], now: Date, tokenSeconds: number): number {
  const published = publishedKeys(keys, now, tokenSeconds + KEPT_SECONDS);
  const oldest = Math.min(...published.map(({ generation }) => generation));
  return Number.isFinite(oldest) ? oldest - 1 : 0;
}
