import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../errors';
import type { KeySet } from './accessToken';

/** At most one reload in this time, however many unknown key ids are presented. */
const RELOAD_PAUSE_MS = 30_000;
/** Known keys are fetched again after this time, so that a withdrawn key stops working. */
const MAX_AGE_MS = 10 * 60_000;
/** The signer's published keys fit in a few kilobytes; more is refused. */
const MAX_KEYS = 32;
const DEADLINE_MS = 2_000;

const jwksSchema = z.object({
  keys: z
    .array(z.object({ kid: z.string().min(1), kty: z.string(), crv: z.string().optional() }).loose())
    .max(MAX_KEYS),
});

/** What a RemoteKeySet takes. */
export interface RemoteKeySetOptions {
  /** Address of the JWKS (RFC 7517), auth's /.well-known/jwks.json. */
  url: string;
  /** Monotonic milliseconds; default performance.now. */
  monotonicMs?: () => number;
  /** Told when keys could not be loaded. */
  onFailure?: (error: unknown) => void;
}

/**
 * The signer's public keys, fetched when first needed and kept. Keys once seen go on working while the signer is
 * down (promise D07); an unknown key id or old age causes one reload per 30 seconds, shared by all who wait.
 */
export class RemoteKeySet implements KeySet {
  private keys: ReadonlyMap<string, KeyObject> | null = null;
  private loadedAt = 0;
  private triedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | null = null;
  private readonly monotonicMs: () => number;

  constructor(private readonly options: RemoteKeySetOptions) {
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  async findKey(kid: string): Promise<KeyObject | null> {
    const known = this.keys?.get(kid);
    const now = this.monotonicMs();
    if (known !== undefined && now - this.loadedAt < MAX_AGE_MS) return known;
    await this.reload(now);
    if (this.keys === null) throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 5 });
    return this.keys.get(kid) ?? null;
  }

  private async reload(now: number): Promise<void> {
    if (this.loading !== null) return this.loading;
    // Without any keys every call may try, as nothing can be verified at all: still one at a time.
    if (this.keys !== null && now - this.triedAt < RELOAD_PAUSE_MS) return;
    this.triedAt = now;
    this.loading = this.load().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    try {
      const response = await fetch(this.options.url, {
        headers: { accept: 'application/jwk-set+json, application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      if (!response.ok) throw new Error(`JWKS answered ${response.status}`);
      const { keys } = jwksSchema.parse(await response.json());
      const usable = keys.filter(({ kty, crv }) => kty === 'EC' && crv === 'P-256');
      this.keys = new Map(
        usable.map((jwk) => [jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]),
      );
      this.loadedAt = this.monotonicMs();
    } catch (error) {
      this.options.onFailure?.(error);
    }
  }
}
