import type { Log } from '../../../../platform/service';
import type { AuditEventKind } from '../../domain/auditEvent';
import type { AuditLog } from '../../ports';

/** What somebody who watches over the service should look at when there is much of it. */
const TROUBLE: ReadonlySet<AuditEventKind> = new Set([
  'LOGIN_REFUSED',
  'TOTP_REFUSED',
  'REFRESH_TOKEN_REUSED',
  'ATTEMPTS_LIMITED',
]);

/** Writes security events as lines of the process log, marked for whoever collects them (promise B02). */
export function createAuditLog(log: Log): AuditLog {
  return {
    async record({ kind, ...event }, { requestId, client: { address } }) {
      log[TROUBLE.has(kind) ? 'warn' : 'info'](
        { securityEvent: kind, ...event, requestId, address },
        'security event',
      );
    },
  };
}
