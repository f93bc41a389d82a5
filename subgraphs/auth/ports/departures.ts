/** A deleted account of which something may be left. */
export interface Departure {
  readonly accountId: string;
  readonly leftAt: Date;
}

/**
 * What is left in the place of a deleted account: a tombstone with its id, when it was deleted, and when somebody is to
 * look after its remains. No account is found there any more, and its e-mail address is free.
 */
export interface DepartureStore {
  /**
   * Puts a tombstone in an account's place, due at once, in one atomic step that takes everything else away; false,
   * with nothing changed, when there is no such account (any more).
   */
  leave(accountId: string, at: Date): Promise<boolean>;
  /** Tombstones that are due by `now`, those that are due longest first. */
  listDue(now: Date, limit: number): Promise<readonly Departure[]>;
  /** Sets when to look after it again, null for never; takes away again whatever else has got into the tombstone. */
  setDue(departure: Departure, dueAt: Date | null): Promise<void>;
}
