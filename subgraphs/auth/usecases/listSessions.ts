import { deviceName, type Device } from '../domain/device';
import { createPage, readPageRequest, type Page, type PageRequest } from '../domain/page';
import { liveSince, MAX_LIVE_SESSIONS, type Session } from '../domain/session';
import type { Call } from './call';
import { isAdmin, type RequireAdminDeps } from './requireAdmin';
import { requireSession } from './requireSession';

/** Which sessions to list. */
export interface ListSessionsInput extends PageRequest {
  /** Whose. */
  readonly userId: string;
}

/** A session as it leaves the service: an allow-list. */
export interface SessionView {
  readonly id: string;
  readonly device: Device & { readonly name: string };
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly isCurrent: boolean;
}

/** A page of a person's sessions. */
export interface SessionPage extends Page<SessionView> {
  readonly totalCount: number;
}

/**
 * The sessions of a person that go on, newest first: for the person itself and for admins; null for everybody else.
 * There are at most MAX_LIVE_SESSIONS, so that one read has them all, and their number.
 * @throws AppError UNAUTHENTICATED, BAD_USER_INPUT for a page size or cursor, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function listSessions(
  deps: RequireAdminDeps,
  { userId, ...page }: ListSessionsInput,
  call: Call,
): Promise<SessionPage | null> {
  if (call.caller.kind !== 'user') return null;
  const { first, after } = readPageRequest(page);
  const viewer = await requireSession(deps, call);
  if (viewer.userId !== userId && !(await isAdmin(deps, viewer))) return null;
  const since = liveSince(deps.clock(), deps.sessionLimits);
  const live = await deps.sessions.listLiveSessions(userId, since, MAX_LIVE_SESSIONS);
  const behind =
    after === null
      ? live
      : live.filter(({ createdAt, id }) => {
          const later = createdAt.getTime() - after.at.getTime();
          return later < 0 || (later === 0 && id < after.id);
        });
  const { items, ...rest } = createPage(behind, { ...page, first });
  return {
    ...rest,
    items: items.map((session) => viewSession(session, viewer.sessionId)),
    totalCount: live.length,
  };
}

function viewSession({ id, device, address, createdAt, renewedAt }: Session, currentId: string): SessionView {
  const named = { ...device, name: deviceName(device) };
  return { id, device: named, address, createdAt, lastUsedAt: renewedAt, isCurrent: id === currentId };
}
