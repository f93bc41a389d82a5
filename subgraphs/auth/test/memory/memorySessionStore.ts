import type { Session } from '../../domain/session';
import type { SessionStore } from '../../ports';

export function createMemorySessionStore(): SessionStore & { readonly all: Map<string, Session> } {
  const all = new Map<string, Session>();
  const unannounced = new Set<string>();
  const end = (session: Session, endReason: Session['endReason'], endedAt: Date): boolean => {
    if (session.endedAt !== null) return false;
    all.set(session.id, { ...session, endReason, endedAt });
    unannounced.add(session.id);
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
    async renewSession({ sessionId, fromHash, toHash, successorSalt, at, address }) {
      const session = all.get(sessionId);
      if (session === undefined || session.endedAt !== null || session.newestHash !== fromHash) return false;
      all.set(sessionId, {
        ...session,
        newestHash: toHash,
        predecessorHash: fromHash,
        successorSalt,
        renewedAt: at,
        address,
      });
      return true;
    },
    async endSession(id, reason, at) {
      const session = all.get(id);
      return session !== undefined && end(session, reason, at);
    },
    async endSessionOf(accountId, id, reason, at) {
      const session = all.get(id);
      if (session?.accountId !== accountId) return 'UNKNOWN';
      return end(session, reason, at) ? 'ENDED' : 'HAD_ENDED';
    },
    async removeAllSessions(accountId) {
      for (const session of [...all.values()]) if (session.accountId === accountId) all.delete(session.id);
    },
    async listUnannounced(limit, { accountId, sessionId } = {}) {
      return [...unannounced]
        .flatMap((id) => all.get(id) ?? [])
        .filter((session) => accountId === undefined || session.accountId === accountId)
        .filter(({ id }) => sessionId === undefined || id === sessionId)
        .flatMap(({ endedAt, ...session }) => (endedAt === null ? [] : [{ ...session, endedAt }]))
        .toSorted((a, b) => a.endedAt.getTime() - b.endedAt.getTime())
        .slice(0, limit)
        .map(({ id, accountId: owner, renewedAt, endedAt }) => ({
          id,
          accountId: owner,
          renewedAt,
          endedAt,
        }));
    },
    async markAnnounced(ids) {
      for (const id of ids) unannounced.delete(id);
    },
    async listLiveSessions(accountId, { createdAfter, renewedAfter }, limit) {
      return [...all.values()]
        .filter((session) => session.accountId === accountId && session.endedAt === null)
        .filter(({ createdAt, renewedAt }) => createdAt > createdAfter && renewedAt > renewedAfter)
        .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
        .slice(0, limit);
    },
    async endAllSessions(accountId, reason, at, exceptId) {
      const mine = [...all.values()].filter(
        (session) => session.accountId === accountId && session.id !== exceptId,
      );
      return mine.filter((session) => end(session, reason, at)).length;
    },
  };
}
