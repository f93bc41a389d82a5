import type { Request } from 'express';
import { AppError } from '../../platform/errors';
import { CLIENT_ADDRESS_HEADER, clientBlock, clientHeaders } from '../../platform/identity';
import { CostBuckets, type Bucket } from './CostBuckets';
import type { KnownCallers } from './KnownCallers';

/** What one kind of caller may spend. */
export interface RateLimit {
  /** Cost units a minute; 0 for no limit. */
  readonly perMinute: number;
  /**
   * Whether clients on this machine are let alone. They are people who try something, or a proxy that nobody has told
   * us of (TRUSTED_PROXIES): everybody behind it would share one limit.
   */
  readonly sparesLoopback: boolean;
}

/** RATE_LIMIT_ADDRESS and RATE_LIMIT_PERSON. */
export interface RateLimitConfig {
  readonly address: RateLimit;
  readonly person: RateLimit;
}

/** Who is counted: the headers that the gateway makes of a request for subgraphs. */
export type Payer = Readonly<Record<string, string>>;

/** Null for what is not counted; an undefined person is one that is not known yet. */
interface Purse {
  readonly address: Bucket | null;
  readonly person: Bucket | null | undefined;
}

/** Who is counted for a request. */
export function payerOf({ ip, headers: { authorization } }: Pick<Request, 'ip' | 'headers'>): Payer {
  return { ...clientHeaders(ip, undefined), ...(authorization === undefined ? {} : { authorization }) };
}

/** What a request costs that came to nothing, as it was read all the same. */
export const REFUSED_COST = 10;

/** Every request costs this at least, whatever it asks for. */
const LEAST = 1;
const LOOPBACK = /^(127\.|::1$)/;

/**
 * What callers may spend in a minute, counted by client address and by person in the same units as the cost of
 * operations (docs/adr/gateway-rate-limits.md).
 */
export class RateLimits {
  private readonly addresses: CostBuckets;
  private readonly persons: CostBuckets;

  /** Without `callers` persons are not counted. `monotonicMs` is for tests. */
  constructor(
    private readonly config: RateLimitConfig,
    private readonly callers: KnownCallers | null,
    monotonicMs?: () => number,
  ) {
    this.addresses = new CostBuckets(config.address.perMinute, monotonicMs);
    this.persons = new CostBuckets(config.person.perMinute, monotonicMs);
  }

  /** Spends what an operation costs; null when it may run. When it may not, nothing is spent. */
  spend(payer: Payer, cost: number): AppError | null {
    const price = Math.max(cost, LEAST);
    const purse = this.purseOf(payer);
    const refusal =
      refuse(purse.address, price, 'address', this.addresses) ??
      refuse(purse.person ?? null, price, 'person', this.persons);
    if (refusal === null) this.take(purse, payer, price);
    return refusal;
  }

  /** Spends what was done already, whether or not there is enough. */
  charge(payer: Payer, cost: number): void {
    this.take(this.purseOf(payer), payer, Math.max(cost, LEAST));
  }

  /** Why nothing of this caller is looked at for now; null when it has something left. Spends nothing. */
  refuseSpent(payer: Payer): AppError | null {
    return refuse(this.purseOf(payer).address, LEAST, 'address', this.addresses);
  }

  private take({ address, person }: Purse, payer: Payer, price: number): void {
    if (address !== null) this.addresses.take(address, price);
    if (person != null) this.persons.take(person, price);
    else if (person === undefined && payer.authorization !== undefined) {
      this.callers?.learn(payer.authorization, (userId) =>
        this.persons.take(this.persons.find(userId), price),
      );
    }
  }

  private purseOf(payer: Payer): Purse {
    const { address, person } = this.config;
    const from = payer[CLIENT_ADDRESS_HEADER] ?? null;
    const isLocal = from !== null && LOOPBACK.test(from);
    const userId =
      this.callers === null || !isCounted(person, isLocal) ? null : this.callers.find(payer.authorization);
    return {
      address: isCounted(address, isLocal) ? this.addresses.find(clientBlock(from)) : null,
      person: typeof userId === 'string' ? this.persons.find(userId) : userId,
    };
  }
}

function isCounted({ perMinute, sparesLoopback }: RateLimit, isLocal: boolean): boolean {
  return perMinute > 0 && !(isLocal && sparesLoopback);
}

function refuse(
  bucket: Bucket | null,
  price: number,
  who: 'address' | 'person',
  buckets: CostBuckets,
): AppError | null {
  const wait = bucket === null ? 0 : buckets.waitFor(bucket, price);
  if (wait === 0) return null;
  const { perMinute } = buckets;
  return new AppError('RATE_LIMITED', {
    message: `Too much was asked for: the limit is a cost of ${perMinute} a minute for one ${who}. Try again in ${wait} s.`,
    reason: who === 'address' ? 'ADDRESS_RATE' : 'PERSON_RATE',
    retryAfterSeconds: wait,
  });
}
