import { GraphQLError } from 'graphql';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const SESSION = {
  accessToken: 'a',
  refreshToken: 'r',
  tokenType: 'Bearer',
  expiresAt: new Date(0),
  user: { id: 'u1', name: 'Ada', createdAt: new Date(0) },
};
const LOGIN = {
  query: 'mutation { login(input: { email: "a@b.c", password: "secret words" }) { tokenType } }',
};
const REFRESH = { query: 'mutation { refreshSession(input: { refreshToken: "r" }) { tokenType } }' };
const HELD = 3;
const STORM = 120;

/** An auth that holds three sign-ins until it is told to let them go, and refuses the rest, as the real one does. */
let auth: FakeService;
let gateway: TestGateway;
const held: (() => void)[] = [];
let asked = 0;
let isHolding = false;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', {
    Query: { me: () => SESSION.user },
    Mutation: {
      refreshSession: () => SESSION,
      login: () => {
        asked += 1;
        if (!isHolding) return SESSION;
        if (held.length < HELD) return new Promise((resolve) => held.push(() => resolve(SESSION)));
        const extensions = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 };
        throw new GraphQLError('Too many at this moment.', { extensions });
      },
    },
  });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: auth.url }, { mutationTimeoutMs: 60_000 });
});
afterAll(() => Promise.all([gateway.close(), auth.close()]));

it('M01 refuses the surplus of a storm of logins before auth hears of it, and nobody else', async () => {
  // Known from here on.
  for (let time = 0; time < 2; time += 1) await gateway.post(LOGIN);
  isHolding = true;
  const all = Array.from({ length: STORM }, () => gateway.post(LOGIN));
  // All but those that are held come back.
  let over = 0;
  await new Promise<void>((resolve) => {
    for (const one of all) void one.then(() => (over += 1) === STORM - HELD && resolve());
  });

  asked = 0;
  for (let time = 0; time < 5; time += 1) {
    const answer = await gateway.post(LOGIN);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer).not.toHaveProperty('data');
    const requestId = answer.headers.get('x-request-id');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', requestId } }]);
    expect(gateway.logged()).toContainEqual(
      expect.objectContaining({ requestId, op: 'login', status: 503, codes: ['SERVICE_UNAVAILABLE'] }),
    );
  }
  expect(asked).toBe(0);
  expect((await gateway.post({ query: '{ me { id } }' })).data).toEqual({ me: { id: 'u1' } });
  for (let time = 0; time < 2; time += 1) {
    expect((await gateway.post(REFRESH)).data).toEqual({ refreshSession: { tokenType: 'Bearer' } });
  }

  isHolding = false;
  for (const letGo of held.splice(0)) letGo();
  const answers = await Promise.all(all);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(HELD);
  expect((await gateway.post(LOGIN)).data).toEqual({ login: { tokenType: 'Bearer' } });
});
