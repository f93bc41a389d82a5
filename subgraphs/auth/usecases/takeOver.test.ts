import { enrol } from '../test/authenticator';
import { anonymous, buildUseCases, callWith, tokenOf } from '../test/buildUseCases';

describe('an account whose address nobody has proved', () => {
  it('gets no second factor where mails are sent, and one where they are not', async () => {
    for (const sendsMail of [true, false]) {
      const { useCases, person } = buildUseCases({ sendsMail });
      const call = callWith((await useCases.register(person, anonymous)).accessToken);
      const begun = useCases.beginTotpEnrolment(person, call);
      if (sendsMail) {
        await expect(begun).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'EMAIL_NOT_VERIFIED' });
      } else await expect(begun).resolves.toMatchObject({ secret: expect.any(String) as string });
    }
  });

  /** Somebody has opened an account with Ada's address and a second factor, before mails were sent. */
  async function occupied() {
    const before = buildUseCases({ sendsMail: false });
    const { accessToken } = await before.useCases.register(before.person, anonymous);
    const { app, recoveryCodes } = await enrol(before, accessToken, before.person.password, false);
    const built = buildUseCases({ stores: before.stores });
    const { email } = before.person;
    const mailed = async (ask: 'requestMagicLink' | 'requestPasswordReset') => {
      await built.useCases[ask]({ email }, anonymous);
      return tokenOf((await built.deliver())[0]);
    };
    return { ...built, person: before.person, intruder: callWith(accessToken), app, recoveryCodes, mailed };
  }
  const newPassword = 'an evening by the river';

  it('is its owner’s by a sign-in link, and what a stranger had set up is gone', async () => {
    const { useCases, mailed, intruder, person, events, deliver } = await occupied();
    const signedIn = await useCases.loginWithMagicLink(
      { token: await mailed('requestMagicLink') },
      anonymous,
    );
    expect(signedIn.user).toMatchObject({ isTotpEnabled: false, recoveryCodesLeft: 0 });
    await expect(useCases.me(intruder)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(useCases.login(person, anonymous)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(events.map(({ kind }) => kind)).toContain('TOTP_DISABLED');
    expect(await deliver()).toEqual([]);
    const token = await mailed('requestPasswordReset');
    await useCases.resetPassword({ token, newPassword }, anonymous);
    await expect(useCases.login({ ...person, password: newPassword }, anonymous)).resolves.toBeDefined();
  });

  it('is its owner’s by a reset link as well', async () => {
    const { useCases, mailed, intruder, person } = await occupied();
    const token = await mailed('requestPasswordReset');
    await useCases.resetPassword({ token, newPassword }, anonymous);
    const { user } = await useCases.login({ ...person, password: newPassword }, anonymous);
    expect(user.isTotpEnabled).toBe(false);
    await expect(useCases.me(intruder)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('keeps its second factor once the address is verified, whichever link is used', async () => {
    const built = buildUseCases();
    const { useCases, person, now, wait, deliver } = built;
    const { accessToken } = await useCases.register(person, anonymous);
    const { app } = await enrol(built, accessToken, person.password);
    wait(30);
    for (const ask of ['requestMagicLink', 'requestPasswordReset'] as const) {
      await deliver();
      await useCases[ask]({ email: person.email }, anonymous);
      const token = tokenOf((await deliver())[0]);
      const use = (totpCode?: string) =>
        ask === 'requestMagicLink'
          ? useCases.loginWithMagicLink({ token, totpCode }, anonymous)
          : useCases.resetPassword({ token, newPassword, totpCode }, anonymous);
      await expect(use()).rejects.toMatchObject({ code: 'TOTP_REQUIRED' });
      await expect(use(app.showAt(now()))).resolves.toBeDefined();
      wait(30);
    }
  });
});
