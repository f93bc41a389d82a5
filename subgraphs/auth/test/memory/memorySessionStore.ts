import type { Session } from '../../domain/session';
import type { SessionStore } from '../../ports';

export function createMemorySessionStore(): SessionStore & { readonly all: Map<string, Session> } {
  const all = new Map<string, Session>();
  const end = (session: Session, endReason: Session['endReason'], endedAt: Date): boolean => {
    if (session.endedAt !== null) return false;
    all.set(session.id, { ...session, endReason, endedAt });
    return true;
  };
  return {
    all,
    async insertSession(session) {
      all.set(session.id, session);
    },
    async findSession(id) {
      return all.get(id) ?? null;
    },
    async renewSession({ sessionId, fromHash, toHash, successorSalt, at }) {
      const session = all.get(sessionId);
      if (session === undefined || session.endedAt !== null || session.newestHash !== fromHash) return false;
      all.set(sessionId, {
        ...session,
        newestHash: toHash,
        predecessorHash: fromHash,
        successorSalt,
        renewedAt: at,
      });
      return true;
    },
    async endSession(id, reason, at) {
      const session = all.get(id);
      return session !== undefined && end(session, reason, at);
    },
    async endAllSessions(accountId, reason, at) {
      const mine = [...all.values()].filter((session) => session.accountId === accountId);
      return mine.filter((session) => end(session, reason, at)).length;
    },
  };
}
