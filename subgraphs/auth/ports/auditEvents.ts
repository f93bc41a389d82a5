import type { AuditEntry, AuditEventKind } from '../domain/auditEvent';
import type { PagePosition } from '../domain/page';

/** Which events: those to which all that is said applies. */
export interface AuditEventFilter {
  /** About this account. */
  readonly accountId?: string;
  /** Of one of these kinds; never empty. */
  readonly kinds?: readonly AuditEventKind[];
  /** At this moment or later. */
  readonly from?: Date;
  /** Before this moment. */
  readonly until?: Date;
}

/** Where the events of the audit log are kept. Only time takes them away. */
export interface AuditEventStore {
  /** Adds an event that may be forgotten after `forgetAt`, not before. */
  appendEvent(entry: AuditEntry, forgetAt: Date): Promise<void>;
  /** The events behind a place, the newest first, events of the same moment by id; at most `limit`. */
  listEvents(
    filter: AuditEventFilter,
    after: PagePosition | null,
    limit: number,
  ): Promise<readonly AuditEntry[]>;
  /** Takes away from all events about a deleted account, or by it, where they came from: address and device. */
  forgetOrigins(accountId: string): Promise<void>;
  /** How many there are. */
  countEvents(filter: AuditEventFilter): Promise<number>;
}
