/** The time. */
export interface Clock {
  /** Now, by the wall clock. */
  now(): Date;
}

/** Where new files get their ids. */
export interface IdSource {
  /** An id that was never given before (a random UUID). */
  nextId(): string;
}
