import type { Request } from 'express';
import { AppError } from '../../platform/errors';
import { CLIENT_ADDRESS_HEADER, clientBlock, clientHeaders } from '../../platform/identity';
import { CostBuckets } from './CostBuckets';
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

interface Keys {
  readonly address: string | null;
  readonly person: string | null | undefined;
}

/** Who is counted for a request. */
export function payerOf({ ip, headers: { authorization } }: Request): Payer {
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
    const keys = this.keysOf(payer);
    const { address, person } = keys;
    const refusal =
      (address === null ? null : refuse(this.addresses.waitFor(address, price), 'address', this.addresses)) ??
      (person == null ? null : refuse(this.persons.waitFor(person, price), 'person', this.persons));
    if (refusal === null) this.take(keys, payer, price);
    return refusal;
  }

  /** Spends what was done already, whether or not there is enough. */
  charge(payer: Payer, cost: number): void {
    this.take(this.keysOf(payer), payer, Math.max(cost, LEAST));
  }

  /** Why nothing of this caller is looked at for now; null when it has something left. Spends nothing. */
  refuseSpent(payer: Payer): AppError | null {
    const { address } = this.keysOf(payer);
    return address === null
      ? null
      : refuse(this.addresses.waitFor(address, LEAST), 'address', this.addresses);
  }

  private take({ address, person }: Keys, payer: Payer, price: number): void {
    if (address !== null) this.addresses.take(address, price);
    if (person != null) this.persons.take(person, price);
    else if (person === undefined && payer.authorization !== undefined) {
      this.callers?.learn(payer.authorization, (userId) => this.persons.take(userId, price));
    }
  }

  /** Null for what is not counted; an undefined person is one that is not known yet. */
  private keysOf(payer: Payer): Keys {
    const from = payer[CLIENT_ADDRESS_HEADER] ?? null;
    const isLocal = from !== null && LOOPBACK.test(from);
    const isCounted = ({ perMinute, sparesLoopback }: RateLimit) =>
      perMinute > 0 && !(isLocal && sparesLoopback);
    return {
      address: isCounted(this.config.address) ? clientBlock(from) : null,
      person:
        this.callers === null || !isCounted(this.config.person)
          ? null
          : this.callers.find(payer.authorization),
    };
  }
}

function refuse(wait: number, who: 'address' | 'person', { perMinute }: CostBuckets): AppError | null {
  if (wait === 0) return null;
  return new AppError('RATE_LIMITED', {
    message: `Too much was asked for: the limit is a cost of ${perMinute} a minute for one ${who}. Try again in ${wait} s.`,
    reason: who === 'address' ? 'ADDRESS_RATE' : 'PERSON_RATE',
    retryAfterSeconds: wait,
  });
}
