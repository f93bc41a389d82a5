/** A count as it stands. */
export interface AttemptCount {
  readonly count: number;
  /** Until it is forgotten; more than 0. */
  readonly secondsLeft: number;
}

/**
 * Counts under keys, each for a stretch of time that its first count begins; the same for all processes. Keys are
 * never kept in clear. Like every store it throws AppError SERVICE_UNAVAILABLE or TIMEOUT when the database does not
 * answer.
 */
export interface AttemptCounter {
  /**
   * Adds `by` in one atomic step, by default 1, and tells the new count: of many at the same moment each gets a number
   * of its own. Where nothing is counted, or no longer, counting begins anew for `withinSeconds`.
   */
  count(key: string, withinSeconds: number, by?: number): Promise<AttemptCount>;
  /** The count as it stands; null where nothing is counted, or no longer. */
  find(key: string): Promise<AttemptCount | null>;
  /** Begins anew at the next count. */
  forget(key: string): Promise<void>;
}
