import type { Account } from '../domain/account';
import { anonymous, buildUseCases } from '../test/buildUseCases';
import { createMemoryStores } from '../test/memory/memoryStores';

/** Accounts that read as `change` says from the moment it is set. */
function buildChanging() {
  const stores = createMemoryStores();
  const later: { change: Partial<Account> } = { change: {} };
  const accounts = {
    ...stores.accounts,
    findByEmailKey: async (key: string) => {
      const found = await stores.accounts.findByEmailKey(key);
      return found === null ? null : { ...found, account: { ...found.account, ...later.change } };
    },
    findByIds: async (ids: readonly string[]) => {
      const found = await stores.accounts.findByIds(ids);
      return found.map((account) => ({ ...account, ...later.change }));
    },
  };
  const during: { insertSession: () => void } = { insertSession: () => undefined };
  const sessions = {
    ...stores.sessions,
    insertSession: async (...args: Parameters<typeof stores.sessions.insertSession>) => {
      await stores.sessions.insertSession(...args);
      during.insertSession();
    },
  };
  return { later, during, ...buildUseCases({ stores: { ...stores, accounts, sessions } }) };
}

it('T08 refuses a disabled account, and says so only to who knows its password', async () => {
  const { useCases, person, later, stores } = buildChanging();
  await useCases.register(person, anonymous);
  later.change = { disabledAt: new Date() };
  const before = stores.sessions.all.size;
  await expect(useCases.login(person, anonymous)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    reason: 'ACCOUNT_DISABLED',
  });
  await expect(useCases.login({ ...person, password: 'not this one' }, anonymous)).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
    reason: undefined,
  });
  expect(stores.sessions.all.size).toBe(before);
});

it('T08 ends a session that was opened while the account was being changed', async () => {
  const { useCases, person, later, during, stores, events } = buildChanging();
  await useCases.register(person, anonymous);
  during.insertSession = () => {
    // The change ended all sessions just before this one was there.
    later.change = { securityVersion: 1 };
  };
  await expect(useCases.login(person, anonymous)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect([...stores.sessions.all.values()].at(-1)).toMatchObject({ endReason: 'ACCOUNT_GONE' });
  expect(events.map(({ kind }) => kind)).not.toContain('LOGGED_IN');
});
