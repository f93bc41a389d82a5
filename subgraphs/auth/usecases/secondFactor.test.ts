import fc from 'fast-check';
import type { AppError } from '../../../platform/errors';
import { createAuthenticator, enrol, verifyAddress } from '../test/authenticator';
import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';

/** Ada, signed in, with a second factor, at a moment when she can show a new code. */
async function buildEnrolled() {
  const built = buildUseCases();
  const { useCases, person, now } = built;
  const { accessToken, user } = await useCases.register(person, anonymous);
  const { app, recoveryCodes } = await enrol(built, accessToken, person.password);
  built.wait(30);
  built.hasher.calls.length = 0;
  built.events.length = 0;
  const credentials = { email: person.email, password: person.password };
  return {
    ...built,
    id: user.id,
    call: callWith(accessToken),
    app,
    recoveryCodes,
    credentials,
    show: () => app.showAt(now()),
    kinds: () => built.events.map(({ kind }) => kind),
  };
}

describe('signing in with a second factor', () => {
  it('asks for the code once the password is right', async () => {
    const { useCases, credentials, show, kinds } = await buildEnrolled();
    await expect(useCases.login(credentials, anonymous)).rejects.toMatchObject({ code: 'TOTP_REQUIRED' });
    const empty = { ...credentials, totpCode: ' ', recoveryCode: '' };
    await expect(useCases.login(empty, anonymous)).rejects.toMatchObject({ code: 'TOTP_REQUIRED' });
    const { user } = await useCases.login({ ...credentials, totpCode: show() }, anonymous);
    expect(user).toMatchObject({ isTotpEnabled: true, recoveryCodesLeft: 10 });
    expect(kinds()).toEqual(['LOGGED_IN']);
  });

  it('takes a code that is one step early or late, typed with a space', async () => {
    const { useCases, credentials, app, now, wait } = await buildEnrolled();
    for (const seconds of [-30, 30]) {
      wait(90);
      const code = app.showAt(new Date(now().getTime() + seconds * 1000));
      const totpCode = `${code.slice(0, 3)} ${code.slice(3)}`;
      await expect(useCases.login({ ...credentials, totpCode }, anonymous)).resolves.toBeDefined();
    }
    wait(90);
    const totpCode = app.showAt(new Date(now().getTime() - 60_000));
    await expect(useCases.login({ ...credentials, totpCode }, anonymous)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
      field: 'totpCode',
    });
  });

  it('P06 answers a wrong password alike with and without a second factor, after the same work', async () => {
    const { useCases, credentials, hasher, events, show, ...built } = await buildEnrolled();
    const other = { ...built.person, email: `other.${built.person.email}` };
    await useCases.register(other, anonymous);
    const code = show();
    const seen: unknown[] = [];
    for (const email of [credentials.email, other.email, 'nobody@example.com']) {
      for (const totpCode of [undefined, code, '000000']) {
        hasher.calls.length = 0;
        events.length = 0;
        const attempt = { email, password: 'not this password', totpCode };
        const error = (await useCases
          .login(attempt, anonymous)
          .catch((thrown: unknown) => thrown)) as AppError;
        const { message, field, reason } = error;
        seen.push([error.code, message, field, reason, [...hasher.calls], events.map(({ kind }) => kind)]);
      }
    }
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    // None of them used the code up.
    await expect(useCases.login({ ...credentials, totpCode: code }, anonymous)).resolves.toBeDefined();
  });

  it('refuses a code that was used before, also the one it was enrolled with', async () => {
    const { useCases, credentials, app, now, show, kinds } = await buildEnrolled();
    const enrolledWith = app.showAt(new Date(now().getTime() - 30_000));
    const totpCode = show();
    await useCases.login({ ...credentials, totpCode }, anonymous);
    for (const used of [enrolledWith, totpCode]) {
      await expect(useCases.login({ ...credentials, totpCode: used }, anonymous)).rejects.toMatchObject({
        code: 'INVALID_CREDENTIALS',
        field: 'totpCode',
      });
    }
    expect(kinds()).toEqual(['LOGGED_IN', 'TOTP_REFUSED', 'TOTP_REFUSED']);
  });

  it('lets exactly one of 20 in who send the same code at the same moment, at whatever second', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 89 }), fc.boolean(), async (seconds, isRecovery) => {
        const { useCases, credentials, show, wait, recoveryCodes } = await buildEnrolled();
        wait(seconds);
        const proof = isRecovery ? { recoveryCode: recoveryCodes[3] } : { totpCode: show() };
        const tries = Array.from({ length: 20 }, () =>
          useCases.login({ ...credentials, ...proof }, anonymous),
        );
        const results = await Promise.allSettled(tries);
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      }),
      { numRuns: 25 },
    );
  });

  it('takes each recovery code once in place of the app', async () => {
    const { useCases, credentials, recoveryCodes, kinds } = await buildEnrolled();
    expect(recoveryCodes).toHaveLength(10);
    const [first = '', second = ''] = recoveryCodes;
    const { user } = await useCases.login({ ...credentials, recoveryCode: first }, anonymous);
    expect(user.recoveryCodesLeft).toBe(9);
    await expect(useCases.login({ ...credentials, recoveryCode: first }, anonymous)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
      field: 'recoveryCode',
    });
    const typed = second.toUpperCase().replaceAll('-', ' ');
    await expect(useCases.login({ ...credentials, recoveryCode: typed }, anonymous)).resolves.toBeDefined();
    expect(kinds().filter((kind) => kind === 'RECOVERY_CODE_USED')).toHaveLength(2);
  });

  it('refuses both at once and endless codes before any work, whoever is meant', async () => {
    const { useCases, credentials, show, recoveryCodes, hasher } = await buildEnrolled();
    const both = { totpCode: show(), recoveryCode: recoveryCodes[0] };
    for (const proof of [both, { totpCode: '1'.repeat(100_000) }, { recoveryCode: 'a'.repeat(65) }]) {
      await expect(useCases.login({ ...credentials, ...proof }, anonymous)).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    }
    expect(hasher.calls).toEqual([]);
  });
});

