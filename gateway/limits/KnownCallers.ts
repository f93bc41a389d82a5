import { LRUCache } from 'lru-cache';
import { identify, MAX_ACCESS_TOKEN_SECONDS, type TokenPolicy } from '../../platform/identity';

const MAX_TOKENS = 10_000;
/** Tokens that are verified at the same time; of more it is not asked whose they are. */
const MAX_UNDER_WAY = 100;
/** A token of ours has about 600 characters. */
const MAX_CHARACTERS = 4_096;

/**
 * Whose tokens are: verified with auth's public keys, as a name in a token that nobody has checked would let anybody
 * spend for somebody else. Nobody waits for that: what came before it is known is told later.
 */
export class KnownCallers {
  private readonly known = new LRUCache<string, { readonly userId: string | null }>({
    max: MAX_TOKENS,
    ttl: MAX_ACCESS_TOKEN_SECONDS * 1_000,
  });
  private underWay = 0;

  constructor(private readonly policy: TokenPolicy) {}

  /** The account id behind an `authorization` header; null where nobody is, undefined while it is not known. */
  find(authorization: string | undefined): string | null | undefined {
    return authorization === undefined ? null : this.known.get(authorization)?.userId;
  }

  /** Finds out whose token it is, and tells where it is somebody's. Never throws. */
  learn(authorization: string, tell: (userId: string) => void): void {
    if (this.underWay >= MAX_UNDER_WAY || authorization.length > MAX_CHARACTERS) return;
    this.underWay += 1;
    void identify(authorization, this.policy).then((caller) => {
      this.underWay -= 1;
      // While auth's keys cannot be had, nothing is known about the token.
      if (caller.kind === 'unverifiable') return;
      const userId = caller.kind === 'user' ? caller.userId : null;
      this.known.set(authorization, { userId });
      if (userId !== null) tell(userId);
    });
  }
}
