import { buildPerson, startTestApp, type Reply, type TestApp } from '../startTestApp';

let auth: TestApp;
beforeEach(async () => {
  auth = await startTestApp();
});
afterEach(() => auth.close());

const LOGIN = 'mutation ($i: LoginInput!) { login(input: $i) { tokenType } }';

/** A reply's code and the seconds to wait, whichever door it came through. */
function told({ body, headers }: Reply): { code: unknown; wait: number } {
  const extensions = body.errors?.[0].extensions;
  return {
    code: extensions?.code ?? body.code ?? null,
    wait: Number(extensions?.retryAfterSeconds ?? headers.get('retry-after')),
  };
}

it('P07 counts failures through both doors together, and says by Retry-After how long to wait', async () => {
  const { email } = buildPerson();
  const guess = { email, password: 'not this password' };
  for (let done = 0; done < 5; done += 1) {
    expect(told(await auth.postJson('/login', guess)).code).toBe('INVALID_CREDENTIALS');
    expect(told(await auth.graphql(LOGIN, { i: guess })).code).toBe('INVALID_CREDENTIALS');
  }
  const rest = await auth.postJson('/login', guess);
  const graphql = await auth.graphql(LOGIN, { i: guess });
  expect(rest.status).toBe(429);
  for (const reply of [rest, graphql]) {
    const { code, wait } = told(reply);
    expect(code).toBe('RATE_LIMITED');
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30);
  }
});

it('B02 writes down once that attempts were limited, and whose account it was', async () => {
  const person = buildPerson();
  const { user } = (await auth.postJson('/register', person)).body;
  const guess = { email: person.email, password: 'not this password' };
  for (let done = 0; done < 13; done += 1) await auth.postJson('/login', guess);
  const limited = auth.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ securityEvent }) => securityEvent === 'ATTEMPTS_LIMITED');
  expect(limited).toEqual([expect.objectContaining({ accountId: user.id as unknown })]);
});

it('B01 keeps no e-mail address and no client address under its counts', async () => {
  const { email } = buildPerson();
  await auth.postJson('/login', { email, password: 'not this password' });
  const keys = auth.stores.attempts.keys();
  expect(keys.length).toBeGreaterThanOrEqual(2);
  for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
});

it('G06 tries one password in a request, for whoever comes without our gateway as well', async () => {
  const guess = (password: string) =>
    `login(input: {email: "a@example.com", password: "${password}"}) { tokenType }`;
  const reply = await auth.graphql(
    `mutation { a: ${guess('one')} ...More } fragment More on Mutation { b: ${guess('two')} }`,
  );
  expect([reply.status, told(reply).code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(auth.stores.attempts.keys()).toEqual([]);
});
