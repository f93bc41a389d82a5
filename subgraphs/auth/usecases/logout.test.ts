import { anonymous, buildUseCases, callWith } from '../test/buildUseCases';

/** A person signed in on two devices. */
async function signInTwice() {
  const built = buildUseCases();
  const phone = await built.useCases.register(built.person, anonymous);
  const laptop = await built.useCases.login(built.person, anonymous);
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => 'ok',
      (error: unknown) => (error as { code: string }).code,
    );
  const refresh = (session: { refreshToken: string }) =>
    codeOf(built.useCases.refreshSession({ refreshToken: session.refreshToken }, anonymous));
  const me = (session: { accessToken: string }) => codeOf(built.useCases.me(callWith(session.accessToken)));
  const kinds = () => built.events.map(({ kind }) => kind).slice(2);
  return { ...built, phone, laptop, codeOf, refresh, me, kinds };
}

it.each(['refresh token', 'access token'])(
  'R05 ends this session, told by its %s, and no other',
  async (by) => {
    const { useCases, phone, laptop, refresh, me, kinds } = await signInTwice();
    const byRefreshToken = by === 'refresh token';
    const input = byRefreshToken ? { refreshToken: phone.refreshToken } : {};
    const call = byRefreshToken ? anonymous : callWith(phone.accessToken);
    expect(await useCases.logout(input, call)).toEqual({ success: true });
    expect([await refresh(phone), await me(phone)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect([await refresh(laptop), await me(laptop)]).toEqual(['ok', 'ok']);
    expect(await useCases.logout(input, call)).toEqual({ success: true });
    expect(kinds()).toEqual(['LOGGED_OUT']);
  },
);

it.each(['refresh token', 'access token'])(
  'R05 ends all sessions of the account, told by its %s',
  async (by) => {
    const { useCases, phone, laptop, refresh, me } = await signInTwice();
    const byRefreshToken = by === 'refresh token';
    const input = { everywhere: true, ...(byRefreshToken ? { refreshToken: phone.refreshToken } : {}) };
    const call = byRefreshToken ? anonymous : callWith(phone.accessToken);
    expect(await useCases.logout(input, call)).toEqual({ success: true });
    for (const session of [phone, laptop]) {
      expect([await refresh(session), await me(session)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    }
    expect(await useCases.logout(input, call)).toEqual({ success: true });
  },
);

it('leaves the sessions of others alone', async () => {
  const { useCases, phone, person, codeOf } = await signInTwice();
  const other = await useCases.register({ ...person, email: `other.${person.email}` }, anonymous);
  await useCases.logout({ everywhere: true, refreshToken: phone.refreshToken }, anonymous);
  expect(await codeOf(useCases.me(callWith(other.accessToken)))).toBe('ok');
});

it('ends a session by an old token of it as well, but never the others by one', async () => {
  const { useCases, phone, laptop, codeOf, refresh, kinds } = await signInTwice();
  const second = await useCases.refreshSession(phone, anonymous);
  await useCases.refreshSession(second, anonymous);
  const everywhere = useCases.logout({ everywhere: true, refreshToken: phone.refreshToken }, anonymous);
  expect(await codeOf(everywhere)).toBe('REFRESH_TOKEN_REUSED');
  expect(kinds()).toEqual(['REFRESH_TOKEN_REUSED']);
  expect(await refresh(laptop)).toBe('ok');
  expect(await codeOf(useCases.logout({ refreshToken: phone.refreshToken }, anonymous))).toBe('ok');
});

it('takes no dead session as a reason to end the others', async () => {
  const { useCases, phone, laptop, codeOf, refresh } = await signInTwice();
  await useCases.logout(phone, anonymous);
  const everywhere = { everywhere: true, refreshToken: phone.refreshToken };
  expect(await codeOf(useCases.logout(everywhere, anonymous))).toBe('UNAUTHENTICATED');
  expect(await codeOf(useCases.logout({ everywhere: true }, callWith(phone.accessToken)))).toBe(
    'UNAUTHENTICATED',
  );
  expect(await refresh(laptop)).toBe('ok');
});

it('wants a token that tells which session is meant', async () => {
  const { useCases, codeOf } = await signInTwice();
  expect(await codeOf(useCases.logout({}, anonymous))).toBe('UNAUTHENTICATED');
  expect(await codeOf(useCases.logout({ refreshToken: null, everywhere: true }, anonymous))).toBe(
    'UNAUTHENTICATED',
  );
  for (const refreshToken of ['', 'nonsense']) {
    expect(await codeOf(useCases.logout({ refreshToken }, anonymous))).toBe('UNAUTHENTICATED');
  }
});
