import { anonymous, buildUseCases, callWith, tokenOf } from '../test/buildUseCases';

type Refused = { code: string; reason?: string };
const verdict = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as Refused).reason ?? (error as Refused).code,
  );

/** Somebody who has just registered; the mail that came of it. */
async function registered(options: Parameters<typeof buildUseCases>[0] = {}) {
  const built = buildUseCases(options);
  const session = await built.useCases.register(built.person, anonymous);
  const [mail] = await built.deliver();
  const call = callWith(session.accessToken);
  const isVerified = async () => (await built.useCases.me(call)).emailVerifiedAt !== null;
  const login = (email = built.person.email) =>
    verdict(built.useCases.login({ email, password: built.person.password }, anonymous));
  return { ...built, session, mail, call, isVerified, login };
}

describe('verifyEmail', () => {
  it('verifies the address by the link that register mailed, once', async () => {
    const { useCases, person, mail, isVerified, events } = await registered();
    expect(mail).toMatchObject({
      to: person.email,
      subject: 'Verify your e-mail address for Cloakroom',
    });
    expect(mail!.link).toMatch(/^https:\/\/app\.example\.com\/account\/verify-email#token=[\w-]{43}$/);
    expect(await isVerified()).toBe(false);
    const { user } = await useCases.verifyEmail({ token: tokenOf(mail) }, anonymous);
    expect(user).toMatchObject({ email: person.email, emailVerifiedAt: new Date('2030-01-01T00:00:00Z') });
    expect(await isVerified()).toBe(true);
    expect(events.map(({ kind }) => kind)).toContain('EMAIL_VERIFIED');
    expect(await verdict(useCases.verifyEmail({ token: tokenOf(mail) }, anonymous))).toBe('LINK_INVALID');
  });

  it('works for 24 hours', async () => {
    const { useCases, mail, wait } = await registered();
    wait(24 * 3600);
    expect(await verdict(useCases.verifyEmail({ token: tokenOf(mail) }, anonymous))).toBe('LINK_INVALID');
  });

  it('works at most once when 20 come at the same moment', async () => {
    const { useCases, mail } = await registered();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => verdict(useCases.verifyEmail({ token: tokenOf(mail) }, anonymous))),
    );
    expect(results.filter((result) => result === 'ok')).toHaveLength(1);
  });

  it('mails another link to whoever is signed in, and none once the address is verified', async () => {
    const { useCases, call, deliver } = await registered();
    await useCases.requestEmailVerification({}, call);
    const [again] = await deliver();
    await useCases.verifyEmail({ token: tokenOf(again) }, anonymous);
    await useCases.requestEmailVerification({}, call);
    expect(await deliver()).toEqual([]);
    expect(await verdict(useCases.requestEmailVerification({}, anonymous))).toBe('UNAUTHENTICATED');
  });
});

