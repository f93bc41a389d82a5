import type { Log } from '../../../platform/service';
import { REVOCATION_SECONDS } from '../domain/accountEvent';
import type { EndedSession, SessionStore } from '../ports';
import { appendAccountEvent, type AppendAccountEventDeps } from './appendAccountEvent';

/** What announceSessionEnds needs. */
export interface AnnounceSessionEndsDeps extends AppendAccountEventDeps {
  readonly sessions: SessionStore;
}

/** No call takes on more; what is left waits for the next. */
const BATCH = 200;

/**
 * Tells the feed of sessions that have ended and marks them as told; how many it dealt with. Ending a session leaves
 * it to be announced in the same atomic step, so that nothing that kills a process in between keeps the end a secret:
 * whoever runs this next tells of it. `of` narrows it to one session or one account.
 */
export async function announceSessionEnds(
  deps: AnnounceSessionEndsDeps,
  of: { readonly accountId?: string; readonly sessionId?: string } = {},
): Promise<number> {
  const ended = await deps.sessions.listUnannounced(BATCH, of);
  for (const { id: sessionId, accountId, endedAt: at } of ended.filter(mayHaveTokens)) {
    await appendAccountEvent(deps, { kind: 'SESSION_ENDED', accountId, sessionId, at });
  }
  if (ended.length > 0) await deps.sessions.markAnnounced(ended.map(({ id }) => id));
  return ended.length;
}

/** A session that was not renewed lately has no access token that anybody would take for valid. */
function mayHaveTokens({ renewedAt, endedAt }: EndedSession): boolean {
  return endedAt.getTime() - renewedAt.getTime() < REVOCATION_SECONDS * 1000;
}

/**
 * The store of sessions with every end announced at once, whoever ends it. Should that fail, the end stands
 * nevertheless, and the relay announces it a second later.
 */
export function announcingSessions(deps: AnnounceSessionEndsDeps & { readonly log: Log }): SessionStore {
  const { sessions, log } = deps;
  const announce = async (of: {
    readonly accountId?: string;
    readonly sessionId?: string;
  }): Promise<void> => {
    try {
      await announceSessionEnds(deps, of);
    } catch (error) {
      log.warn({ err: error, ...of }, 'announcing the end of sessions is left to the relay');
    }
  };
  return {
    ...sessions,
    async endSession(sessionId, reason, at) {
      const hasEnded = await sessions.endSession(sessionId, reason, at);
      if (hasEnded) await announce({ sessionId });
      return hasEnded;
    },
    async endSessionOf(accountId, sessionId, reason, at) {
      const outcome = await sessions.endSessionOf(accountId, sessionId, reason, at);
      if (outcome === 'ENDED') await announce({ sessionId });
      return outcome;
    },
    async endAllSessions(accountId, reason, at, exceptId) {
      const count = await sessions.endAllSessions(accountId, reason, at, exceptId);
      if (count > 0) await announce({ accountId });
      return count;
    },
  };
}