describe('enrolment', () => {
  it('takes the password, and the second factor where there is one', async () => {
    const { useCases, call, person, show } = await buildEnrolled();
    await expect(useCases.beginTotpEnrolment({ password: 'not this one' }, call)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
      field: 'password',
    });
    const { password } = person;
    await expect(useCases.beginTotpEnrolment({ password }, call)).rejects.toMatchObject({
      code: 'TOTP_REQUIRED',
    });
    await expect(useCases.beginTotpEnrolment({ password, totpCode: show() }, call)).resolves.toBeDefined();
  });

  it('changes nothing until it is confirmed, and then replaces the app and the recovery codes', async () => {
    const { useCases, call, credentials, show, wait, now, recoveryCodes } = await buildEnrolled();
    const { password } = credentials;
    const { secret } = await useCases.beginTotpEnrolment({ password, totpCode: show() }, call);
    const app = createAuthenticator(secret);
    wait(30);
    await expect(
      useCases.login({ ...credentials, totpCode: app.showAt(now()) }, anonymous),
    ).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    await expect(useCases.login({ ...credentials, totpCode: show() }, anonymous)).resolves.toBeDefined();

    const confirmed = await useCases.confirmTotpEnrolment({ code: app.showAt(now()) }, call);
    wait(30);
    for (const old of [{ totpCode: show() }, { recoveryCode: recoveryCodes[0] }]) {
      await expect(useCases.login({ ...credentials, ...old }, anonymous)).rejects.toMatchObject({
        code: 'INVALID_CREDENTIALS',
      });
    }
    const totpCode = app.showAt(now());
    await expect(useCases.login({ ...credentials, totpCode }, anonymous)).resolves.toBeDefined();
    const recoveryCode = confirmed.recoveryCodes[0];
    await expect(useCases.login({ ...credentials, recoveryCode }, anonymous)).resolves.toBeDefined();
  });

  it('is confirmed by its own session only, within 15 minutes, by the right code, once', async () => {
    const built = buildUseCases();
    const { useCases, person, now, wait } = built;
    const { accessToken } = await useCases.register(person, anonymous);
    await verifyAddress(built, accessToken);
    const call = callWith(accessToken);
    const elsewhere = callWith((await useCases.login(person, anonymous)).accessToken);
    const nothing = { code: 'CONFLICT', reason: 'NO_ENROLMENT' };
    await expect(useCases.confirmTotpEnrolment({ code: '123456' }, call)).rejects.toMatchObject(nothing);

    const begin = async () => createAuthenticator((await useCases.beginTotpEnrolment(person, call)).secret);
    const late = await begin();
    wait(15 * 60);
    await expect(useCases.confirmTotpEnrolment({ code: late.showAt(now()) }, call)).rejects.toMatchObject(
      nothing,
    );

    const app = await begin();
    const code = app.showAt(now());
    await expect(useCases.confirmTotpEnrolment({ code }, elsewhere)).rejects.toMatchObject(nothing);
    const wrong = app.showAt(new Date(0));
    await expect(useCases.confirmTotpEnrolment({ code: wrong }, call)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
      field: 'code',
    });
    await expect(useCases.login(person, anonymous)).resolves.toBeDefined();
    const tries = Array.from({ length: 5 }, () => useCases.confirmTotpEnrolment({ code }, call));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await useCases.me(call)).toMatchObject({ isTotpEnabled: true, recoveryCodesLeft: 10 });
  });

  it('refuses to guess on and on', async () => {
    const built = buildUseCases();
    const { useCases, person } = built;
    const { accessToken } = await useCases.register(person, anonymous);
    await verifyAddress(built, accessToken);
    const call = callWith(accessToken);
    await useCases.beginTotpEnrolment(person, call);
    const codes: string[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const tried = useCases.confirmTotpEnrolment({ code: 'wrong' }, call);
      codes.push(
        await tried.then(
          () => 'ok',
          (error: unknown) => (error as AppError).code,
        ),
      );
    }
    expect(codes).toContain('RATE_LIMITED');
  });
});

