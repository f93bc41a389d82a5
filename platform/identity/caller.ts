import { AppError, INVALID_TOKEN } from '../errors';

/** Somebody whose access token was verified. */
export interface UserCaller {
  readonly kind: 'user';
  /** The account's id (`sub`). */
  readonly userId: string;
  /** The session the token belongs to (`sid`). */
  readonly sessionId: string;
  /** Roles beyond those every account has, e.g. `admin`. */
  readonly roles: readonly string[];
}

/**
 * Who is calling. Finding out never throws: in a subgraph's GraphQL context that would reach clients as an opaque
 * "401: Unauthorized". It is the use of a caller that refuses.
 * - `anonymous`: no token was sent.
 * - `rejected`: a token was sent and is not valid; `reason` is for the log.
 * - `unverifiable`: a token was sent, but the keys to check it could not be had.
 */
export type Caller =
  | UserCaller
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unverifiable' };

/** The caller without a token. */
export const ANONYMOUS: Caller = { kind: 'anonymous' };

/**
 * The verified person behind a call.
 * @throws AppError UNAUTHENTICATED without a valid token, SERVICE_UNAVAILABLE when it could not be checked.
 */
export function requireUser(caller: Caller): UserCaller {
  switch (caller.kind) {
    case 'user':
      return caller;
    case 'anonymous':
      throw new AppError('UNAUTHENTICATED');
    case 'rejected':
      throw new AppError('UNAUTHENTICATED', {
        message: 'The access token is not valid (any more). Refresh the session or sign in again.',
        reason: INVALID_TOKEN,
        cause: caller.reason,
      });
    case 'unverifiable':
      throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 5 });
  }
}
