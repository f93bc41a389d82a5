import { execute, signUp } from './client';
import { waitFor } from './processes';
import { startStack, type Stack } from './stack';
import {
  FileByIdDocument,
  LoginDocument,
  LogoutDocument,
  MyFilesDocument,
  MySessionsDocument,
  RevokeSessionDocument,
} from '../schema/operations.generated';

/** The bound is 2 seconds; a loaded machine is given as much again before the test calls it broken. */
const WITHIN_MS = 4_000;
/** Processes are stopped and started; on a loaded machine each start takes seconds. */
const PATIENCE_MS = 120_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

const filesAnswer = async (accessToken: string) => {
  const { errors } = await execute(stack.url, FileByIdDocument, { id: 'nothing' }, accessToken);
  return errors[0]?.extensions.code;
};

/** Waits until files refuses a token that it takes now; how long that took. */
async function untilRefused(accessToken: string, end: () => Promise<unknown>): Promise<number> {
  expect(await filesAnswer(accessToken)).toBe('NOT_FOUND');
  await end();
  const since = performance.now();
  await waitFor(
    'files to refuse the token',
    async () => ((await filesAnswer(accessToken)) === 'UNAUTHENTICATED' ? true : null),
    undefined,
    WITHIN_MS,
  );
  return performance.now() - since;
}

it('R05 T08 stops the access token of a session everywhere within 2 seconds after logout', async () => {
  const { accessToken } = await signUp(stack.url);
  const took = await untilRefused(accessToken, async () =>
    (await execute(stack.url, LogoutDocument, { input: {} }, accessToken)).expectData(),
  );
  process.stdout.write(`files refused the token ${Math.round(took)} ms after logout\n`);
  const answer = await execute(stack.url, FileByIdDocument, { id: 'nothing' }, accessToken);
  expect(answer.status).toBe(401);
});

it('R05 ends a session from another device, which sees it in its list', async () => {
  const { accessToken, email, password } = await signUp(stack.url);
  const { login } = (await execute(stack.url, LoginDocument, { input: { email, password } })).expectData();
  const { me } = (await execute(stack.url, MySessionsDocument, { first: 1 }, login.accessToken)).expectData();
  expect(me?.sessions).toMatchObject({
    totalCount: 2,
    pageInfo: { hasNextPage: true },
    nodes: [{ isCurrent: true, address: '127.0.0.1', device: { name: 'node' } }],
  });
  const after = me?.sessions?.pageInfo.endCursor ?? '';
  const rest = (
    await execute(stack.url, MySessionsDocument, { first: 1, after }, login.accessToken)
  ).expectData();
  const [other] = rest.me?.sessions?.nodes ?? [];
  expect(other).toMatchObject({ isCurrent: false });
  await untilRefused(accessToken, async () =>
    (
      await execute(
        stack.url,
        RevokeSessionDocument,
        { input: { sessionId: other?.id ?? '' } },
        login.accessToken,
      )
    ).expectData(),
  );
  expect(await filesAnswer(login.accessToken)).toBe('NOT_FOUND');
});

it(
  'R05 remembers what was revoked when files is restarted, and hears of what it missed',
  async () => {
    const [one, two] = [await signUp(stack.url), await signUp(stack.url)];
    (await execute(stack.url, LogoutDocument, { input: {} }, one.accessToken)).expectData();
    await stack.stop('files');
    (await execute(stack.url, LogoutDocument, { input: {} }, two.accessToken)).expectData();
    await stack.start('files');
    for (const { accessToken } of [one, two]) {
      await waitFor('files to refuse the token', async () =>
        (await filesAnswer(accessToken)) === 'UNAUTHENTICATED' ? true : null,
      );
    }
  },
  PATIENCE_MS,
);

it(
  'D07 goes on reading files with a valid token while auth is dead, and is ready',
  async () => {
    const { accessToken } = await signUp(stack.url);
    (await execute(stack.url, MyFilesDocument, { first: 1 }, accessToken)).expectData();
    await stack.stop('auth');
    await waitFor('files to notice', () =>
      stack.output().includes('cannot follow the account events') ? true : null,
    );
    expect(await filesAnswer(accessToken)).toBe('NOT_FOUND');
    expect((await fetch(`${stack.urls.files}/health/ready`)).status).toBe(200);
    await stack.start('auth');
    await waitFor('files to follow again', () =>
      stack.output().includes('following the account events again') ? true : null,
    );
    await waitFor('logging out to take effect', async () => {
      await execute(stack.url, LogoutDocument, { input: {} }, accessToken);
      return (await filesAnswer(accessToken)) === 'UNAUTHENTICATED' ? true : null;
    });
  },
  PATIENCE_MS,
);

it('answers nobody through the gateway about account events', async () => {
  expect((await fetch(`${stack.url}/account-events`)).status).toBe(404);
  expect((await fetch(`${stack.urls.auth}/account-events`)).status).toBe(401);
  const { paths } = (await (await fetch(`${stack.url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(paths)).not.toContain('/account-events');
});
