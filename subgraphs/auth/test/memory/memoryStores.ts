import { AppError } from '../../../../platform/errors';
import type { Account } from '../../domain/account';
import type { Session } from '../../domain/session';
import type { SigningKey } from '../../domain/signingKey';
import type { AccountStore, NewAccount, SessionStore, SigningKeyStore } from '../../ports';

/** The three stores in memory, with how often accounts were asked for. */
export function createMemoryStores() {
  return {
    accounts: createMemoryAccountStore(),
    sessions: createMemorySessionStore(),
    signingKeys: createMemorySigningKeyStore(),
  };
}

export function createMemoryAccountStore(): AccountStore & { readonly queries: string[] } {
  const byId = new Map<string, NewAccount>();
  const queries: string[] = [];
  const toAccount = ({ id, email, name, roles, createdAt }: NewAccount): Account => {
    return { id, email, name, roles, createdAt };
  };
  return {
    queries,
    async insertAccount(account) {
      queries.push('insertAccount');
      if ([...byId.values()].some(({ emailKey }) => emailKey === account.emailKey)) {
        throw new AppError('EMAIL_TAKEN', { field: 'email' });
      }
      byId.set(account.id, account);
    },
    async findByEmailKey(emailKey) {
      queries.push('findByEmailKey');
      const found = [...byId.values()].find((account) => account.emailKey === emailKey);
      return found === undefined ? null : { account: toAccount(found), passwordHash: found.passwordHash };
    },
    async findById(id) {
      queries.push('findById');
      const found = byId.get(id);
      return found === undefined ? null : { account: toAccount(found), passwordHash: found.passwordHash };
    },
    async findByIds(ids) {
      queries.push('findByIds');
      return [...byId.values()].filter(({ id }) => ids.includes(id)).map(toAccount);
    },
    async replacePasswordHash(accountId, from, to) {
      queries.push('replacePasswordHash');
      const account = byId.get(accountId);
      if (account?.passwordHash !== from) return false;
      byId.set(accountId, { ...account, passwordHash: to });
      return true;
    },
  };
}

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

export function createMemorySigningKeyStore(): SigningKeyStore {
  const keys: SigningKey[] = [];
  return {
    async listKeys() {
      return keys.toSorted((a, b) => a.generation - b.generation);
    },
    async addKey(key) {
      if (keys.some(({ generation }) => generation === key.generation)) return false;
      keys.push(key);
      return true;
    },
  };
}
