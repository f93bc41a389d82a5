import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { CachedKeySet, type CachedKeySetOptions } from './cachedKeySet';
import { readPublicKey } from './publicKey';

/** The signer's published keys fit in a few kilobytes; more is refused. */
const MAX_KEYS = 32;
const DEADLINE_MS = 2_000;

const jwksSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string().min(1), kty: z.string() })).max(MAX_KEYS),
});

/** What a RemoteKeySet takes. */
export interface RemoteKeySetOptions extends Omit<CachedKeySetOptions, 'load'> {
  /** Address of the JWKS (RFC 7517), auth's /.well-known/jwks.json. */
  url: string;
}

/** The signer's public keys, fetched over HTTP and kept as CachedKeySet says. */
export class RemoteKeySet extends CachedKeySet {
  constructor({ url, ...options }: RemoteKeySetOptions) {
    super({ ...options, load: () => fetchKeys(url) });
  }
}

async function fetchKeys(url: string): Promise<ReadonlyMap<string, KeyObject>> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`JWKS answered ${response.status}`);
  const { keys } = jwksSchema.parse(await response.json());
  return new Map(
    keys.flatMap((jwk) => {
      const key = readPublicKey(jwk);
      return key === null ? [] : [[jwk.kid, key] as const];
    }),
  );
}