describe('recovery codes and switching off', () => {
  it('makes ten new codes, after which the old ones are worth nothing', async () => {
    const { useCases, call, credentials, show, recoveryCodes } = await buildEnrolled();
    const { password } = credentials;
    const made = await useCases.createRecoveryCodes({ password, totpCode: show() }, call);
    expect(new Set([...made.recoveryCodes, ...recoveryCodes]).size).toBe(20);
    await expect(
      useCases.login({ ...credentials, recoveryCode: recoveryCodes[0] }, anonymous),
    ).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    const recoveryCode = made.recoveryCodes[9];
    await expect(useCases.login({ ...credentials, recoveryCode }, anonymous)).resolves.toBeDefined();
  });

  it('makes no codes for an account without a second factor', async () => {
    const { useCases, person } = buildUseCases();
    const call = callWith((await useCases.register(person, anonymous)).accessToken);
    await expect(useCases.createRecoveryCodes(person, call)).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'TOTP_NOT_ENABLED',
    });
  });

  it('switches off with password and code, and again without complaint', async () => {
    const { useCases, call, credentials, show, kinds } = await buildEnrolled();
    const { password } = credentials;
    await expect(useCases.disableTotp({ password }, call)).rejects.toMatchObject({ code: 'TOTP_REQUIRED' });
    const { user } = await useCases.disableTotp({ password, totpCode: show() }, call);
    expect(user).toMatchObject({ isTotpEnabled: false, recoveryCodesLeft: 0 });
    await useCases.disableTotp({ password }, call);
    await expect(useCases.login(credentials, anonymous)).resolves.toBeDefined();
    expect(kinds()).toEqual(['TOTP_DISABLED', 'LOGGED_IN']);
  });

  it('Z02 refuses those who are not signed in', async () => {
    const { useCases, credentials, hasher } = await buildEnrolled();
    for (const attempt of [
      useCases.beginTotpEnrolment(credentials, anonymous),
      useCases.confirmTotpEnrolment({ code: '123456' }, anonymous),
      useCases.createRecoveryCodes(credentials, anonymous),
      useCases.disableTotp(credentials, anonymous),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(hasher.calls).toEqual([]);
  });
});