describe('a change of the address', () => {
  const NEW = 'Ada.New@example.com';

  it('happens by the link that went to the new address, and tells the old one', async () => {
    const { useCases, person, call, deliver, login, events } = await registered();
    await useCases.requestEmailChange({ newEmail: NEW, password: person.password }, call);
    const [mail] = await deliver();
    expect(mail).toMatchObject({ to: NEW, subject: 'Confirm your new e-mail address for Cloakroom' });
    expect((await useCases.me(call)).email).toBe(person.email);
    const { user } = await useCases.confirmEmailChange({ token: tokenOf(mail) }, anonymous);
    expect(user).toMatchObject({ email: NEW, emailVerifiedAt: expect.any(Date) as Date });
    expect(await deliver()).toMatchObject([
      { to: person.email, subject: 'Your e-mail address for Cloakroom was changed', link: null },
    ]);
    expect([await login(), await login(NEW.toUpperCase())]).toEqual(['INVALID_CREDENTIALS', 'ok']);
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['EMAIL_CHANGE_REQUESTED', 'EMAIL_CHANGED']),
    );
  });

  it('needs the password', async () => {
    const { useCases, call, deliver } = await registered();
    const input = { newEmail: NEW, password: 'not this password' };
    expect(await verdict(useCases.requestEmailChange(input, call))).toBe('INVALID_CREDENTIALS');
    expect(await deliver()).toEqual([]);
  });

  it.each(['nowhere', 'ada@example.com\r\nbcc: eve@example.com', ''])(
    'refuses what is no address: %j',
    async (newEmail) => {
      const { useCases, call, person } = await registered();
      await expect(
        useCases.requestEmailChange({ newEmail, password: person.password }, call),
      ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'newEmail' });
    },
  );

  it('makes links void that were mailed to the old address', async () => {
    const { useCases, person, call, deliver, mail: verification } = await registered();
    await useCases.requestPasswordReset({ email: person.email }, anonymous);
    const reset = tokenOf((await deliver())[0]);
    await useCases.requestEmailChange({ newEmail: NEW, password: person.password }, call);
    await useCases.confirmEmailChange({ token: tokenOf((await deliver())[0]) }, anonymous);
    const newPassword = 'an evening by the river';
    expect(await verdict(useCases.resetPassword({ token: reset, newPassword }, anonymous))).toBe(
      'LINK_INVALID',
    );
    const token = tokenOf(verification);
    expect(await verdict(useCases.verifyEmail({ token }, anonymous))).toBe('LINK_INVALID');
  });

  it('P06 does not say to a stranger whether the new address has an account; its mailbox learns of it', async () => {
    const { useCases, person, call, deliver, hasher, stores } = await registered();
    const other = { ...person, email: 'taken@example.com' };
    await useCases.register(other, anonymous);
    await deliver();
    const seen = [];
    for (const newEmail of ['taken@example.com', 'free@example.com']) {
      hasher.calls.length = stores.accounts.queries.length = 0;
      const answer = await useCases.requestEmailChange({ newEmail, password: person.password }, call);
      seen.push({ answer, hasher: [...hasher.calls], queries: [...stores.accounts.queries] });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect((await deliver()).map(({ to, subject }) => [to, subject])).toEqual([
      ['taken@example.com', 'You have an account at Cloakroom'],
      ['free@example.com', 'Confirm your new e-mail address for Cloakroom'],
    ]);
  });

  it.each(['changePassword', 'a reset link', 'a sign-in link'])(
    'is over with %s, also for a mail that was still waiting and for its link',
    async (way) => {
      const { useCases, person, call, deliver, login, mailer, wait } = await registered();
      const ask = () => useCases.requestEmailChange({ newEmail: NEW, password: person.password }, call);
      await ask();
      const early = tokenOf((await deliver())[0]);
      // The mail server of the new address takes no mail for a while.
      const send = mailer.send.bind(mailer);
      mailer.send = () => Promise.reject(new Error('try later'));
      await ask();
      await deliver();
      mailer.send = send;
      const newPassword = 'an evening by the river';
      const take = async () => tokenOf((await deliver()).find(({ to }) => to === person.email));
      if (way === 'changePassword') {
        await useCases.changePassword({ currentPassword: person.password, newPassword }, call);
      } else if (way === 'a reset link') {
        await useCases.requestPasswordReset({ email: person.email }, anonymous);
        await useCases.resetPassword({ token: await take(), newPassword }, anonymous);
      } else {
        await useCases.requestMagicLink({ email: person.email }, anonymous);
        await useCases.loginWithMagicLink({ token: await take() }, anonymous);
      }
      wait(3_600);
      expect((await deliver()).map(({ to }) => to)).not.toContain(NEW);
      expect(await verdict(useCases.confirmEmailChange({ token: early }, anonymous))).toBe('LINK_INVALID');
      expect(await login(NEW)).toBe('INVALID_CREDENTIALS');
    },
  );

  it('P08 lets the unique index decide when the address was taken meanwhile', async () => {
    const { useCases, person, call, deliver, login } = await registered();
    await useCases.requestEmailChange({ newEmail: NEW, password: person.password }, call);
    const token = tokenOf((await deliver())[0]);
    await useCases.register({ ...person, email: NEW.toLowerCase() }, anonymous);
    expect(await verdict(useCases.confirmEmailChange({ token }, anonymous))).toBe('EMAIL_TAKEN');
    expect(await login()).toBe('ok');
  });
});

