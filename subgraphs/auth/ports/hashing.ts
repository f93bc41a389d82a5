/** What may be asked of a PasswordHasher by those it has admitted. */
export interface Hashing {
  hash(password: string): Promise<string>;
  /**
   * Whether `hash` was made of this password. With null, for an address nobody has, it does the same work and
   * answers false, so that nothing tells unknown addresses from wrong passwords (promise P06).
   */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** Hashes passwords, slowly on purpose, in a queue that is bounded. */
export interface PasswordHasher {
  /**
   * Does work that needs hashing, if there is room in the queue. To be asked before anything else is done for a
   * request, so that in a storm of them the surplus costs next to nothing (promise M01).
   * @throws AppError SERVICE_UNAVAILABLE at once when the queue is full.
   */
  admit<T>(work: (hashing: Hashing) => Promise<T>): Promise<T>;
  /** Whether `hash` was made with less work than today's setting. */
  isOutdated(hash: string): boolean;
}
