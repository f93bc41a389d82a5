import { createFeedPass, createGatewayPass } from '../../../../platform/identity';
import { buildPerson, startTestApp, type TestApp } from '../startTestApp';

const serviceSecret = 'a service secret of 32 characters or more';
const read = (auth: TestApp, query = '', authorization?: string) =>
  auth.send(`/account-events${query}`, {
    headers: authorization === undefined ? {} : { authorization },
  });

it('tells services, and nobody else, what has happened to accounts', async () => {
  const auth = await startTestApp({ config: { serviceSecret } });
  const pass = `Bearer ${createFeedPass(serviceSecret)()}`;
  const { user, accessToken } = (await auth.postJson('/register', buildPerson())).body;
  await auth.postJson('/logout', {}, String(accessToken));

  const answer = await read(auth, '?after=0&limit=10', pass);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body).toEqual({
    events: [
      {
        cursor: '1',
        kind: 'SESSION_ENDED',
        accountId: user.id,
        sessionId: expect.any(String) as string,
        at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
    ],
    cursor: '1',
    hasMore: false,
  });
  expect((await read(auth, '', pass)).body).toEqual(answer.body);

  for (const wrong of [
    undefined,
    '',
    'Bearer x',
    `Bearer ${String(accessToken)}`,
    `Bearer ${createGatewayPass(serviceSecret)()}`,
    `Bearer ${createFeedPass(`${serviceSecret}!`)()}`,
    `Bearer ${createFeedPass(serviceSecret, () => Date.now() - 120_000)()}`,
  ]) {
    const { status, body } = await read(auth, '?after=0', wrong);
    expect([status, body.code, body.events]).toEqual([401, 'UNAUTHENTICATED', undefined]);
  }
  await auth.close();
});

it.each(['?limit=0', '?limit=1001', '?limit=x', '?after=x', '?after=1&after=2', '?more=1'])(
  'refuses %s',
  async (query) => {
    const auth = await startTestApp();
    const { status, body } = await read(auth, query);
    expect([status, body.code]).toEqual([400, 'BAD_USER_INPUT']);
    await auth.close();
  },
);

it('tells services, and nobody else, whether there is an account', async () => {
  const auth = await startTestApp({ config: { serviceSecret } });
  const { user, accessToken } = (await auth.postJson('/register', buildPerson())).body;
  const ask = (id: string, authorization?: string) =>
    auth.send(`/accounts/${id}`, { headers: authorization === undefined ? {} : { authorization } });
  const pass = `Bearer ${createFeedPass(serviceSecret)()}`;
  const there = await ask(String(user.id), pass);
  expect([there.status, there.body]).toEqual([200, { id: user.id }]);
  expect((await ask('11111111-1111-4111-8111-111111111111', pass)).status).toBe(404);
  for (const wrong of [undefined, `Bearer ${String(accessToken)}`]) {
    expect((await ask(String(user.id), wrong)).status).toBe(401);
  }
  await auth.close();
});
