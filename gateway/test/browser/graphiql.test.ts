import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { EXAMPLES } from '../../graphiql/examples';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from '../integration/testbed';
import { Chromium, hasChromium } from './Chromium';

// A browser takes its time to start on a loaded machine.
jest.setTimeout(180_000);

const ROOT = join(__dirname, '../../..');
const SCREENSHOTS = join(ROOT, 'coverage/screenshots');

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  const user = { __typename: 'User', id: 'u1', name: 'Ada', email: 'ada@example.com' };
  auth = await fakeSubgraph('auth', {
    User: { __resolveReference: () => user },
    Query: { me: () => user },
    Mutation: {
      register: () => ({
        accessToken: 'the-new-token',
        refreshToken: 'r',
        tokenType: 'Bearer',
        expiresAt: new Date(),
        user,
      }),
    },
  });
  files = await fakeSubgraph('files', {
    User: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      files: () => ({ nodes: [], totalCount: 0 }),
    },
  });
  gateway = await startTestGateway(
    { authUrl: auth.url, filesUrl: files.url },
    { introspection: true, graphiql: true, sandbox: true, graphiqlFolder: join(ROOT, 'dist/graphiql') },
  );
  await mkdir(SCREENSHOTS, { recursive: true });
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

it('has examples that fit the schema', () => {
  const schema = buildSchema(readFileSync(join(ROOT, 'schema/api.graphql'), 'utf8'));
  expect(EXAMPLES.map(({ query }) => validate(schema, parse(query)))).toEqual(EXAMPLES.map(() => []));
  for (const { variables } of EXAMPLES) expect(() => JSON.parse(variables) as unknown).not.toThrow();
});

it('serves GraphiQL by a policy that makes no code from text, and its files for good', async () => {
  const page = await fetch(`${gateway.url}/graphiql`);
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe-eval|https?:|blob:/);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const [, script] = /<script type="module" src="([^"]+)">/.exec(await page.text())!;
  const file = await fetch(`${gateway.url}/${script}`);
  expect(file.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await fetch(`${gateway.url}/graphiql`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${gateway.url}/graphiql/nothing.js`)).status).toBe(404);
});

it('leads whoever ends the address with a slash to the page, whose files are found from there', async () => {
  const { status, headers } = await fetch(`${gateway.url}/graphiql/`, { redirect: 'manual' });
  expect({ status, to: headers.get('location') }).toEqual({ status: 302, to: '../graphiql' });
});

it('links to GraphiQL from the front page, and has none where it is off', async () => {
  const front = await fetch(gateway.url, { headers: { accept: 'text/html' } });
  expect(await front.text()).toContain('href="/graphiql"');
  const closed = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
  expect((await fetch(`${closed.url}/graphiql`)).status).toBe(404);
  expect(JSON.stringify(await (await fetch(closed.url)).json())).not.toContain('graphiql');
  await closed.close();
});

/** What is declared in place of the tests where there is no browser. */
function describeAbsence(name: string): void {
  test(`${name}: chromium is not installed, nothing was tried`, () => undefined);
}

(hasChromium ? describe : describeAbsence)('in Chromium without internet', () => {
  let browser: Chromium;
  const click = (selector: string) =>
    browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  const query = `document.querySelector('.graphiql-query-editor .view-lines')?.textContent`;
  const response = `document.querySelector('.result-window .view-lines')?.textContent`;
  const run = () => click('.graphiql-execute-button');
  /** Changes to a tab; GraphiQL knows its operation a moment after it shows it, and keeps its text then. */
  const openTab = async (title: string) => {
    await browser.evaluate(`[...document.querySelectorAll('.graphiql-tab-button')].find((tab) =>
      tab.textContent === '${title}').click()`);
    await browser.waitFor(`${query}?.includes('${title}')`);
    await browser.waitFor(`sessionStorage.getItem('graphiql:query')?.includes('${title}')`);
  };

  beforeAll(async () => {
    browser = await Chromium.start();
  });
  afterAll(() => browser.close());

  it('signs up, takes the token over and reads from both services, in GraphiQL', async () => {
    await browser.open(`${gateway.url}/graphiql`);
    await browser.waitFor(`${query}?.includes('Register')`);
    await run();
    await browser.waitFor(`${response}?.includes('the-new-token')`);
    await browser.screenshot(join(SCREENSHOTS, 'graphiql-signed-up.png'));

    await openTab('MeWithFiles');
    await click('.token button');
    await run();
    await browser.waitFor(`${response}?.includes('ada@example.com')`);
    expect(auth.seen.at(-1)?.headers.authorization).toBe('Bearer the-new-token');
    expect(files.seen.at(-1)?.headers.authorization).toBe('Bearer the-new-token');
  });

  it('keeps headers for the session of the tab, and not beyond', async () => {
    await browser.waitFor(`sessionStorage.getItem('graphiql:tabState')?.includes('the-new-token')`);
    expect(await browser.evaluate('localStorage.length')).toBe(0);
    const before = files.seen.length;
    await browser.open(`${gateway.url}/graphiql`);
    await browser.waitFor(`${query}?.includes('MeWithFiles')`);
    await run();
    await browser.waitFor(`${response}?.includes('ada@example.com')`);
    expect(files.seen.length).toBeGreaterThan(before);
    expect(files.seen.at(-1)?.headers.authorization).toBe('Bearer the-new-token');
  });

  it('shows the documentation of the schema', async () => {
    await click('button[aria-label="Show Documentation Explorer"]');
    await browser.waitFor(
      `document.querySelector('.graphiql-doc-explorer')?.textContent.includes('RequestUploadInput')`,
    );
    await browser.screenshot(join(SCREENSHOTS, 'graphiql-docs.png'));
  });

  it('breaks no policy and lacks no file in all that', () => {
    expect(browser.complaints).toEqual([]);
  });

  it('says at /graphql what to do where Apollo Sandbox cannot be loaded', async () => {
    await browser.open(`${gateway.url}/graphql`);
    await browser.waitFor(`document.body?.innerText.includes('could not be loaded')`);
    const shown = await browser.evaluate(`document.body.innerText`);
    expect(String(shown)).toMatch(
      /could not be loaded[^]*GraphiQL does the same here without internet[^]*curl/,
    );
    await browser.screenshot(join(SCREENSHOTS, 'sandbox-offline.png'));
    await click('#graphiql a');
    await browser.waitFor(`location.pathname === '/graphiql' && ${query}?.length > 0`);
  });
});
