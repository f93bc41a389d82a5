import type { AccountEvent } from '../domain/accountEvent';

/** What became of inserting an event. */
export type InsertEventOutcome = 'INSERTED' | 'SEQUENCE_TAKEN' | 'KEY_TAKEN';

/**
 * Where the account-event feed is kept. Reads see only what will still be there after a failover, so that no follower
 * is told of an event that is then replaced by another.
 */
export interface AccountEventStore {
  /** The sequence of the newest event; 0 when there has never been one. */
  findNewestSequence(): Promise<number>;
  /** The lowest sequence among the events recorded at `since` or later; null when there are none. */
  findSequenceSince(since: Date): Promise<number | null>;
  /**
   * Adds an event, in one step. SEQUENCE_TAKEN when there is one with this sequence, KEY_TAKEN when there is one of the
   * same happening (eventKey); nothing has changed then.
   */
  insertEvent(event: AccountEvent): Promise<InsertEventOutcome>;
  /** At most `limit` events behind `sequence`, in their order, without one left out. */
  listEventsAfter(sequence: number, limit: number): Promise<readonly AccountEvent[]>;
  /** Removes ends of sessions recorded before `before`, never the newest event; how many. */
  pruneSessionEnds(before: Date): Promise<number>;
}
