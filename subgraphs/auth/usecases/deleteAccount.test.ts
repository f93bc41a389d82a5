import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';
import { createMemoryStores } from '../test/memory/memoryStores';
import { Killed, mortal } from '../test/mortal';

const proof = { password: 'a long walk in the rain' };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as { code: string }).code,
  );

it('T08 deletes the account at once: no token, no sign-in, no name is left of it', async () => {
  const { useCases, person, stores, events } = buildUseCases();
  const phone = await useCases.register(person, anonymous);
  const laptop = await useCases.login(person, anonymous);
  const other = await useCases.register({ ...person, email: 'bob@example.com' }, anonymous);
  const { id } = laptop.user;
  expect(await useCases.deleteAccount(proof, callWith(laptop.accessToken))).toEqual({ deletedUserId: id });

  for (const { accessToken, refreshToken } of [phone, laptop]) {
    expect(await codeOf(useCases.me(callWith(accessToken)))).toBe('UNAUTHENTICATED');
    expect(await codeOf(useCases.refreshSession({ refreshToken }, anonymous))).toBe('UNAUTHENTICATED');
    expect(await codeOf(useCases.deleteAccount(proof, callWith(accessToken)))).toBe('UNAUTHENTICATED');
  }
  expect(await codeOf(useCases.login(person, anonymous))).toBe('INVALID_CREDENTIALS');
  const call = callWith(other.accessToken);
  expect(await codeOf(useCases.user({ id }, call))).toBe('NOT_FOUND');
  expect(await useCases.findUsers([id, other.user.id], call)).toMatchObject([null, { id: other.user.id }]);
  expect((await useCases.readAccountEvents({ limit: 10 })).events).toMatchObject([
    { kind: 'ACCOUNT_DELETED', accountId: id },
  ]);
  expect(events).toContainEqual(expect.objectContaining({ kind: 'ACCOUNT_DELETED', accountId: id }));
  expect([...stores.sessions.all.values()].filter(({ accountId }) => accountId === id)).toEqual([]);
});

it('P06 answers for a deleted account as for an unknown address, after the same work', async () => {
  const { useCases, person, hasher } = buildUseCases();
  const { accessToken } = await useCases.register(person, anonymous);
  await useCases.deleteAccount(proof, callWith(accessToken));
  const attempt = async (email: string) => {
    hasher.calls.length = 0;
    const code = await codeOf(useCases.login({ email, password: person.password }, anonymous));
    return [code, [...hasher.calls]];
  };
  expect(await attempt(person.email)).toEqual(await attempt('nobody@example.com'));
});

it('lets the same address open another account at once', async () => {
  const { useCases, person } = buildUseCases();
  const before = await useCases.register(person, anonymous);
  await useCases.deleteAccount(proof, callWith(before.accessToken));
  const after = await useCases.register(person, anonymous);
  expect(after.user.id).not.toBe(before.user.id);
  expect((await useCases.login(person, anonymous)).user.id).toBe(after.user.id);
  expect(await codeOf(useCases.me(callWith(before.accessToken)))).toBe('UNAUTHENTICATED');
});

it('leaves the account alone without the right password', async () => {
  const { useCases, person } = buildUseCases();
  const { accessToken } = await useCases.register(person, anonymous);
  const call = callWith(accessToken);
  expect(await codeOf(useCases.deleteAccount({ password: 'not it' }, call))).toBe('INVALID_CREDENTIALS');
  expect(await codeOf(useCases.deleteAccount(proof, anonymous))).toBe('UNAUTHENTICATED');
  expect((await useCases.readAccountEvents({ limit: 10 })).events).toEqual([]);
  expect((await useCases.me(call)).email).toBe(person.email);
});

/** Everything that deleteAccount and what finishes it write to. */
const mortalPorts = (stores: ReturnType<typeof createMemoryStores>) => {
  const { accounts, departures, sessions, accountEvents, mailLinks, auditEvents } = stores;
  return { accounts, departures, sessions, accountEvents, mailLinks, auditEvents };
};

it('K finishes a deletion wherever the process was killed, and tells of it once', async () => {
  let calls = 0;
  for (let call = 0; call <= calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const stores = createMemoryStores();
      const { useCases, person } = buildUseCases({ stores });
      const { accessToken, user } = await useCases.register(person, anonymous);
      const dying = mortal(mortalPorts(stores), call === 0 ? null : { call, when });
      const doomed = buildUseCases({ stores: { ...stores, ...dying.ports } });
      await doomed.useCases.deleteAccount(proof, callWith(accessToken)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Killed);
      });
      if (call === 0) calls = dying.calls();

      // Another process; the person tries again if the answer got lost.
      const healthy = buildUseCases({ stores });
      await healthy.useCases.finishDepartures();
      await healthy.useCases.deleteAccount(proof, callWith(accessToken)).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'UNAUTHENTICATED' });
      });
      healthy.wait(61);
      await healthy.useCases.finishDepartures();
      expect(await codeOf(healthy.useCases.login(person, anonymous))).toBe('INVALID_CREDENTIALS');
      expect(stores.accountEvents.all).toMatchObject([
        { kind: 'ACCOUNT_DELETED', accountId: user.id, sequence: 1 },
      ]);
      expect(stores.sessions.all.size).toBe(0);
      expect(await stores.departures.listDue(new Date('2100-01-01'), 10)).toEqual([]);
    }
  }
  expect(calls).toBeGreaterThanOrEqual(7);
});

it('K ends a session that was opened while the account was deleted', async () => {
  const stores = createMemoryStores();
  let meanwhile = async (): Promise<unknown> => undefined;
  const insertSession = stores.sessions.insertSession.bind(stores.sessions);
  stores.sessions.insertSession = async (session, forgetAt) => {
    await meanwhile();
    await insertSession(session, forgetAt);
  };
  const { useCases, person, wait } = buildUseCases({ stores });
  const { accessToken } = await useCases.register(person, anonymous);
  meanwhile = () => useCases.deleteAccount(proof, callWith(accessToken));
  expect(await codeOf(useCases.login(person, anonymous))).toBe('INVALID_CREDENTIALS');
  wait(61);
  await useCases.finishDepartures();
  expect(stores.sessions.all.size).toBe(0);
});
