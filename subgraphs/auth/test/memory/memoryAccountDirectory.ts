import type { AccountFilter } from '../../domain/accountQuery';
import { foldForSearch } from '../../domain/accountQuery';
import type { AccountDirectory } from '../../ports';
import { toAccount, type StoredAccount } from './memoryAccountStore';

/** The accounts of a memory account store as those see them who look after them. */
export function createMemoryAccountDirectory(accounts: Map<string, StoredAccount>): AccountDirectory {
  const find = ({ prefix = '', role, isDisabled }: AccountFilter): StoredAccount[] =>
    [...accounts.values()].filter(
      ({ emailKey, name, roles, disabledAt }) =>
        (emailKey.startsWith(prefix) || foldForSearch(name).startsWith(prefix)) &&
        (role === undefined || roles.includes(role)) &&
        (isDisabled === undefined || isDisabled === (disabledAt !== null)),
    );
  const change = (id: string, update: (account: StoredAccount) => Partial<StoredAccount> | null): boolean => {
    const account = accounts.get(id);
    const changes = account === undefined ? null : update(account);
    if (account === undefined || changes === null) return false;
    accounts.set(id, { ...account, ...changes });
    return true;
  };
  return {
    async listAccounts({ filter, order, after, limit }) {
      const sign = order === 'NEWEST_FIRST' ? -1 : 1;
      const compare = (one: { at: Date; id: string }, other: { at: Date; id: string }) =>
        sign *
        (one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : Number(one.id > other.id)));
      const place = ({ createdAt: at, id }: StoredAccount) => ({ at, id });
      return find(filter)
        .filter((account) => after === null || compare(place(account), after) > 0)
        .toSorted((one, other) => compare(place(one), place(other)))
        .slice(0, limit)
        .map(toAccount);
    },
    countAccounts: async (filter) => find(filter).length,
    disableAccount: async (accountId, at) =>
      change(accountId, ({ disabledAt, securityVersion }) =>
        disabledAt === null ? { disabledAt: at, securityVersion: securityVersion + 1 } : null,
      ),
    enableAccount: async (accountId) =>
      change(accountId, ({ disabledAt }) => (disabledAt === null ? null : { disabledAt: null })),
    addRole: async (accountId, role) =>
      change(accountId, ({ roles }) => (roles.includes(role) ? null : { roles: [...roles, role] })),
    removeRole: async (accountId, role) =>
      change(accountId, ({ roles, securityVersion }) =>
        roles.includes(role)
          ? { roles: roles.filter((each) => each !== role), securityVersion: securityVersion + 1 }
          : null,
      ),
  };
}
