import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

let auth: FakeService;
let files: FakeService;
beforeAll(async () => {
  auth = await fakeSubgraph('auth', {
    Query: { me: () => ({ id: 'u1', name: 'Ada', createdAt: new Date(0) }) },
  });
  files = await fakeSubgraph('files', { User: { files: () => null } });
});
afterAll(() => Promise.all([auth.close(), files.close()]));

const NONE = { perMinute: 0, sparesLoopback: false };
const start = (perMinute: number): Promise<TestGateway> =>
  startTestGateway(
    { authUrl: auth.url, filesUrl: files.url },
    { rateLimits: { address: { perMinute, sparesLoopback: false }, person: NONE }, trustedProxies: 1 },
  );

it('refuses who has spent a minute’s worth with 429 and says when to try again, whichever way it is asked', async () => {
  const gateway = await start(100);
  const query = '{ me { files(first: 20) { nodes { id } } } }';
  // 22 each; known from the second time on.
  for (let time = 0; time < 4; time += 1) expect((await gateway.post({ query })).status).toBe(200);
  const before = auth.seen.length;
  for (const body of [{ query }, { query: `${query} ` }]) {
    const answer = await gateway.post(body);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-6]$/);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toMatchObject([
      {
        message: expect.stringContaining('a cost of 100 a minute for one address'),
        extensions: {
          code: 'RATE_LIMITED',
          reason: 'ADDRESS_RATE',
          requestId: answer.headers.get('x-request-id'),
        },
      },
    ]);
  }
  expect(auth.seen.length).toBe(before);
  expect(gateway.logged()).toContainEqual(expect.objectContaining({ status: 429, codes: ['RATE_LIMITED'] }));
  // Somebody else is not concerned.
  const other = await gateway.post({ query }, { 'x-forwarded-for': '192.0.2.7' });
  expect(other.status).toBe(200);
  await gateway.close();
});

it('counts REST in the same units', async () => {
  const gateway = await start(120);
  const login = () => fetch(`${gateway.url}/login`, { method: 'POST' });
  expect((await login()).status).toBe(200);
  const refused = await login();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED', reason: 'ADDRESS_RATE' });
  await gateway.close();
});

it('counts what cannot be run as well, and then no longer looks at it', async () => {
  const gateway = await start(25);
  const statuses = [];
  for (let time = 0; time < 5; time += 1)
    statuses.push((await gateway.post({ query: '{ nowhere }' })).status);
  expect(statuses).toEqual([400, 400, 400, 429, 429]);
  await gateway.close();
});

it.each<[string, unknown, Record<string, string>]>([
  ['JSON that is broken', '{"query":', {}],
  ['a batch', [{ query: '{ me { id } }' }], {}],
  ['what a page could send unasked', '{}', { 'content-type': 'text/plain' }],
  ['a body that is too long', `"${'x'.repeat(100_001)}"`, {}],
  ['another charset', '{}', { 'content-type': 'application/json; charset=utf-16' }],
  ['a hash that is none of the text', { query: '{ me { id } }', documentId: 'x' }, {}],
])('counts %s as well, once', async (_what, body, headers) => {
  const gateway = await start(25);
  const statuses = [];
  for (let time = 0; time < 5; time += 1) statuses.push((await gateway.post(body, headers)).status);
  expect(statuses.map((status) => status === 429)).toEqual([false, false, false, true, true]);
  await gateway.close();
});
