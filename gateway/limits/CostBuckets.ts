import { LRUCache } from 'lru-cache';

/** Callers that are counted at a time; beyond that the one that was away the longest starts afresh. */
const MAX_CALLERS = 50_000;
const MINUTE_MS = 60_000;

/** What somebody has left, in cost units, at the moment it was asked for. */
export interface Bucket {
  level: number;
  filledAt: number;
}

/** How long somebody has to wait, in seconds; 0 when there is enough. */
export type Wait = number;

/**
 * Counts what callers spend: each has a bucket that holds what may be spent in a minute and fills up again as time
 * passes. In memory of bounded size, for this process alone.
 */
export class CostBuckets {
  private readonly buckets = new LRUCache<string, Bucket>({ max: MAX_CALLERS });

  /** `perMinute` in cost units; `monotonicMs` is for tests. */
  constructor(
    readonly perMinute: number,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** What somebody has left now. */
  find(key: string): Bucket {
    const now = this.monotonicMs();
    const bucket = this.buckets.get(key);
    if (bucket === undefined) {
      const full = { level: this.perMinute, filledAt: now };
      this.buckets.set(key, full);
      return full;
    }
    const filled = bucket.level + ((now - bucket.filledAt) * this.perMinute) / MINUTE_MS;
    bucket.level = Math.min(filled, this.perMinute);
    bucket.filledAt = now;
    return bucket;
  }

  /** How long until this can be spent. What costs more than a whole bucket takes a full one. */
  waitFor({ level }: Bucket, cost: number): Wait {
    const missing = Math.min(cost, this.perMinute) - level;
    return missing <= 0 ? 0 : Math.max(1, Math.ceil((missing * MINUTE_MS) / this.perMinute / 1_000));
  }

  /** Spends it, whether or not there is enough; what is owed is at most a bucket. */
  take(bucket: Bucket, cost: number): void {
    bucket.level = Math.max(bucket.level - cost, -this.perMinute);
  }
}
