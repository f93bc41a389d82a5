import { GraphQLError } from 'graphql';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const refuse =
  (code: string, extensions: object = {}) =>
  () => {
    throw new GraphQLError(code, { extensions: { code, ...extensions } });
  };
const invalidToken = refuse('UNAUTHENTICATED', { reason: 'INVALID_TOKEN' });
const STALE = { authorization: 'Bearer stale' };
const LOGIN = 'login(input: { email: "a@b.c", password: "secret words" }) { tokenType }';

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;
let login: () => unknown;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', {
    Query: { me: invalidToken, user: () => ({ id: 'u1', name: 'Ada', createdAt: new Date(0) }) },
    Mutation: {
      login: () => login(),
      refreshSession: refuse('UNAUTHENTICATED'),
      deleteAccount: invalidToken,
      changePassword: invalidToken,
      requestEmailVerification: invalidToken,
      register: refuse('RATE_LIMITED'),
    },
  });
  files = await fakeSubgraph('files', {
    Query: { file: refuse('RATE_LIMITED', { retryAfterSeconds: 7.2 }) },
  });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

it('answers 401 without data when a token came along and is refused', async () => {
  const answer = await gateway.post({ query: '{ me { id } file(id: "1") { id } }' }, STALE);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(answer).not.toHaveProperty('data');
  expect(answer.errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED', reason: 'INVALID_TOKEN' } },
    {},
  ]);
});

it('answers 200 with null when no token came along', async () => {
  const answer = await gateway.post({ query: '{ me { id } }' });
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ me: null });
  expect(answer.headers.get('www-authenticate')).toBeNull();
});

it('counts an empty authorization header as no token', async () => {
  expect((await gateway.post({ query: '{ me { id } }' }, { authorization: '' })).status).toBe(200);
});

it('keeps what could be answered although the token is refused elsewhere', async () => {
  const answer = await gateway.post({ query: '{ me { id } user(id: "u1") { name } }' }, STALE);
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ me: null, user: { name: 'Ada' } });
});

it('lets somebody with a stale token sign in', async () => {
  login = () => ({ tokenType: 'Bearer' });
  const answer = await gateway.post({ query: `mutation { ${LOGIN} }` }, STALE);
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ login: { tokenType: 'Bearer' } });
});

it('answers wrong credentials alike with and without a stale token', async () => {
  login = refuse('INVALID_CREDENTIALS');
  const refresh = 'refreshSession(input: { refreshToken: "r" }) { tokenType }';
  for (const mutation of [LOGIN, refresh]) {
    for (const headers of [{}, STALE]) {
      const answer = await gateway.post({ query: `mutation { ${mutation} }` }, headers);
      expect(answer.status).toBe(200);
      expect(answer.data).toBeNull();
    }
  }
});

it('answers 401 to a stale token where a password is asked for besides, so that the client refreshes', async () => {
  for (const mutation of [
    'deleteAccount(input: { password: "secret words" }) { deletedUserId }',
    'changePassword(input: { currentPassword: "secret words", newPassword: "other words" }) { user { id } }',
    'requestEmailVerification { success }',
  ]) {
    const answer = await gateway.post({ query: `mutation { ${mutation} }` }, STALE);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(answer).not.toHaveProperty('data');
  }
});

it('answers 429 with Retry-After when a limit stops the whole request', async () => {
  const answer = await gateway.post({ query: '{ file(id: "1") { id } }' });
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('8');
  expect(answer.errors[0]!.extensions).toEqual({
    code: 'RATE_LIMITED',
    requestId: answer.headers.get('x-request-id'),
  });
});

it('answers 200 when a limit stops only a part', async () => {
  const answer = await gateway.post({ query: '{ file(id: "1") { id } user(id: "u1") { name } }' });
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ file: null, user: { name: 'Ada' } });
});

it('logs a hundred characters of an operation’s name, however long it is', async () => {
  const query = `query ${'N'.repeat(50_000)} { user(id: "u1") { name } }`;
  for (const requestId of ['first', 'known']) {
    await gateway.post({ query }, { 'x-request-id': requestId });
    const line = gateway.logged().find((one) => one.requestId === requestId && one.msg === 'operation');
    expect(line).toMatchObject({ op: 'N'.repeat(100), hash: expect.any(String) as string });
  }
});

it('logs one line for each operation, without variables, and with the request id of the answer', async () => {
  const query = 'query Who($id: ID!) { user(id: $id) { name } }';
  const answer = await gateway.post({ query, variables: { id: 'canary' } }, { 'x-request-id': 'trace-me' });
  expect(answer.headers.get('x-request-id')).toBe('trace-me');
  const lines = gateway.logged().filter(({ requestId }) => requestId === 'trace-me');
  expect(lines).toMatchObject([{ msg: 'operation', op: 'Who', actor: 'anonymous', status: 200 }]);
  expect(JSON.stringify(gateway.logged())).not.toContain('canary');
  expect(auth.seen.at(-1)!.headers['x-request-id']).toBe('trace-me');
});
