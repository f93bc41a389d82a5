import { randomUUID } from 'node:crypto';
import type { AccountOrder } from '../../domain/accountQuery';
import type { AccountDirectory, AccountStore, DepartureStore, NewAccount } from '../../ports';
import { STORE_KINDS, type StoreKind } from './storeKinds';

const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute));
const count = (answers: readonly boolean[]) => answers.filter(Boolean).length;

describe.each(Object.keys(STORE_KINDS) as StoreKind[])('AccountDirectory on %s', (kind) => {
  let accounts: AccountStore;
  let directory: AccountDirectory;
  let departures: DepartureStore;
  let close: () => Promise<void>;
  const ids: string[] = [];
  beforeAll(async () => {
    const opened = await STORE_KINDS[kind]();
    ({ accounts, accountDirectory: directory, departures } = opened.stores);
    close = opened.close;
    await add({ email: 'Ada@example.com', name: 'Lovelace', createdAt: at(0), roles: ['admin'] });
    await add({ email: 'bob@example.com', name: 'Ädam', createdAt: at(1) });
    await add({ email: 'a.b+c@example.com', name: 'Carla (x)', createdAt: at(2), disabledAt: at(9) });
    await add({ email: 'dan@example.com', name: 'adA King', createdAt: at(2) });
  });
  afterAll(() => close());

  async function add(overrides: Partial<NewAccount>): Promise<string> {
    const id = randomUUID();
    ids.push(id);
    const email = overrides.email ?? `${id}@example.com`;
    await accounts.insertAccount({
      id,
      email,
      emailKey: email.toLowerCase(),
      name: 'Zoe',
      roles: [],
      createdAt: at(0),
      secondFactor: null,
      emailVerifiedAt: null,
      disabledAt: null,
      securityVersion: 0,
      passwordHash: '$2b$04$hash',
      ...overrides,
    });
    return id;
  }

  const namesOf = async (filter: object, order: AccountOrder = 'OLDEST_FIRST') => {
    const found = await directory.listAccounts({ filter, order, after: null, limit: 100 });
    expect(await directory.countAccounts(filter)).toBe(found.length);
    return found.map(({ name }) => name);
  };

  it('lists from the oldest or the newest on, page by page, as long as there is one', async () => {
    const walk = async (order: AccountOrder) => {
      const seen: string[] = [];
      let after: { at: Date; id: string } | null = null;
      for (;;) {
        const page = await directory.listAccounts({ filter: {}, order, after, limit: 1 });
        const [next] = page;
        if (next === undefined) return seen;
        seen.push(next.id);
        after = { at: next.createdAt, id: next.id };
      }
    };
    const oldest = await walk('OLDEST_FIRST');
    expect(oldest.slice(0, 2)).toEqual(ids.slice(0, 2));
    expect([...oldest].sort()).toEqual([...ids].sort());
    expect(await walk('NEWEST_FIRST')).toEqual(oldest.toReversed());
  });

  it('finds by how address or name begin, and takes no character for a pattern', async () => {
    expect((await namesOf({ prefix: 'ada' })).sort()).toEqual(['Lovelace', 'adA King']);
    expect(await namesOf({ prefix: 'äd' })).toEqual(['Ädam']);
    expect(await namesOf({ prefix: 'a.b+' })).toEqual(['Carla (x)']);
    expect(await namesOf({ prefix: 'carla (' })).toEqual(['Carla (x)']);
    for (const prefix of ['.', '.*', 'example', '$', '^', '[a', '\\', '(?i)ADA', 'a|b'])
      expect(await namesOf({ prefix })).toEqual([]);
    expect(await namesOf({ prefix: '' })).toHaveLength(4);
  });

  it('finds by role and by whether they are disabled', async () => {
    expect(await namesOf({ role: 'admin' })).toEqual(['Lovelace']);
    expect(await namesOf({ isDisabled: true })).toEqual(['Carla (x)']);
    expect(await namesOf({ isDisabled: false })).toHaveLength(3);
    expect(await namesOf({ role: 'admin', isDisabled: true, prefix: 'a' })).toEqual([]);
  });

  it('disables and enables once, however many try, and says so of the account', async () => {
    const id = await add({});
    const disabled = await Promise.all(Array.from({ length: 5 }, () => directory.disableAccount(id, at(5))));
    expect(count(disabled)).toBe(1);
    expect((await accounts.findByIds([id]))[0]).toMatchObject({ disabledAt: at(5), securityVersion: 1 });
    const enabled = await Promise.all(Array.from({ length: 5 }, () => directory.enableAccount(id)));
    expect(count(enabled)).toBe(1);
    expect((await accounts.findByIds([id]))[0]).toMatchObject({ disabledAt: null });
    expect(await directory.disableAccount('nobody', at(5))).toBe(false);
    expect(await directory.enableAccount('nobody')).toBe(false);
  });

  it('leaves an account alone that was deleted', async () => {
    const before = await directory.countAccounts({});
    const id = await add({ name: 'Gone', roles: ['admin'] });
    await departures.leave(id, at(8));
    expect(await directory.countAccounts({})).toBe(before);
    expect(await namesOf({ prefix: 'gone' })).toEqual([]);
    for (const change of [
      directory.disableAccount(id, at(9)),
      directory.enableAccount(id),
      directory.addRole(id, 'admin'),
      directory.removeRole(id, 'admin'),
    ]) {
      expect(await change).toBe(false);
    }
    expect(await directory.countAccounts({})).toBe(before);
  });

  it('gives and takes a role once, however many try', async () => {
    const id = await add({});
    const given = await Promise.all(Array.from({ length: 5 }, () => directory.addRole(id, 'admin')));
    expect(count(given)).toBe(1);
    expect((await accounts.findById(id))?.account).toMatchObject({ roles: ['admin'], securityVersion: 0 });
    const taken = await Promise.all(Array.from({ length: 5 }, () => directory.removeRole(id, 'admin')));
    expect(count(taken)).toBe(1);
    expect((await accounts.findById(id))?.account).toMatchObject({ roles: [], securityVersion: 1 });
    expect(await directory.addRole('nobody', 'admin')).toBe(false);
    expect(await directory.removeRole('nobody', 'admin')).toBe(false);
  });
});
