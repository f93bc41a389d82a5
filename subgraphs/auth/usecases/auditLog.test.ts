import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../domain/auditEvent';
import { encodeCursor } from '../domain/page';
import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';

const at = (second: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, second));

async function build() {
  const built = buildUseCases();
  const { useCases, person, stores } = built;
  const { user, accessToken } = await useCases.register(person, anonymous);
  const entry = (id: string, second: number, accountId: string | null = user.id): AuditEntry => ({
    id,
    at: at(second),
    kind: 'LOGGED_IN',
    accountId,
    actorId: null,
    sessionId: null,
    address: null,
    device: { type: 'DESKTOP', browser: 'Firefox', os: 'Linux' },
    requestId: 'r',
  });
  for (const [id, second] of [
    ['a', 1],
    ['b', 2],
    ['c', 2],
    ['d', 3],
  ] as const) {
    await stores.auditEvents.appendEvent(entry(id, second), at(99));
  }
  await stores.auditEvents.appendEvent(entry('other', 2, 'other'), at(99));
  await stores.auditEvents.appendEvent(entry('nobody', 2, null), at(99));
  /** Signs somebody in whose account has these roles. */
  const signUp = async (roles: string[]) => {
    const email = `${randomUUID()}@example.com`;
    await stores.accounts.insertAccount({
      id: randomUUID(),
      email,
      emailKey: email,
      name: 'Bob',
      roles,
      createdAt: at(0),
      secondFactor: null,
      emailVerifiedAt: null,
      disabledAt: null,
      securityVersion: 0,
      passwordHash: `12:${person.password}`,
    });
    const { accessToken: token } = await useCases.login({ email, password: person.password }, anonymous);
    return callWith(token);
  };
  return { ...built, userId: user.id, self: callWith(accessToken), signUp };
}

it('shows people what happened to their account, newest first, page by page', async () => {
  const { useCases, userId, self } = await build();
  const first = await useCases.userAuditLog({ userId, first: 3 }, self);
  expect(first?.items.map(({ id }) => id)).toEqual(['d', 'c', 'b']);
  expect(first?.items[0]?.device.name).toBe('Firefox on Linux');
  expect(first).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const last = first?.items.at(-1);
  const after = encodeCursor(last!);
  const second = await useCases.userAuditLog({ userId, first: 3, after }, self);
  expect(second?.items.map(({ id }) => id)).toEqual(['a']);
  expect(second).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  expect(await second?.countAll()).toBe(4);
});

it('Z03 shows people which admin changed their account, and not from where', async () => {
  const { useCases, userId, self, signUp, stores } = await build();
  const event: AuditEntry = {
    id: 'e',
    at: at(9),
    kind: 'ACCOUNT_ENABLED',
    accountId: userId,
    actorId: 'an admin',
    sessionId: 'session of the admin',
    address: '203.0.113.7',
    device: { type: 'DESKTOP', browser: 'Firefox', os: 'Linux' },
    requestId: 'r',
  };
  await stores.auditEvents.appendEvent(event, at(99));
  const seenBy = async (call: typeof self) =>
    (await useCases.userAuditLog({ userId, first: 1 }, call))?.items[0];
  expect(await seenBy(self)).toMatchObject({
    kind: 'ACCOUNT_ENABLED',
    actorId: 'an admin',
    sessionId: null,
    address: null,
    device: { name: 'Unknown device', type: 'UNKNOWN', browser: null, os: null },
  });
  expect(await seenBy(await signUp(['admin']))).toMatchObject({
    address: '203.0.113.7',
    sessionId: 'session of the admin',
    device: { name: 'Firefox on Linux' },
  });
});

it('Z03 shows others nothing of it', async () => {
  const { useCases, userId, signUp } = await build();
  expect(await useCases.userAuditLog({ userId, first: 3 }, await signUp([]))).toBeNull();
  expect(await useCases.userAuditLog({ userId, first: 3 }, anonymous)).toBeNull();
});

it('shows admins the events of a person, of all, and those a filter names', async () => {
  const { useCases, userId, signUp } = await build();
  const admin = await signUp(['admin']);
  const ids = async (filter: object) =>
    (await useCases.auditLog({ first: 9, filter }, admin)).items.map((e) => e.id);
  expect((await useCases.userAuditLog({ userId, first: 9 }, admin))?.items).toHaveLength(4);
  expect(await ids({})).toEqual(['d', 'other', 'nobody', 'c', 'b', 'a']);
  expect(await ids({ accountId: 'other' })).toEqual(['other']);
  expect(await ids({ from: at(3) })).toEqual(['d']);
  expect(await ids({ kinds: ['LOGGED_OUT'] })).toEqual([]);
});

it('Z01 refuses everybody else the events of all, also one whose token still says admin', async () => {
  const { useCases, signUp } = await build();
  const nobody = await signUp([]);
  await expect(useCases.auditLog({ first: 1 }, nobody)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  if (nobody.caller.kind !== 'user') throw new Error('a person was signed up');
  const lost = { ...nobody, caller: { ...nobody.caller, roles: ['admin'] } };
  await expect(useCases.auditLog({ first: 1 }, lost)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(useCases.auditLog({ first: 1 }, anonymous)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it.each([0, 101, -1])('G11 refuses pages of %d', async (first) => {
  const { useCases, userId, self } = await build();
  await expect(useCases.userAuditLog({ userId, first }, self)).rejects.toMatchObject({ field: 'first' });
});

it('exports what is kept, and remembers that it was', async () => {
  const { useCases, self, userId, person, events } = await build();
  expect(await useCases.exportAccount(self)).toMatchObject({ userId, user: { email: person.email } });
  expect(events.at(-1)).toMatchObject({ kind: 'ACCOUNT_EXPORTED', accountId: userId });
  await expect(useCases.exportAccount(anonymous)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
