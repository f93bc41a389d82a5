/** What an access token says. */
export interface AccessTokenClaims {
  readonly accountId: string;
  readonly sessionId: string;
  readonly roles: readonly string[];
}

/** A signed access token. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Signs access tokens. */
export interface AccessTokenSigner {
  /**
   * Makes sure that a token can be signed now, so that nothing is written for one that cannot.
   * @throws AppError SERVICE_UNAVAILABLE when the signing key cannot be had.
   */
  prepare(): Promise<(claims: AccessTokenClaims) => AccessToken>;
}
