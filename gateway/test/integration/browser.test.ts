import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const STUDIO = 'https://studio.apollographql.com';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let auth: FakeService;
let gateway: TestGateway;
let closed: TestGateway;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', { Query: { me: () => null } });
  const urls = { authUrl: auth.url, filesUrl: auth.url };
  gateway = await startTestGateway(urls, { sandbox: true });
  closed = await startTestGateway(urls);
});
afterAll(() => Promise.all([gateway.close(), closed.close(), auth.close()]));

const preflight = (path: string, origin: string, method = 'POST') =>
  fetch(`${gateway.url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,apollo-require-preflight,x-request-id',
    },
  });

it.each(['/graphql', '/upload', '/file/1'])('H03 lets Apollo Studio call %s', async (path) => {
  const response = await preflight(path, STUDIO);
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe(STUDIO);
  expect(response.headers.get('access-control-max-age')).toBe('7200');
  const allowed = response.headers.get('access-control-allow-headers')!.split(',');
  expect(allowed).toEqual(
    expect.arrayContaining(['authorization', 'content-type', 'apollo-require-preflight', 'x-request-id']),
  );
  expect(response.headers.get('access-control-allow-methods')).toContain('DELETE');
});

it('H03 lets Apollo Studio read the answer and the request id', async () => {
  const answer = await gateway.post({ query: '{ me { id } }' }, { origin: STUDIO });
  expect(answer.headers.get('access-control-allow-origin')).toBe(STUDIO);
  expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('vary')).toMatch(/origin/i);
});

it.each(['https://evil.example', 'null', `${STUDIO}.evil.example`, 'http://studio.apollographql.com'])(
  'H03 names no other origin than its own list: %s',
  async (origin) => {
    expect((await preflight('/graphql', origin)).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await gateway.post({ query: '{ me { id } }' }, { origin });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  },
);

it('H03 sends security headers with everything', async () => {
  for (const path of ['/graphql', '/', '/health/live', '/nowhere', '/login', '/openapi.json']) {
    const { headers } = await fetch(`${gateway.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  }
});

it('shows Apollo Sandbox in a browser, and what to do where it cannot be loaded', async () => {
  const response = await fetch(`${gateway.url}/graphql`, { headers: HTML });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  const text = await response.text();
  for (const part of ['embeddable-sandbox', 'studio.apollographql.com/sandbox', 'curl', '<noscript>']) {
    expect(text).toContain(part);
  }
  // There is none here.
  expect(text).not.toContain('href="/graphiql"');
  const policy = response.headers.get('content-security-policy')!;
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).toContain('https://embeddable-sandbox.cdn.apollographql.com');
});

it('shows no page where Sandbox is off, and answers JSON to whoever prefers it', async () => {
  expect((await fetch(`${closed.url}/graphql`, { headers: HTML })).status).toBe(400);
  const json = await fetch(`${gateway.url}/graphql?query={me{id}}`, {
    headers: { accept: '*/*', 'apollo-require-preflight': '1' },
  });
  expect(await json.json()).toEqual({ data: { me: null } });
});

it('says at / where things are, as JSON and as a page', async () => {
  const json = await fetch(`${gateway.url}/`, { headers: { accept: 'application/json' } });
  expect(await json.json()).toMatchObject({
    graphql: '/graphql',
    rest: '/openapi.json',
    health: '/health/ready',
  });
  const html = await fetch(`${gateway.url}/`, { headers: HTML });
  expect(html.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await html.text()).toContain('href="/openapi.json"');
  expect((await fetch(`${gateway.url}/`, { method: 'POST' })).status).toBe(405);
});
