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
  };
}

/** What of an account leaves the store. */
export function toAccount({ emailKey: _key, passwordHash: _hash, ...account }: StoredAccount): Account {
  return account;
}
