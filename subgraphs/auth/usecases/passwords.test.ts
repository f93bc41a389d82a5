/* eslint-disable @typescript-eslint/unbound-method -- stores in memory are plain objects whose methods know no `this` */
import fc from 'fast-check';
import { anonymous, buildUseCases, callWith, tokenOf } from '../test/buildUseCases';

const NEW = 'an evening by the river';

/** Somebody signed in on two devices. */
async function signedIn(options: Parameters<typeof buildUseCases>[0] = {}) {
  const built = buildUseCases(options);
  const here = await built.useCases.register(built.person, anonymous);
  const there = await built.useCases.login(built.person, anonymous);
  await built.deliver();
  const verdict = (work: Promise<unknown>) =>
    work.then(
      () => 'ok',
      (error: unknown) =>
        (error as { reason?: string; code: string }).reason ?? (error as { code: string }).code,
    );
  const login = (password: string) =>
    verdict(built.useCases.login({ email: built.person.email, password }, anonymous));
  const isIn = (session: { accessToken: string }) =>
    built.useCases.me(callWith(session.accessToken)).then(
      () => 'ok',
      (error: unknown) => (error as { code: string }).code,
    );
  /** Asks for a link and reads it from the mail. */
  const askForReset = async () => {
    await built.useCases.requestPasswordReset({ email: built.person.email }, anonymous);
    return tokenOf((await built.deliver())[0]);
  };
  const reset = (token: string, newPassword = NEW) =>
    verdict(built.useCases.resetPassword({ token, newPassword }, anonymous));
  return { ...built, here, there, verdict, login, isIn, askForReset, reset };
}

describe('changePassword', () => {
  it('T08 replaces the password, ends every other session, keeps this one and tells the owner', async () => {
    const { useCases, person, here, there, login, isIn, deliver, events } = await signedIn();
    events.length = 0;
    const input = { currentPassword: person.password, newPassword: NEW };
    const { user } = await useCases.changePassword(input, callWith(here.accessToken));
    expect(user).toEqual(here.user);
    expect([await isIn(here), await isIn(there)]).toEqual(['ok', 'UNAUTHENTICATED']);
    expect([await login(person.password), await login(NEW)]).toEqual(['INVALID_CREDENTIALS', 'ok']);
    expect(events.map(({ kind }) => kind)).toContain('PASSWORD_CHANGED');
    expect(await deliver()).toMatchObject([
      { to: person.email, subject: 'Your password for Cloakroom was changed', link: null },
    ]);
  });

  it('T08 needs the old password', async () => {
    const { useCases, here, login, person } = await signedIn();
    const input = { currentPassword: 'not this password', newPassword: NEW };
    await expect(useCases.changePassword(input, callWith(here.accessToken))).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
      field: 'currentPassword',
    });
    expect(await login(person.password)).toBe('ok');
  });

  it.each([
    ['P01', 'short', undefined],
    ['P02', 'x'.repeat(1_000_000), undefined],
    ['P04', 'password1234', 'COMMON_PASSWORD'],
    ['P04', 'found in a breach', 'PWNED_PASSWORD'],
  ])('%s refuses a new password as register does: %.20s', async (_id, newPassword, reason) => {
    const { useCases, person, here, login } = await signedIn({ pwned: ['found in a breach'] });
    const input = { currentPassword: person.password, newPassword };
    await expect(useCases.changePassword(input, callWith(here.accessToken))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'newPassword',
      reason,
    });
    expect(await login(person.password)).toBe('ok');
  });

  it('lets one of ten changes at the same moment win', async () => {
    const { useCases, person, here, verdict, login } = await signedIn();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        verdict(
          useCases.changePassword(
            { currentPassword: person.password, newPassword: `${NEW} ${index}` },
            callWith(here.accessToken),
          ),
        ),
      ),
    );
    expect(results.filter((result) => result === 'ok')).toHaveLength(1);
    expect(await login(`${NEW} ${results.indexOf('ok')}`)).toBe('ok');
  });
});

