import { createGatewayPass, GATEWAY_PASS_HEADER } from '../../../../platform/identity';
import { buildPerson, startTestApp } from '../startTestApp';

const serviceSecret = 'a service secret of 32 characters or more';

it('F01 answers GraphQL to the gateway only', async () => {
  const auth = await startTestApp({ config: { serviceSecret } });
  const ask = (headers: Record<string, string>) =>
    auth.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
  const pass = createGatewayPass(serviceSecret);
  const stale = createGatewayPass(serviceSecret, () => Date.now() - 120_000);
  const other = createGatewayPass(`${serviceSecret}!`);
  expect((await ask({ [GATEWAY_PASS_HEADER]: pass() })).body.data._service.sdl).toContain('type User');
  for (const wrong of ['', stale(), other()]) {
    const { status, body } = await ask(wrong === '' ? {} : { [GATEWAY_PASS_HEADER]: wrong });
    expect([status, body.errors[0].extensions.code, body.data]).toEqual([401, 'UNAUTHENTICATED', undefined]);
  }
  await auth.close();
});

it('F04 verifies tokens itself and trusts no header that names a user', async () => {
  const auth = await startTestApp();
  const { user, accessToken } = (await auth.postJson('/register', buildPerson())).body;
  const forged = `${String(accessToken).slice(0, -4)}AAAA`;
  const { body } = await auth.graphql('{ me { id } }', {}, forged);
  expect(body).toMatchObject({ data: { me: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  const named = await auth.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user-id': String(user.id), 'x-user-roles': 'admin' },
    body: JSON.stringify({ query: '{ me { id } }' }),
  });
  expect(named.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  await auth.close();
});

it('gives every error the request id of its answer', async () => {
  const auth = await startTestApp();
  const { headers, body } = await auth.graphql('{ me { id } }');
  expect(body.errors[0].extensions.requestId).toBe(headers.get('x-request-id'));
  await auth.close();
});

it('B01 B02 writes security events with who and which request, and nothing secret', async () => {
  const auth = await startTestApp();
  const person = buildPerson({
    email: 'canary-mail@example.com',
    password: 'canary password 4711',
    name: 'A"\\{"x',
  });
  const registered = await auth.postJson('/register', person);
  const wrong = await auth.postJson('/login', { email: person.email, password: 'canary password 4712' });
  await auth.postJson('/login', { email: 'canary-other@example.com', password: 'canary password 4713' });
  const { refreshToken } = (await auth.postJson('/login', { email: person.email, password: person.password }))
    .body;
  const second = (await auth.postJson('/refresh', { refreshToken })).body;
  await auth.postJson('/refresh', { refreshToken: second.refreshToken });
  const reused = await auth.postJson('/refresh', { refreshToken });
  await auth.graphql('mutation ($i: LoginInput!) { login(input: $i) { accessToken } }', {
    i: { email: person.email, password: person.password },
  });

  const text = auth.logLines.join('');
  const lines = text.trim().split('\n');
  const events = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ securityEvent }) => securityEvent !== undefined);
  expect(events.map(({ securityEvent }) => securityEvent)).toEqual([
    'REGISTERED',
    'LOGIN_REFUSED',
    'LOGIN_REFUSED',
    'LOGGED_IN',
    'REFRESH_TOKEN_REUSED',
    'LOGGED_IN',
  ]);
  const accountId = registered.body.user.id as unknown;
  expect(events[1]).toMatchObject({ accountId, requestId: wrong.headers.get('x-request-id') });
  expect(events[2]).toMatchObject({ accountId: null });
  expect(events[4]).toMatchObject({ accountId, requestId: reused.headers.get('x-request-id') });
  const tokens = [registered.body, second].map(({ accessToken }) => String(accessToken));
  tokens.push(String(registered.body.refreshToken), String(second.refreshToken), String(refreshToken));
  for (const secret of ['canary', '$2b$', ...tokens]) expect(text).not.toContain(secret);
  await auth.close();
});
