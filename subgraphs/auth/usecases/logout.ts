import { AppError } from '../../../platform/errors';
import { requireUser } from '../../../platform/identity';
import { isLive, judgeRefreshToken, type Session, type SessionLimits } from '../domain/session';
import type { Clock, RefreshTokens, AuditLog, SessionStore } from '../ports';
import type { Call } from './call';

/** What ending a session takes. */
export interface LogoutInput {
  /** Which session; without it, the access token's. */
  readonly refreshToken?: string | null | undefined;
  /** Every session of the account. */
  readonly everywhere?: boolean | undefined;
}

/** What logout needs. */
export interface LogoutDeps {
  readonly sessions: SessionStore;
  readonly refreshTokens: RefreshTokens;
  readonly sessionLimits: SessionLimits;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
}

/**
 * Ends a session, or all of its account; ending what has ended succeeds as well. Any token of the session will do to
 * end that session; ending the others takes one that could have signed in just now.
 * @throws AppError UNAUTHENTICATED without a token that tells the session, REFRESH_TOKEN_REUSED for `everywhere`
 * with an old one, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function logout(deps: LogoutDeps, input: LogoutInput, call: Call): Promise<{ success: true }> {
  const { sessions, auditLog, clock } = deps;
  const { sessionId, tokenHash } = identifySession(deps, input, call);
  const now = clock();
  const session = await sessions.findSession(sessionId);
  if (input.everywhere === true) {
    if (session === null) throw new AppError('UNAUTHENTICATED');
    await endEverywhere(deps, session, tokenHash, now, call);
  } else if (session !== null && (await sessions.endSession(sessionId, 'LOGOUT', now))) {
    await auditLog.record({ kind: 'LOGGED_OUT', accountId: session.accountId, sessionId }, call);
  }
  return { success: true };
}

/** `tokenHash` is null where an access token tells the session. */
function identifySession(
  { refreshTokens }: LogoutDeps,
  { refreshToken }: LogoutInput,
  { caller }: Call,
): { sessionId: string; tokenHash: string | null } {
  if (refreshToken == null) return { sessionId: requireUser(caller).sessionId, tokenHash: null };
  const presented = refreshTokens.parse(refreshToken);
  if (presented === null) throw new AppError('UNAUTHENTICATED', { message: 'This is no refresh token.' });
  return { sessionId: presented.sessionId, tokenHash: presented.hash };
}

async function endEverywhere(
  { sessions, auditLog, sessionLimits }: LogoutDeps,
  session: Session,
  tokenHash: string | null,
  now: Date,
  call: Call,
): Promise<void> {
  const { id: sessionId, accountId } = session;
  // The same request once more, or another device that was logged out by it: nothing is left to end.
  if (session.endReason === 'LOGOUT_EVERYWHERE') return;
  if (!isLive(session, now, sessionLimits)) throw new AppError('UNAUTHENTICATED');
  if (tokenHash !== null && judgeRefreshToken(session, tokenHash, now, sessionLimits) === 'REUSED') {
    if (await sessions.endSession(sessionId, 'REFRESH_TOKEN_REUSED', now)) {
      await auditLog.record({ kind: 'REFRESH_TOKEN_REUSED', accountId, sessionId }, call);
    }
    throw new AppError('REFRESH_TOKEN_REUSED');
  }
  await sessions.endAllSessions(accountId, 'LOGOUT_EVERYWHERE', now);
  await auditLog.record({ kind: 'LOGGED_OUT_EVERYWHERE', accountId, sessionId }, call);
}