describe('resetPassword', () => {
  it('replaces the password by the mailed link, ends all sessions and signs nobody in', async () => {
    const { askForReset, reset, isIn, here, there, login, person, deliver, stores } = await signedIn();
    const token = await askForReset();
    const sessionsBefore = stores.sessions.all.size;
    expect(await reset(token)).toBe('ok');
    expect([await isIn(here), await isIn(there)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(stores.sessions.all.size).toBe(sessionsBefore);
    expect([await login(person.password), await login(NEW)]).toEqual(['INVALID_CREDENTIALS', 'ok']);
    expect(await deliver()).toMatchObject([{ subject: 'Your password for Cloakroom was changed' }]);
  });

  it('stores the SHA-256 of a link’s token and nowhere the token', async () => {
    const { askForReset, stores } = await signedIn();
    const token = await askForReset();
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = JSON.stringify([...stores.mailLinks.all.values(), ...stores.mailOutbox.waiting.values()]);
    expect(stored).not.toContain(token);
    expect(stores.mailLinks.all.size).toBeGreaterThan(0);
  });

  it('works once, and makes every other link void that was mailed before', async () => {
    const { askForReset, reset, useCases, person, deliver, verdict } = await signedIn();
    const [first, second] = [await askForReset(), await askForReset()];
    await useCases.requestMagicLink({ email: person.email }, anonymous);
    const magic = tokenOf((await deliver())[0]);
    expect(await reset(second)).toBe('ok');
    expect(await reset(second)).toBe('LINK_INVALID');
    expect(await reset(first)).toBe('LINK_INVALID');
    expect(await verdict(useCases.loginWithMagicLink({ token: magic }, anonymous))).toBe('LINK_INVALID');
  });

  it('works for 30 minutes', async () => {
    const { askForReset, reset, wait } = await signedIn();
    const [late, soon] = [await askForReset(), await askForReset()];
    wait(30 * 60 - 1);
    expect(await reset(soon)).toBe('ok');
    wait(1);
    expect(await reset(late)).toBe('LINK_INVALID');
  });

  it.each(['', 'x', 'A'.repeat(43), '__proto__', 'x'.repeat(100_000)])(
    'answers to what is no token as to one that was used, without hashing: %.20s',
    async (token) => {
      const { useCases, hasher } = await signedIn();
      hasher.calls.length = 0;
      await expect(useCases.resetPassword({ token, newPassword: NEW }, anonymous)).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'token',
        reason: 'LINK_INVALID',
      });
      expect(hasher.calls).toEqual([]);
    },
  );

  it('lets the person try another password when the rules do not let one pass', async () => {
    const { askForReset, reset } = await signedIn({ pwned: ['found in a breach'] });
    const token = await askForReset();
    expect(await reset(token, 'password1234')).toBe('COMMON_PASSWORD');
    expect(await reset(token, 'found in a breach')).toBe('PWNED_PASSWORD');
    expect(await reset(token)).toBe('ok');
  });

  it('does nothing with a link of another kind', async () => {
    const { useCases, person, deliver, reset } = await signedIn();
    await useCases.requestMagicLink({ email: person.email }, anonymous);
    expect(await reset(tokenOf((await deliver())[0]))).toBe('LINK_INVALID');
  });

  it('works at most once, in whatever way 20 of them come at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { askForReset, useCases, stores, verdict } = await signedIn();
        const token = await askForReset();
        for (const name of ['findLink', 'takeLink'] as const) {
          stores.mailLinks[name] = scheduler.scheduleFunction(stores.mailLinks[name]);
        }
        stores.accounts.setPassword = scheduler.scheduleFunction(stores.accounts.setPassword);
        const results = Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            verdict(useCases.resetPassword({ token, newPassword: `${NEW} ${index}` }, anonymous)),
          ),
        );
        await scheduler.waitFor(results);
        const counted = await results;
        expect(counted.filter((result) => result === 'ok')).toHaveLength(1);
        expect(counted.filter((result) => result === 'LINK_INVALID')).toHaveLength(19);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves no session of the old password, wherever the process dies in between', async () => {
    const steps = ['takeLink', 'setPassword', 'endAllSessions', 'dropLinks'] as const;
    for (const step of steps) {
      const { askForReset, reset, isIn, here, there, stores, login, person } = await signedIn();
      const token = await askForReset();
      const all = { ...stores.accounts, ...stores.sessions, ...stores.mailLinks };
      let calls = 0;
      // Dies after the step was taken; endAllSessions on its second time.
      const dying = async (...given: never[]) => {
        const result = await (all[step] as (...given: never[]) => Promise<unknown>)(...given);
        calls += 1;
        if (step !== 'endAllSessions' || calls === 2) throw new Error('died');
        return result;
      };
      for (const store of [stores.accounts, stores.sessions, stores.mailLinks]) {
        if (step in store) Object.assign(store, { [step]: dying });
      }
      await reset(token);
      Object.assign(stores.accounts, { setPassword: all.setPassword });
      const isReplaced = (await login(NEW)) === 'ok';
      expect(await login(person.password)).toBe(isReplaced ? 'INVALID_CREDENTIALS' : 'ok');
      expect([await isIn(here), await isIn(there)]).toEqual(
        isReplaced || step === 'takeLink' ? expect.anything() : ['ok', 'ok'],
      );
      if (isReplaced) expect([await isIn(here), await isIn(there)]).toEqual(Array(2).fill('UNAUTHENTICATED'));
    }
  });
});

describe('P06 requestPasswordReset and requestMagicLink', () => {
  it.each(['requestPasswordReset', 'requestMagicLink', 'requestEmailVerification'] as const)(
    'P06 %s does the same work and gives the same answer for every address, and mails only to accounts',
    async (name) => {
      const { useCases, person, hasher, stores, events, deliver, wait } = await signedIn();
      const seen: unknown[] = [];
      const sent: number[] = [];
      for (const email of [person.email, 'nobody@example.com']) {
        for (const calls of [hasher.calls, events, stores.accounts.queries]) calls.length = 0;
        const answer = await useCases[name]({ email }, anonymous);
        seen.push({
          answer,
          hasher: [...hasher.calls],
          events: [...events],
          queries: [...stores.accounts.queries],
          waiting: stores.mailOutbox.waiting.size,
        });
        sent.push((await deliver()).length);
        wait(1);
      }
      expect(seen[0]).toEqual({ answer: { success: true }, hasher: [], events: [], queries: [], waiting: 1 });
      expect(seen[1]).toEqual(seen[0]);
      expect(sent).toEqual([1, 0]);
    },
  );

  it('remembers whose link was asked for, once it is known', async () => {
    const { useCases, person, events, deliver, here } = await signedIn();
    events.length = 0;
    await useCases.requestPasswordReset({ email: person.email }, anonymous);
    await deliver();
    expect(events).toEqual([{ kind: 'PASSWORD_RESET_REQUESTED', accountId: here.user.id }]);
  });

  it('P07 mails no address more than five times in an hour', async () => {
    const { useCases } = buildUseCases();
    const ask = (email: string) => useCases.requestPasswordReset({ email }, anonymous);
    for (let time = 0; time < 5; time += 1) await ask('ada@example.com');
    await expect(ask('ADA@example.com')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(ask('bob@example.com')).resolves.toEqual({ success: true });
  });
});
