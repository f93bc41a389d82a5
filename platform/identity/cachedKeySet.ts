import type { KeyObject } from 'node:crypto';
import { AppError } from '../errors';
import type { KeySet } from './accessToken';

/** At most one reload in this time, however many unknown key ids are presented (promise T06). */
const RELOAD_PAUSE_MS = 30_000;
/** From this age on, keys are loaded again beside the call that notices it. */
const STALE_MS = 5 * 60_000;
/** From this age on a call waits for the reload, so that a withdrawn key stops working. */
const MAX_AGE_MS = 10 * 60_000;

/** What a CachedKeySet takes. */
export interface CachedKeySetOptions {
  /** Fetches all keys by their ids; may throw anything. */
  load: () => Promise<ReadonlyMap<string, KeyObject>>;
  /** Monotonic milliseconds; default performance.now. */
  monotonicMs?: () => number;
  /** Told when keys could not be loaded. */
  onFailure?: (error: unknown) => void;
}

/**
 * Public keys, loaded when first needed and kept. Keys once seen go on working while they cannot be loaded again
 * (promise D07); an unknown key id or old age causes one reload per 30 seconds, shared by all who wait.
 */
export class CachedKeySet implements KeySet {
  private keys: ReadonlyMap<string, KeyObject> | null = null;
  private loadedAt = 0;
  private triedAt = Number.NEGATIVE_INFINITY;
  private hasFailed = false;
  private loading: Promise<void> | null = null;
  private readonly monotonicMs: () => number;

  constructor(private readonly options: CachedKeySetOptions) {
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  async findKey(kid: string): Promise<KeyObject | null> {
    const known = this.keys?.get(kid);
    const now = this.monotonicMs();
    const age = now - this.loadedAt;
    if (known !== undefined && age < MAX_AGE_MS) {
      if (age >= STALE_MS) void this.reload(now);
      return known;
    }
    await this.reload(now);
    const found = this.keys?.get(kid);
    if (found !== undefined) return found;
    // A key that is new since may be missing only because the signer is down: that is no reason to refuse a token.
    if (this.keys === null || this.hasFailed)
      throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 5 });
    return null;
  }

  /** Never rejects. */
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
      this.keys = await this.options.load();
      this.loadedAt = this.monotonicMs();
      this.hasFailed = false;
    } catch (error) {
      this.hasFailed = true;
      this.options.onFailure?.(error);
    }
  }
}
