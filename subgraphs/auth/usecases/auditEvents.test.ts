import { AUDIT_EVENT_KINDS, type AuditEventKind } from '../domain/auditEvent';
import { enrol, verifyAddress } from '../test/authenticator';
import { anonymous, buildUseCases, callWith, createCountingHasher, tokenOf } from '../test/buildUseCases';

type Built = ReturnType<typeof buildUseCases>;

/** Ada, who has just registered. */
async function signUp(built: Built) {
  const session = await built.useCases.register(built.person, anonymous);
  const { email, password } = built.person;
  return { ...session, call: callWith(session.accessToken), credentials: { email, password } };
}

const withSecondFactor = async (built: Built) => {
  const ada = await signUp(built);
  const enrolled = await enrol(built, ada.accessToken, ada.credentials.password);
  built.wait(30);
  return { ...ada, ...enrolled, totpCode: enrolled.app.showAt(built.now()) };
};

/** Ada, who is an admin, and the id of Bob. */
const withAdmin = async (built: Built) => {
  const ada = await signUp(built);
  await built.stores.accountDirectory.addRole(ada.user.id, 'admin');
  const bob = await built.useCases.register({ ...built.person, email: 'bob@example.com' }, anonymous);
  return { call: ada.call, userId: bob.user.id };
};

const NEW_PASSWORD = 'an evening by the river';
const NEW_EMAIL = 'ada.new@example.com';

/** The token of the mail that somebody has just asked for. */
const mailed = async (built: Built) => tokenOf((await built.deliver())[0]);

const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ name: 'AppError' });

