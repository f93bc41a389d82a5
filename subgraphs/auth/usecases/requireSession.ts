import { AppError, INVALID_TOKEN } from '../../../platform/errors';
import { requireUser, type UserCaller } from '../../../platform/identity';
import { isLive, type SessionLimits } from '../domain/session';
import type { Clock, SessionStore } from '../ports';
import type { Call } from './call';

/** What requireSession needs. */
export interface RequireSessionDeps {
  readonly sessions: SessionStore;
  readonly sessionLimits: SessionLimits;
  readonly clock: Clock;
}

/**
 * The verified person behind a call whose session goes on. An access token alone tells only that it did when the
 * token was signed: the other subgraphs hear of its end through the account-event feed, within 2 seconds. Here the
 * session is one read away, so that what was logged out is out at once.
 * @throws AppError UNAUTHENTICATED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function requireSession(
  { sessions, sessionLimits, clock }: RequireSessionDeps,
  { caller }: Call,
): Promise<UserCaller> {
  const user = requireUser(caller);
  const session = await sessions.findSession(user.sessionId);
  if (session === null || session.accountId !== user.userId || !isLive(session, clock(), sessionLimits)) {
    throw sessionOver();
  }
  return user;
}

/** The access token is genuine, but what it stands for is no more. */
export function sessionOver(): AppError {
  return new AppError('UNAUTHENTICATED', {
    message: 'The session has ended. Sign in again.',
    reason: INVALID_TOKEN,
  });
}
