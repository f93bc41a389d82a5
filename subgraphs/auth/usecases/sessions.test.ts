import type { Client } from '../../../platform/identity';
import { anonymous, buildUseCases, callWith, DAY_SECONDS } from '../test/buildUseCases';
import type { Call } from './call';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const from = (client: Partial<Client>, call: Call = anonymous): Call => ({
  ...call,
  client: { ...call.client, ...client },
});

/** A person signed in on two devices, one after the other. */
async function signInTwice() {
  const built = buildUseCases();
  const { useCases, person, wait } = built;
  const laptop = await useCases.register(person, from({ userAgent: FIREFOX, address: '192.0.2.1' }));
  wait(60);
  const script = await useCases.login(person, from({ userAgent: 'curl/8.5.0', address: '2001:db8::1' }));
  const list = (call: Call, page = { first: 20 }, userId = laptop.user.id) =>
    useCases.listSessions({ userId, ...page }, call);
  const sessionIdOf = ({ accessToken }: { accessToken: string }) =>
    (JSON.parse(accessToken) as { sessionId: string }).sessionId;
  return { ...built, laptop, script, list, sessionIdOf };
}

it('lists the devices one is signed in on, the newest first, and tells which one is asking', async () => {
  const { laptop, script, list } = await signInTwice();
  expect(await list(callWith(laptop.accessToken))).toMatchObject({
    totalCount: 2,
    hasNextPage: false,
    items: [
      {
        device: { name: 'curl', type: 'UNKNOWN', browser: 'curl', os: null },
        address: '2001:db8::1',
        isCurrent: false,
        createdAt: new Date('2030-01-01T00:01:00Z'),
      },
      {
        device: { name: 'Firefox on Linux', type: 'DESKTOP' },
        address: '192.0.2.1',
        isCurrent: true,
        createdAt: new Date('2030-01-01T00:00:00Z'),
      },
    ],
  });
  expect((await list(callWith(script.accessToken)))?.items.map(({ isCurrent }) => isCurrent)).toEqual([
    true,
    false,
  ]);
});

it('tells when and from where a session was used last', async () => {
  const { useCases, laptop, list, wait } = await signInTwice();
  wait(3600);
  const { accessToken } = await useCases.refreshSession(
    { refreshToken: laptop.refreshToken },
    from({ address: '198.51.100.7' }),
  );
  const mine = (await list(callWith(accessToken)))?.items.find(({ isCurrent }) => isCurrent);
  expect(mine).toMatchObject({
    address: '198.51.100.7',
    createdAt: new Date('2030-01-01T00:00:00Z'),
    lastUsedAt: new Date('2030-01-01T01:01:00Z'),
    device: { name: 'Firefox on Linux' },
  });
});

it('Z03 shows sessions to the person itself and to admins, and to nobody else', async () => {
  const { useCases, laptop, list, stores } = await signInTwice();
  const other = await useCases.register(
    { email: 'bob@example.com', password: 'a long walk in the sun', name: 'Bob' },
    anonymous,
  );
  const call = callWith(other.accessToken);
  expect(await list(call)).toBeNull();
  expect(await list(anonymous)).toBeNull();
  await stores.accountDirectory.addRole(other.user.id, 'admin');
  expect((await list(call))?.items.map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
  expect((await list(call, undefined, 'nobody'))?.totalCount).toBe(0);
  await useCases.logout({}, callWith(laptop.accessToken));
  await expect(list(callWith(laptop.accessToken))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('R05 lists no session that has ended, by itself or by its person', async () => {
  const { useCases, script, laptop, list, wait } = await signInTwice();
  await useCases.logout({ refreshToken: script.refreshToken }, anonymous);
  expect((await list(callWith(laptop.accessToken)))?.totalCount).toBe(1);
  wait(13 * DAY_SECONDS);
  const { accessToken } = await useCases.login(buildLogin(laptop), anonymous);
  expect((await list(callWith(accessToken)))?.totalCount).toBe(2);
  wait(2 * DAY_SECONDS);
  expect((await list(callWith(accessToken)))?.totalCount).toBe(1);
});

const buildLogin = ({ user }: { user: { email: string | null } }) => ({
  email: user.email ?? '',
  password: 'a long walk in the rain',
});

it('G11 has at most 100 live sessions for an account, and ends those used least lately', async () => {
  const { useCases, person, laptop, script, list, wait, events } = await signInTwice();
  wait(60);
  const { accessToken } = await useCases.refreshSession({ refreshToken: laptop.refreshToken }, anonymous);
  for (let count = 0; count < 99; count += 1) {
    wait(1);
    await useCases.login(person, anonymous);
  }
  const page = await list(callWith(accessToken), { first: 100 });
  expect(page).toMatchObject({ totalCount: 100, hasNextPage: false });
  expect(page?.items.some(({ isCurrent }) => isCurrent)).toBe(true);
  await expect(useCases.me(callWith(script.accessToken))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(events.filter(({ kind }) => kind === 'LOGGED_IN')).toHaveLength(100);
});

it('R05 revokes one session from another, again and again if need be', async () => {
  const { useCases, laptop, script, sessionIdOf, events } = await signInTwice();
  const input = { sessionId: sessionIdOf(script) };
  const call = callWith(laptop.accessToken);
  expect(await useCases.revokeSession(input, call)).toEqual({ revokedSessionId: input.sessionId });
  expect(await useCases.revokeSession(input, call)).toEqual({ revokedSessionId: input.sessionId });
  await expect(
    useCases.refreshSession({ refreshToken: script.refreshToken }, anonymous),
  ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(useCases.me(callWith(script.accessToken))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await useCases.me(call)).id).toBe(laptop.user.id);
  expect(events.slice(2)).toEqual([{ kind: 'SESSION_REVOKED', accountId: laptop.user.id, ...input }]);
});

it('R05 revokes the session that asks for it', async () => {
  const { useCases, laptop, sessionIdOf } = await signInTwice();
  const call = callWith(laptop.accessToken);
  await useCases.revokeSession({ sessionId: sessionIdOf(laptop) }, call);
  await expect(useCases.me(call)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('Z01 answers for somebody else’s session as for one that does not exist', async () => {
  const { useCases, laptop, script, sessionIdOf } = await signInTwice();
  const other = await useCases.register(
    { email: 'eve@example.com', password: 'a long walk in the fog', name: 'Eve' },
    anonymous,
  );
  for (const sessionId of [sessionIdOf(laptop), 'none', '']) {
    await expect(useCases.revokeSession({ sessionId }, callWith(other.accessToken))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  await expect(useCases.revokeSession({ sessionId: sessionIdOf(laptop) }, anonymous)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect((await useCases.me(callWith(script.accessToken))).id).toBe(laptop.user.id);
});
