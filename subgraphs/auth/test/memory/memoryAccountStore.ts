import { AppError } from '../../../../platform/errors';
import type { Account } from '../../domain/account';
import type { AccountStore, NewAccount } from '../../ports';

/** An account with all that is kept of it. */
export type StoredAccount = Omit<NewAccount, 'secondFactor'> & Account;

export function createMemoryAccountStore(): AccountStore & {
  readonly queries: string[];
  readonly byId: Map<string, StoredAccount>;
} {
  const byId = new Map<string, StoredAccount>();
  const queries: string[] = [];
  return {
    queries,
    byId,
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
    async setPassword({ accountId, emailKey, securityVersion, passwordHash, emailVerifiedAt }) {
      queries.push('setPassword');
      const account = byId.get(accountId);
      if (account?.emailKey !== emailKey || account.securityVersion !== securityVersion) return null;
      const changed = { ...account, passwordHash, emailVerifiedAt, securityVersion: securityVersion + 1 };
      byId.set(accountId, changed);
      return toAccount(changed);
    },
    async verifyEmail(accountId, emailKey, at) {
      queries.push('verifyEmail');
      const account = byId.get(accountId);
      if (account?.emailKey !== emailKey) return null;
      const changed = { ...account, emailVerifiedAt: account.emailVerifiedAt ?? at };
      byId.set(accountId, changed);
      return toAccount(changed);
    },
    async changeEmail({ accountId, fromKey, securityVersion, email, emailKey, at }) {
      queries.push('changeEmail');
      const account = byId.get(accountId);
      if (account?.emailKey !== fromKey || account.securityVersion !== securityVersion) return null;
      const isTaken = [...byId.values()].some(
        (other) => other.id !== accountId && other.emailKey === emailKey,
      );
      if (isTaken) throw new AppError('EMAIL_TAKEN');
      const changed = { ...account, email, emailKey, emailVerifiedAt: at };
      byId.set(accountId, changed);
      return toAccount(changed);
    },
  };
}

/** What of an account leaves the store. */
export function toAccount({ emailKey: _key, passwordHash: _hash, ...account }: StoredAccount): Account {
  return account;
}
