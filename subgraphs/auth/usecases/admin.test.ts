import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';

/** An installation with an admin, Ada, and Bob, who is none. */
async function buildTwo() {
  const built = buildUseCases();
  const { useCases, person, stores } = built;
  const bobsInput = { ...person, email: `bob.${person.email}`, name: 'Bob' };
  const adaSession = await useCases.register(person, anonymous);
  const bobSession = await useCases.register(bobsInput, anonymous);
  await stores.accountDirectory.addRole(adaSession.user.id, 'admin');
  built.events.length = 0;
  return {
    ...built,
    bobsInput,
    bobSession,
    adaId: adaSession.user.id,
    bobId: bobSession.user.id,
    ada: callWith(adaSession.accessToken),
    bob: callWith(bobSession.accessToken),
    kinds: () => built.events.map(({ kind }) => kind),
  };
}

const list = { first: 20, orderBy: 'OLDEST_FIRST' } as const;

it('Z03 lists accounts for admins, with what only they see', async () => {
  const { useCases, ada, bobId, person } = await buildTwo();
  const page = await useCases.users(list, ada);
  expect(page.items.map(({ name, roles }) => [name, roles]).sort()).toEqual([
    ['Ada', ['admin']],
    ['Bob', []],
  ]);
  expect(await page.countAll()).toBe(2);
  const found = await useCases.users({ ...list, filter: { search: ` BOB.${person.email}` } }, ada);
  expect(found.items).toMatchObject([{ id: bobId, email: `bob.${person.email}` }]);
  expect((await useCases.users({ ...list, filter: { role: 'admin' } }, ada)).items).toHaveLength(1);
  expect((await useCases.users({ ...list, filter: { isDisabled: true } }, ada)).items).toEqual([]);
  await expect(useCases.users({ ...list, first: 101 }, ada)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

it.each(['\u0000', 'ada\u0007', 'a'.repeat(255)])('G10 refuses to search for %j', async (search) => {
  const { useCases, ada } = await buildTwo();
  await expect(useCases.users({ ...list, filter: { search } }, ada)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'search',
  });
});

it('Z01 Z02 refuses everybody else, whatever the token says, alike for ids that are and are not', async () => {
  const { useCases, adaId, bob, bobId } = await buildTwo();
  const pretender = { ...bob, caller: { ...bob.caller, roles: ['admin'] } } as typeof bob;
  for (const [call, code] of [
    [anonymous, 'UNAUTHENTICATED'],
    [bob, 'FORBIDDEN'],
    [pretender, 'FORBIDDEN'],
  ] as const) {
    for (const userId of [adaId, bobId, 'nobody']) {
      for (const attempt of [
        useCases.users(list, call),
        useCases.disableUser({ userId }, call),
        useCases.enableUser({ userId }, call),
        useCases.grantRole({ userId, role: 'admin' }, call),
        useCases.revokeRole({ userId, role: 'admin' }, call),
      ]) {
        await expect(attempt).rejects.toMatchObject({ code });
      }
    }
  }
  expect((await useCases.user({ id: adaId }, pretender)).email).toBeNull();
});

it('Z03 shows an admin the e-mail address of others, and their sessions', async () => {
  const { useCases, ada, bobId, person } = await buildTwo();
  const roles = ['admin'];
  const withRole = { ...ada, caller: { ...ada.caller, roles } } as typeof ada;
  expect((await useCases.user({ id: bobId }, withRole)).email).toBe(`bob.${person.email}`);
  expect((await useCases.listSessions({ userId: bobId, first: 20 }, ada))?.items).toHaveLength(1);
});

it('says NOT_FOUND for an account that does not exist', async () => {
  const { useCases, ada } = await buildTwo();
  const userId = 'nobody';
  for (const attempt of [
    useCases.disableUser({ userId }, ada),
    useCases.enableUser({ userId }, ada),
    useCases.grantRole({ userId, role: 'admin' }, ada),
    useCases.revokeRole({ userId, role: 'admin' }, ada),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

it('T08 ends all sessions of a disabled account and lets nobody in until it is enabled', async () => {
  const { useCases, ada, adaId, bob, bobId, bobSession, bobsInput, kinds, stores, events } = await buildTwo();
  const { user } = await useCases.disableUser({ userId: bobId }, ada);
  expect(user.disabledAt).toEqual(expect.any(Date));
  await expect(useCases.me(bob)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const { refreshToken } = bobSession;
  await expect(useCases.refreshSession({ refreshToken }, anonymous)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  await expect(useCases.login(bobsInput, anonymous)).rejects.toMatchObject({ reason: 'ACCOUNT_DISABLED' });
  expect([...stores.sessions.all.values()].map(({ endReason }) => endReason)).toContain('ACCOUNT_DISABLED');
  await useCases.disableUser({ userId: bobId }, ada);

  expect((await useCases.enableUser({ userId: bobId }, ada)).user.disabledAt).toBeNull();
  await useCases.enableUser({ userId: bobId }, ada);
  await expect(useCases.login(bobsInput, anonymous)).resolves.toBeDefined();
  await expect(useCases.me(bob)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(kinds()).toEqual(['ACCOUNT_DISABLED', 'ACCOUNT_ENABLED', 'LOGGED_IN']);
  expect(events[0]).toMatchObject({ accountId: bobId, actorId: adaId });
});

it('refuses an admin to disable itself', async () => {
  const { useCases, ada, adaId } = await buildTwo();
  await expect(useCases.disableUser({ userId: adaId }, ada)).rejects.toMatchObject({
    code: 'CONFLICT',
    reason: 'OWN_ACCOUNT',
  });
});

it('gives a role that holds at once, and takes it with all sessions', async () => {
  const { useCases, ada, bob, bobId, kinds } = await buildTwo();
  await useCases.grantRole({ userId: bobId, role: 'admin' }, ada);
  const { user } = await useCases.grantRole({ userId: bobId, role: 'admin' }, ada);
  expect(user.roles).toEqual(['admin']);
  await expect(useCases.users(list, bob)).resolves.toBeDefined();
  expect((await useCases.revokeRole({ userId: bobId, role: 'admin' }, ada)).user.roles).toEqual([]);
  await expect(useCases.users(list, bob)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(kinds()).toEqual(['ROLE_GRANTED', 'ROLE_REVOKED']);
});

it('lets no last admin delete itself, also when two leave at the same moment', async () => {
  const { useCases, ada, adaId, bob, bobId, person, stores } = await buildTwo();
  const proof = { password: person.password };
  const alone = { code: 'CONFLICT', reason: 'LAST_ADMIN' };
  await expect(useCases.deleteAccount(proof, ada)).rejects.toMatchObject(alone);
  expect(await useCases.me(ada)).toMatchObject({ id: adaId, roles: ['admin'] });
  await useCases.grantRole({ userId: bobId, role: 'admin' }, ada);
  await Promise.allSettled([useCases.deleteAccount(proof, ada), useCases.deleteAccount(proof, bob)]);
  expect(
    await stores.accountDirectory.countAccounts({ role: 'admin', isDisabled: false }),
  ).toBeGreaterThanOrEqual(1);
});

it('lets an admin go when there is another one', async () => {
  const { useCases, ada, adaId, bobId, person } = await buildTwo();
  await useCases.grantRole({ userId: bobId, role: 'admin' }, ada);
  expect(await useCases.deleteAccount({ password: person.password }, ada)).toEqual({ deletedUserId: adaId });
});

it('keeps the last admin, also when two take the role from each other at the same moment', async () => {
  const { useCases, ada, adaId, bob, bobId, stores } = await buildTwo();
  const alone = { code: 'CONFLICT', reason: 'LAST_ADMIN' };
  await expect(useCases.revokeRole({ userId: adaId, role: 'admin' }, ada)).rejects.toMatchObject(alone);
  await expect(useCases.users(list, ada)).resolves.toBeDefined();

  for (const work of ['revokeRole', 'disableUser'] as const) {
    await useCases.grantRole({ userId: bobId, role: 'admin' }, ada);
    await Promise.allSettled([
      useCases[work]({ userId: bobId, role: 'admin' }, ada),
      useCases[work]({ userId: adaId, role: 'admin' }, bob),
    ]);
    const left = await stores.accountDirectory.countAccounts({ role: 'admin', isDisabled: false });
    expect(left).toBeGreaterThan(0);
    if (left < 2) break;
  }
});
