/** A token that was valid when its session ended has expired after this long, whatever the clocks. */
const KEPT_MS = 16 * 60_000;
/** Some tens of megabytes; a hundred sessions ending every second for a quarter of an hour do not get there. */
const MAX_ENTRIES = 200_000;

/** What a token says of itself that can be revoked. */
export interface TokenIdentity {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Sessions and accounts whose access tokens are refused although they have not expired yet. Each is remembered until
 * its last token must have expired; past MAX_ENTRIES the oldest are forgotten, whose tokens expire soonest.
 */
export class RevokedSessions {
  /** Sessions and accounts by id, which never clash: with when to forget them, the oldest first. */
  private readonly forgetAt = new Map<string, number>();

  /** `monotonicMs` is performance.now unless told otherwise. */
  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Refuses the tokens of a session from now on. */
  revokeSession(sessionId: string): void {
    this.add(`session ${sessionId}`);
  }

  /** Refuses all tokens of an account from now on. */
  revokeAccount(accountId: string): void {
    this.add(`account ${accountId}`);
  }

  /** Whether a token that is genuine otherwise is to be refused. */
  isRevoked({ userId, sessionId }: TokenIdentity): boolean {
    return this.forgetAt.has(`session ${sessionId}`) || this.forgetAt.has(`account ${userId}`);
  }

  private add(key: string): void {
    const now = this.monotonicMs();
    // Told once more: it moves to the end, where the youngest are.
    this.forgetAt.delete(key);
    this.forgetAt.set(key, now + KEPT_MS);
    for (const [oldest, forgetAt] of this.forgetAt) {
      if (forgetAt > now && this.forgetAt.size <= MAX_ENTRIES) break;
      this.forgetAt.delete(oldest);
    }
  }
}