/** B02: what people do, and the one event that is written down about it last. */
const FLOWS: Partial<Record<AuditEventKind, (built: Built) => Promise<unknown>>> = {
  REGISTERED: signUp,
  REGISTERED_AGAIN: async ({ person, stores, events }) => {
    const strict = buildUseCases({ stores, requiresVerifiedEmail: true });
    await refused(strict.useCases.register(person, anonymous));
    await refused(strict.useCases.register(person, anonymous));
    events.push(...strict.events);
  },
  PASSWORD_CHANGED: async (built) => {
    const { call, credentials } = await signUp(built);
    const input = { currentPassword: credentials.password, newPassword: NEW_PASSWORD };
    await built.useCases.changePassword(input, call);
  },
  PASSWORD_RESET_REQUESTED: async (built) => {
    await built.useCases.requestPasswordReset((await signUp(built)).credentials, anonymous);
    await built.deliver();
  },
  PASSWORD_RESET: async (built) => {
    const { credentials } = await signUp(built);
    await built.deliver();
    await built.useCases.requestPasswordReset(credentials, anonymous);
    const input = { token: await mailed(built), newPassword: NEW_PASSWORD };
    await built.useCases.resetPassword(input, anonymous);
  },
  EMAIL_VERIFICATION_REQUESTED: async (built) => {
    await built.useCases.requestEmailVerification({}, (await signUp(built)).call);
    await built.deliver();
  },
  EMAIL_VERIFIED: async (built) => {
    await signUp(built);
    await built.useCases.verifyEmail({ token: await mailed(built) }, anonymous);
  },
  EMAIL_CHANGE_REQUESTED: async (built) => {
    const { call, credentials } = await signUp(built);
    const input = { newEmail: NEW_EMAIL, password: credentials.password };
    await built.useCases.requestEmailChange(input, call);
  },
  EMAIL_CHANGED: async (built) => {
    const { call, credentials } = await signUp(built);
    await built.deliver();
    const input = { newEmail: NEW_EMAIL, password: credentials.password };
    await built.useCases.requestEmailChange(input, call);
    await built.useCases.confirmEmailChange({ token: await mailed(built) }, anonymous);
  },
  MAGIC_LINK_REQUESTED: async (built) => {
    await built.useCases.requestMagicLink((await signUp(built)).credentials, anonymous);
    await built.deliver();
  },
  LOGGED_IN: async (built) => built.useCases.login((await signUp(built)).credentials, anonymous),
  LOGIN_REFUSED: async (built) => {
    const { credentials } = await signUp(built);
    await refused(built.useCases.login({ ...credentials, password: 'wrong' }, anonymous));
  },
  LOGGED_OUT: async (built) => built.useCases.logout({}, (await signUp(built)).call),
  LOGGED_OUT_EVERYWHERE: async (built) =>
    built.useCases.logout({ everywhere: true }, (await signUp(built)).call),
  SESSION_REVOKED: async (built) => {
    const { call, credentials } = await signUp(built);
    const other = callWith((await built.useCases.login(credentials, anonymous)).accessToken);
    if (other.caller.kind !== 'user') throw new Error('somebody has signed in');
    await built.useCases.revokeSession({ sessionId: other.caller.sessionId }, call);
  },
  REFRESH_TOKEN_REUSED: async (built) => {
    const { refreshToken } = await signUp(built);
    const next = await built.useCases.refreshSession({ refreshToken }, anonymous);
    await built.useCases.refreshSession({ refreshToken: next.refreshToken }, anonymous);
    await refused(built.useCases.refreshSession({ refreshToken }, anonymous));
  },
  PASSWORD_REHASHED: async ({ person, stores, events }) => {
    const before = buildUseCases({ stores, hasher: createCountingHasher(10) });
    await before.useCases.register(person, anonymous);
    const after = buildUseCases({ stores });
    await after.useCases.login({ email: person.email, password: person.password }, anonymous);
    events.push(...after.events.filter(({ kind }) => kind === 'PASSWORD_REHASHED'));
  },
  TOTP_ENROLMENT_BEGUN: async (built) => {
    const { call, credentials, accessToken } = await signUp(built);
    await verifyAddress(built, accessToken);
    await built.useCases.beginTotpEnrolment(credentials, call);
  },
  TOTP_ENABLED: withSecondFactor,
  TOTP_DISABLED: async (built) => {
    const { call, credentials, totpCode } = await withSecondFactor(built);
    await built.useCases.disableTotp({ password: credentials.password, totpCode }, call);
  },
  TOTP_REFUSED: async (built) => {
    const { credentials } = await withSecondFactor(built);
    await refused(built.useCases.login({ ...credentials, recoveryCode: 'aaaa-aaaa-aaaa' }, anonymous));
  },
  RECOVERY_CODES_CREATED: async (built) => {
    const { call, credentials, totpCode } = await withSecondFactor(built);
    await built.useCases.createRecoveryCodes({ password: credentials.password, totpCode }, call);
  },
  RECOVERY_CODE_USED: async (built) => {
    const { credentials, recoveryCodes } = await withSecondFactor(built);
    await built.useCases.login({ ...credentials, recoveryCode: recoveryCodes[0] }, anonymous);
  },
  ROLE_GRANTED: async (built) => {
    const { call, userId } = await withAdmin(built);
    await built.useCases.grantRole({ userId, role: 'admin' }, call);
  },
  ROLE_REVOKED: async (built) => {
    const { call, userId } = await withAdmin(built);
    await built.useCases.grantRole({ userId, role: 'admin' }, call);
    await built.useCases.revokeRole({ userId, role: 'admin' }, call);
  },
  ACCOUNT_DISABLED: async (built) => {
    const { call, userId } = await withAdmin(built);
    await built.useCases.disableUser({ userId }, call);
  },
  ACCOUNT_ENABLED: async (built) => {
    const { call, userId } = await withAdmin(built);
    await built.useCases.disableUser({ userId }, call);
    await built.useCases.enableUser({ userId }, call);
  },
  ACCOUNT_EXPORTED: async (built) => built.useCases.exportAccount((await signUp(built)).call),
  ACCOUNT_DELETED: async (built) => {
    const { call, credentials } = await signUp(built);
    await built.useCases.deleteAccount(credentials, call);
  },
  ATTEMPTS_LIMITED: async (built) => {
    const { credentials } = await signUp(built);
    const guess = () => refused(built.useCases.login({ ...credentials, password: 'wrong' }, anonymous));
    for (let count = 0; count < 12; count += 1) await guess();
  },
};

it.each(Object.keys(FLOWS) as AuditEventKind[])(
  'B02 writes %s down, once, and whose account it was',
  async (kind) => {
    const built = buildUseCases();
    await FLOWS[kind]?.(built);
    const written = built.events.filter((event) => event.kind === kind);
    // Looking up whose address it is would tell known addresses from unknown ones.
    const accountId = kind === 'REGISTERED_AGAIN' ? null : (expect.any(String) as unknown);
    expect(written).toEqual([expect.objectContaining({ kind, accountId })]);
    expect(JSON.stringify(written)).not.toContain(built.person.email);
    expect(JSON.stringify(written)).not.toContain(built.person.password);
  },
);

it('B02 has no kind of event that nothing writes', () => {
  const unwritten = Object.keys(AUDIT_EVENT_KINDS).filter((kind) => !(kind in FLOWS));
  expect(unwritten).toEqual([]);
});
