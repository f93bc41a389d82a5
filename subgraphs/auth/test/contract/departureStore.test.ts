import { randomUUID } from 'node:crypto';
import type { NewAccount } from '../../ports';
import { describeEachStore } from './eachStore';

const NOW = new Date('2030-01-01T12:34:56.789Z');
const LATER = new Date('2030-01-01T12:36:00.000Z');

function buildAccount(overrides: Partial<NewAccount> = {}): NewAccount {
  const id = randomUUID();
  return {
    id,
    email: `Ada.${id}@Example.com`,
    emailKey: `ada.${id}@example.com`,
    name: 'Ada',
    roles: ['admin'],
    createdAt: NOW,
    disabledAt: null,
    securityVersion: 0,
    secondFactor: null,
    emailVerifiedAt: null,
    passwordHash: '$2b$04$hash',
    ...overrides,
  };
}

describeEachStore((stores) => {
  it('T08 finds a deleted account no more, and gives its address to somebody else', async () => {
    const { accounts, departures } = stores();
    const account = buildAccount();
    await accounts.insertAccount(account);
    const leaves = await Promise.all(Array.from({ length: 5 }, () => departures.leave(account.id, NOW)));
    expect(leaves.filter(Boolean)).toHaveLength(1);
    expect(await accounts.findById(account.id)).toBeNull();
    expect(await accounts.findByIds([account.id])).toEqual([]);
    expect(await accounts.findByEmailKey(account.emailKey)).toBeNull();
    expect(await accounts.replacePasswordHash(account.id, account.passwordHash, 'other')).toBe(false);

    const next = buildAccount({ emailKey: account.emailKey });
    await accounts.insertAccount(next);
    expect((await accounts.findByEmailKey(account.emailKey))?.account.id).toBe(next.id);
    await expect(accounts.insertAccount(buildAccount({ emailKey: account.emailKey }))).rejects.toMatchObject({
      code: 'EMAIL_TAKEN',
    });
    expect(await departures.leave('nobody', NOW)).toBe(false);
  });

  it('lists what is due of any number of tombstones until nothing is left to do', async () => {
    const { accounts, departures } = stores();
    for (const { accountId } of await departures.listDue(LATER, 100)) {
      await departures.setDue({ accountId, leftAt: NOW }, null);
    }
    const [one, two] = [buildAccount(), buildAccount()];
    for (const account of [one, two]) {
      await accounts.insertAccount(account);
      await departures.leave(account.id, NOW);
    }
    const ids = async (now: Date, limit = 10) =>
      (await departures.listDue(now, limit)).map(({ accountId }) => accountId).sort();
    expect(await ids(NOW)).toEqual([one.id, two.id].sort());
    expect(await ids(NOW, 1)).toHaveLength(1);
    await departures.setDue({ accountId: one.id, leftAt: NOW }, LATER);
    expect(await ids(NOW)).toEqual([two.id]);
    expect(await departures.listDue(LATER, 10)).toContainEqual({ accountId: one.id, leftAt: NOW });
    for (const { id } of [one, two]) await departures.setDue({ accountId: id, leftAt: NOW }, null);
    expect(await ids(LATER)).toEqual([]);
  });

  it('removes the sessions of a deleted account and no others', async () => {
    const { sessions } = stores();
    const build = (accountId: string) => ({
      id: randomUUID(),
      accountId,
      createdAt: NOW,
      renewedAt: NOW,
      device: { type: 'BOT' as const, browser: null, os: null },
      address: '192.0.2.1',
      newestHash: 'hash',
      predecessorHash: null,
      successorSalt: null,
      endedAt: null,
      endReason: null,
    });
    const [mine, ended, other] = [build('leaving'), build('leaving'), build('staying')];
    for (const session of [mine, ended, other]) await sessions.insertSession(session, LATER);
    await sessions.endSession(ended.id, 'LOGOUT', NOW);
    await sessions.removeAllSessions('leaving');
    await sessions.removeAllSessions('leaving');
    expect(await sessions.findSession(mine.id)).toBeNull();
    expect(await sessions.findSession(ended.id)).toBeNull();
    expect(await sessions.findSession(other.id)).toEqual(other);
  });

  it('forgets where the events about a deleted account came from, and nothing else', async () => {
    const { auditEvents } = stores();
    const build = (accountId: string) => ({
      id: randomUUID(),
      at: NOW,
      kind: 'LOGGED_IN' as const,
      accountId,
      actorId: null,
      sessionId: 'session',
      address: '192.0.2.1',
      device: { type: 'DESKTOP' as const, browser: 'Firefox', os: 'Linux' },
      requestId: 'request',
    });
    const [mine, other] = [build('leaving'), build('staying')];
    for (const entry of [mine, other]) await auditEvents.appendEvent(entry, LATER);
    await auditEvents.forgetOrigins('leaving');
    expect(await auditEvents.listEvents({ accountId: 'leaving' }, null, 10)).toEqual([
      { ...mine, address: null, device: { type: 'UNKNOWN', browser: null, os: null } },
    ]);
    expect(await auditEvents.listEvents({ accountId: 'staying' }, null, 10)).toEqual([other]);
  });
});
