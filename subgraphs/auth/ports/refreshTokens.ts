/** A refresh token in hand. */
export interface RefreshToken {
  /** What the client keeps: base64url. */
  readonly token: string;
  readonly sessionId: string;
  /** SHA-256 of `token`, hex: what is stored of it. */
  readonly hash: string;
}

/** Makes refresh tokens and knows its own. Needs no I/O. */
export interface RefreshTokens {
  /** The first token of a session: 256 random bits. */
  createFirst(sessionId: string): RefreshToken;
  /** Fresh randomness for one step of the line. */
  createSalt(): string;
  /** The token that follows `token`; always the same one for the same salt. */
  deriveNext(token: RefreshToken, salt: string): RefreshToken;
  /** Null for everything that was not made here. */
  parse(token: string): RefreshToken | null;
}
