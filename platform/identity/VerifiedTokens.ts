import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { UserCaller } from './caller';

/** Some ten megabytes, and the tokens of as many sessions that are in use at the same time. */
const MAX_TOKENS = 10_000;

/** A token that was found genuine, and what that stands on. */
export interface VerifiedToken {
  readonly caller: UserCaller;
  /** The id and the key by which its signature was verified. */
  readonly kid: string;
  readonly key: KeyObject;
  /** Unix time in seconds from which and up to which its own times say that it is valid, clocks being the same. */
  readonly from: number;
  readonly until: number;
}

/**
 * Tokens that were verified before, the latest used ones, so that a signature is verified once and not for each request.
 * It says nothing of what can change: whether the key is still published and the session still open is asked at each use.
 */
export class VerifiedTokens {
  private readonly tokens = new LRUCache<string, VerifiedToken>({ max: MAX_TOKENS });

  /** The token as it was verified, null when it has not been or its own times say that it is not valid `nowSeconds`. */
  find(token: string, nowSeconds: number): VerifiedToken | null {
    const known = this.tokens.get(token);
    if (known === undefined) return null;
    if (nowSeconds >= known.from && nowSeconds < known.until) return known;
    this.tokens.delete(token);
    return null;
  }

  /** Remembers a token whose signature and claims were verified. */
  add(token: string, verified: VerifiedToken): void {
    this.tokens.set(token, verified);
  }
}
