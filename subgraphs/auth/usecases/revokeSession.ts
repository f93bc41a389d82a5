import { AppError } from '../../../platform/errors';
import type { AuditLog } from '../ports';
import type { Call } from './call';
import { requireSession, type RequireSessionDeps } from './requireSession';

/** What ending one's session on another device takes. */
export interface RevokeSessionInput {
  readonly sessionId: string;
}

/** What revokeSession needs. */
export interface RevokeSessionDeps extends RequireSessionDeps {
  readonly auditLog: AuditLog;
}

/**
 * Ends one of the caller's sessions, the one it calls from included. Ending what has ended succeeds as well.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function revokeSession(
  deps: RevokeSessionDeps,
  { sessionId }: RevokeSessionInput,
  call: Call,
): Promise<{ revokedSessionId: string }> {
  const { userId: accountId } = await requireSession(deps, call);
  const outcome = await deps.sessions.endSessionOf(accountId, sessionId, 'REVOKED', deps.clock());
  if (outcome === 'UNKNOWN') throw new AppError('NOT_FOUND');
  if (outcome === 'ENDED') {
    await deps.auditLog.record({ kind: 'SESSION_REVOKED', accountId, sessionId }, call);
  }
  return { revokedSessionId: sessionId };
}
