import { badUserInput } from '../../../platform/errors';
import type { AuditEntry, AuditEventKind } from '../domain/auditEvent';
import { deviceName, UNKNOWN_DEVICE, type Device } from '../domain/device';
import { createPage, readPageRequest, type Page, type PageRequest } from '../domain/page';
import type { AuditEventFilter, AuditEventStore } from '../ports';
import type { Call } from './call';
import { isAdmin, requireAdmin, type RequireAdminDeps } from './requireAdmin';
import { requireSession } from './requireSession';

/** What reading the audit log needs. */
export interface AuditLogDeps extends RequireAdminDeps {
  readonly auditEvents: AuditEventStore;
}

/** Which of a person's events to list. */
export interface UserAuditLogInput extends PageRequest {
  /** Whose. */
  readonly userId: string;
}

/** Which events of all accounts to list. */
export interface AuditLogInput extends PageRequest {
  readonly filter?:
    | {
        readonly accountId?: string | null | undefined;
        readonly kinds?: readonly AuditEventKind[] | null | undefined;
        readonly from?: Date | null | undefined;
        readonly until?: Date | null | undefined;
      }
    | null
    | undefined;
}

/** An event as it leaves the service. */
export interface AuditEventView extends Omit<AuditEntry, 'device'> {
  readonly device: Device & { readonly name: string };
}

/** A page of events. */
export interface AuditEventPage extends Page<AuditEventView> {
  /** How many there are in all; asked for only where somebody wants to know. */
  countAll(): Promise<number>;
}

/**
 * What happened to an account, the newest first: for the person itself and for admins; null for everybody else. Where
 * somebody else did it, an admin, the person learns that, and not from which address, device and session.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT for a page size or cursor, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function userAuditLog(
  deps: AuditLogDeps,
  { userId, ...page }: UserAuditLogInput,
  call: Call,
): Promise<AuditEventPage | null> {
  if (call.caller.kind !== 'user') return null;
  const viewer = await requireSession(deps, call);
  const seesAll = await isAdmin(deps, viewer);
  if (viewer.userId !== userId && !seesAll) return null;
  const found = await readPage(deps, { accountId: userId }, page);
  return seesAll ? found : { ...found, items: found.items.map((event) => withoutActor(event, userId)) };
}

/**
 * What happened to all accounts, and to none that are known, the newest first; for admins.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function auditLog(
  deps: AuditLogDeps,
  { filter, ...page }: AuditLogInput,
  call: Call,
): Promise<AuditEventPage> {
  await requireAdmin(deps, call);
  const { accountId, kinds, from, until } = filter ?? {};
  if (kinds?.length === 0) throw badUserInput('kinds', 'Name at least one kind, or leave it out for all.');
  const asked: AuditEventFilter = {
    ...(accountId == null ? {} : { accountId }),
    ...(kinds == null ? {} : { kinds }),
    ...(from == null ? {} : { from }),
    ...(until == null ? {} : { until }),
  };
  return readPage(deps, asked, page);
}

/** A page of events, for a viewer who may see them. */
async function readPage(
  { auditEvents }: Pick<AuditLogDeps, 'auditEvents'>,
  filter: AuditEventFilter,
  page: PageRequest,
): Promise<AuditEventPage> {
  const { first, after } = readPageRequest(page);
  const found = await auditEvents.listEvents(filter, after, first + 1);
  const { items, ...rest } = createPage(found, page);
  return { ...rest, items: items.map(viewEvent), countAll: () => auditEvents.countEvents(filter) };
}

function viewEvent({ device, ...entry }: AuditEntry): AuditEventView {
  return { ...entry, device: { ...device, name: deviceName(device) } };
}

function withoutActor(event: AuditEventView, userId: string): AuditEventView {
  if (event.actorId === null || event.actorId === userId) return event;
  const device = { ...UNKNOWN_DEVICE, name: deviceName(UNKNOWN_DEVICE) };
  return { ...event, sessionId: null, address: null, device };
}