describe('loginWithMagicLink', () => {
  it('signs in once by the mailed link, within 15 minutes', async () => {
    const { useCases, person, deliver, wait, mail } = await registered();
    await useCases.verifyEmail({ token: tokenOf(mail) }, anonymous);
    const ask = async () => {
      await useCases.requestMagicLink({ email: person.email.toUpperCase() }, anonymous);
      return tokenOf((await deliver())[0]);
    };
    const token = await ask();
    const { user, accessToken } = await useCases.loginWithMagicLink({ token }, anonymous);
    expect(user.email).toBe(person.email);
    expect((await useCases.me(callWith(accessToken))).id).toBe(user.id);
    expect(await verdict(useCases.loginWithMagicLink({ token }, anonymous))).toBe('LINK_INVALID');
    const late = await ask();
    wait(15 * 60);
    expect(await verdict(useCases.loginWithMagicLink({ token: late }, anonymous))).toBe('LINK_INVALID');
  });

  it('leaves password and sessions alone where the address was verified before', async () => {
    const { useCases, person, deliver, mail, call, login } = await registered();
    await useCases.verifyEmail({ token: tokenOf(mail) }, anonymous);
    await useCases.requestMagicLink({ email: person.email }, anonymous);
    await useCases.loginWithMagicLink({ token: tokenOf((await deliver())[0]) }, anonymous);
    expect([await verdict(useCases.me(call)), await login()]).toEqual(['ok', 'ok']);
  });

  it('shuts out whoever opened the account with an address that was not theirs', async () => {
    const { useCases, person, deliver, call, login } = await registered();
    await useCases.requestMagicLink({ email: person.email }, anonymous);
    const [mail] = await deliver();
    expect(mail!.text).toContain('the password that the account was opened with stops working');
    const { accessToken } = await useCases.loginWithMagicLink({ token: tokenOf(mail) }, anonymous);
    expect((await useCases.me(callWith(accessToken))).emailVerifiedAt).not.toBeNull();
    expect(await verdict(useCases.me(call))).not.toBe('ok');
    expect(await login()).toBe('INVALID_CREDENTIALS');
  });

  it('signs in at most once when 20 come at the same moment', async () => {
    for (const verifiesFirst of [true, false]) {
      const { useCases, person, deliver, mail } = await registered();
      if (verifiesFirst) await useCases.verifyEmail({ token: tokenOf(mail) }, anonymous);
      await useCases.requestMagicLink({ email: person.email }, anonymous);
      const token = tokenOf((await deliver())[0]);
      const results = await Promise.all(
        Array.from({ length: 20 }, () => verdict(useCases.loginWithMagicLink({ token }, anonymous))),
      );
      expect(results.filter((result) => result === 'ok')).toHaveLength(1);
    }
  });
});

describe('where addresses have to be verified before signing in', () => {
  it('P08 register does the same work and answers alike for known and unknown addresses', async () => {
    const { useCases, person, hasher, stores, events, deliver } = buildUseCases({
      requiresVerifiedEmail: true,
    });
    const seen: unknown[] = [];
    const subjects: string[] = [];
    for (let time = 0; time < 3; time += 1) {
      for (const calls of [hasher.calls, events, stores.accounts.queries]) calls.length = 0;
      const error: unknown = await useCases.register(person, anonymous).catch((thrown: unknown) => thrown);
      const { code, reason, message, field } = error as Record<string, unknown>;
      seen.push({
        answer: { code, reason, message, field },
        hasher: [...hasher.calls],
        events: events.length,
        queries: [...stores.accounts.queries],
        waiting: stores.mailOutbox.waiting.size,
      });
      const [mail] = await deliver();
      subjects.push(mail!.subject);
      if (time === 1) await useCases.verifyEmail({ token: tokenOf(mail) }, anonymous);
    }
    expect(seen[0]).toMatchObject({
      answer: { code: 'FORBIDDEN', reason: 'EMAIL_NOT_VERIFIED' },
      hasher: ['hash'],
      queries: ['insertAccount'],
    });
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(subjects).toEqual([
      'Verify your e-mail address for Cloakroom',
      'Verify your e-mail address for Cloakroom',
      'You have an account at Cloakroom',
    ]);
  });

  it('nobody signs in before, and only who knows the password learns why', async () => {
    const { useCases, person, deliver } = buildUseCases({ requiresVerifiedEmail: true });
    await useCases.register(person, anonymous).catch(() => undefined);
    const [mail] = await deliver();
    const login = (password: string) => verdict(useCases.login({ email: person.email, password }, anonymous));
    expect(await login(person.password)).toBe('EMAIL_NOT_VERIFIED');
    expect(await login('not this password')).toBe('INVALID_CREDENTIALS');
    await useCases.verifyEmail({ token: tokenOf(mail) }, anonymous);
    expect(await login(person.password)).toBe('ok');
  });

  it('a sign-in link and a reset link verify the address as well', async () => {
    const { useCases, person, deliver } = buildUseCases({ requiresVerifiedEmail: true });
    await useCases.register(person, anonymous).catch(() => undefined);
    await deliver();
    await useCases.requestMagicLink({ email: person.email }, anonymous);
    const token = tokenOf((await deliver())[0]);
    expect(await verdict(useCases.loginWithMagicLink({ token }, anonymous))).toBe('ok');

    const other = { ...person, email: 'other@example.com' };
    await useCases.register(other, anonymous).catch(() => undefined);
    await deliver();
    await useCases.requestPasswordReset({ email: other.email }, anonymous);
    const newPassword = 'an evening by the river';
    await useCases.resetPassword({ token: tokenOf((await deliver())[0]), newPassword }, anonymous);
    expect(await verdict(useCases.login({ email: other.email, password: newPassword }, anonymous))).toBe(
      'ok',
    );
  });
});
