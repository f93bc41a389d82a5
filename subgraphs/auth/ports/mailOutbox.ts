import type { MailIntent } from '../domain/mailIntent';

/** An intent that one deliverer has taken on. */
export interface ClaimedIntent {
  readonly intent: MailIntent;
  /** Names the intent and this claim of it; for finish and postpone. */
  readonly claim: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** From here on there is no further attempt. */
  readonly giveUpAt: Date;
}

/** Where intentions to send mails wait for a deliverer, on disk, each until a deliverer is done with it. */
export interface MailOutbox {
  /**
   * Adds an intent, due at once; one write, whether or not the same one waits already. Then it stays one, is due at
   * once again unless somebody is at it, and is given up at the later of the two times.
   */
  addIntent(intent: MailIntent, now: Date, giveUpAt: Date): Promise<void>;
  /**
   * Takes on the intent that has been due the longest; null when none is. Until `leaseUntil` nobody else gets it; after
   * that, somebody may, so that a deliverer that died leaves nothing undone.
   */
  claimIntent(now: Date, leaseUntil: Date): Promise<ClaimedIntent | null>;
  /** Removes what was claimed; nothing when another deliverer has claimed it since. */
  finishIntent(claim: string): Promise<void>;
  /** Puts back what was claimed, due at `dueAt`; nothing when another deliverer has claimed it since. */
  postponeIntent(claim: string, dueAt: Date): Promise<void>;
}
