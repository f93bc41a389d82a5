/** Makes and checks the secrets of share links. */
export interface LinkSecrets {
  /** A token of 256 random bits in base64url. */
  createToken(): string;
  /** SHA-256 of a token: what is kept of it. */
  hashToken(token: string): string;
  /** A slow, salted hash of a password. @throws AppError SERVICE_UNAVAILABLE when too many wait. */
  hashPassword(password: string): Promise<string>;
  /**
   * Runs an attempt at a password when its turn has come: only a few at a time get through, so that a limit on wrong
   * ones holds although many come at once. @throws AppError SERVICE_UNAVAILABLE when too many wait.
   */
  attempt<T>(work: (matches: (password: string, hash: string) => Promise<boolean>) => Promise<T>): Promise<T>;
}
