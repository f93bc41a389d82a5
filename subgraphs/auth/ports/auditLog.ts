import type { Client } from '../../../platform/identity';
import type { AuditEvent } from '../domain/auditEvent';

/** The request behind an event. */
export interface Origin {
  /** Names it in answers and logs. */
  readonly requestId: string;
  /** The device it came from. */
  readonly client: Client;
}

/** Where events that matter for security are written down. */
export interface AuditLog {
  /**
   * Writes an event down, once what it tells has happened. Never rejects: when the database fails, the line in the
   * process log remains.
   */
  record(event: AuditEvent, origin: Origin): Promise<void>;
}
