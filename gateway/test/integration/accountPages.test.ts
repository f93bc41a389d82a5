import { createHash } from 'node:crypto';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const PAGES = ['verify-email', 'confirm-email-change', 'reset-password', 'magic-link'];

let auth: FakeService;
let gateway: TestGateway;
beforeAll(async () => {
  auth = await fakeSubgraph('auth', { Query: { me: () => null } });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: auth.url });
});
afterAll(() => Promise.all([gateway.close(), auth.close()]));

it.each(PAGES)('shows /account/%s, whose script is the only one that runs', async (page) => {
  const response = await fetch(`${gateway.url}/account/${page}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  const text = await response.text();
  const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
  expect(scripts).toHaveLength(1);
  const hash = createHash('sha256').update(scripts[0]!).digest('base64');
  const policy = response.headers.get('content-security-policy')!;
  expect(policy).toContain(`script-src 'sha256-${hash}'`);
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(text).not.toMatch(/ on\w+=| style=|src=|href="http/);
  for (const part of ['<noscript>', 'role="status"', '<label', '<h1>'].slice(
    page.includes('email') ? 3 : 0,
  )) {
    expect(text).toContain(part);
  }
});

it.each(PAGES)('does nothing when a mail scanner opens /account/%s', async (page) => {
  auth.seen.length = 0;
  await fetch(`${gateway.url}/account/${page}?token=abc`);
  await fetch(`${gateway.url}/account/${page}`, { method: 'HEAD' });
  expect((await fetch(`${gateway.url}/account/${page}`, { method: 'POST' })).status).toBe(405);
  expect(auth.seen).toEqual([]);
});

it.each(PAGES)('performs on /account/%s a mutation that this gateway knows', async (page) => {
  const text = await (await fetch(`${gateway.url}/account/${page}`)).text();
  const query = /data-mutation="([^"]+)"/.exec(text)![1]!;
  const { text: answer } = await gateway.post({ query, variables: { input: { token: 'abc', wrong: 1 } } });
  expect(answer).toContain('\\"wrong\\" is not defined by type');
});
