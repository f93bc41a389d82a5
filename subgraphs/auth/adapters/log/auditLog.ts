import { randomUUID } from 'node:crypto';
import type { Log } from '../../../../platform/service';
import type { AuditEventKind } from '../../domain/auditEvent';
import type { AuditEventStore, AuditLog, Clock, DeviceReader } from '../../ports';

const DAY_MS = 86_400_000;

/** What somebody who watches over the service should look at when there is much of it. */
const TROUBLE: ReadonlySet<AuditEventKind> = new Set([
  'LOGIN_REFUSED',
  'TOTP_REFUSED',
  'REFRESH_TOKEN_REUSED',
  'ATTEMPTS_LIMITED',
]);

/** What createAuditLog takes. */
export interface AuditLogOptions {
  readonly log: Log;
  readonly events: AuditEventStore;
  readonly readDevice: DeviceReader;
  readonly clock: Clock;
  /** AUDIT_LOG_DAYS. */
  readonly keptDays: number;
}

/**
 * Keeps security events in the database, and writes them as lines of the process log, marked for whoever collects
 * them (promise B02): when the database fails, the line remains.
 */
export function createAuditLog({ log, events, readDevice, clock, keptDays }: AuditLogOptions): AuditLog {
  return {
    async record({ kind, ...event }, { requestId, client: { address, userAgent } }) {
      log[TROUBLE.has(kind) ? 'warn' : 'info'](
        { securityEvent: kind, ...event, requestId, address },
        'security event',
      );
      const at = clock();
      const { accountId, actorId = null, sessionId = null } = event;
      const device = readDevice(userAgent);
      const entry = { id: randomUUID(), at, kind, accountId, actorId, sessionId, address, device, requestId };
      try {
        await events.appendEvent(entry, new Date(at.getTime() + keptDays * DAY_MS));
      } catch (error) {
        log.error({ err: error, securityEvent: kind, requestId }, 'a security event could not be kept');
      }
    },
  };
}
