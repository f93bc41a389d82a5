import { GraphQLError } from 'graphql';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const SESSION = {
  accessToken: 'a',
  refreshToken: 'r',
  tokenType: 'Bearer',
  expiresAt: new Date(0),
  user: { id: 'u1', name: 'Ada', createdAt: new Date(0) },
};
const LOGIN = 'mutation { login(input: { email: "a@b.c", password: "secret words" }) { tokenType } }';
const REFRESH = { query: 'mutation { refreshSession(input: { refreshToken: "r" }) { tokenType } }' };
const HELD = 3;
const STORM = 120;

/** An auth that holds three sign-ins until it is told to let them go, and refuses the rest, as the real one does. */
let auth: FakeService;
let gateway: TestGateway;
const held: (() => void)[] = [];
let asked = 0;
let isHolding = false;

/** Undefined when it is one too many. */
function hold(): Promise<void> | undefined {
  asked += 1;
  if (!isHolding) return Promise.resolve();
  return held.length < HELD ? new Promise((resolve) => held.push(resolve)) : undefined;
}

beforeAll(async () => {
  auth = await fakeSubgraph('auth', {
    Query: { me: () => SESSION.user },
    Mutation: {
      refreshSession: () => SESSION,
      login: async () => {
        const turn = hold();
        if (turn !== undefined) return turn.then(() => SESSION);
        const extensions = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 };
        throw new GraphQLError('Too many at this moment.', { extensions });
      },
    },
  });
});
beforeEach(async () => {
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: auth.url }, { mutationTimeoutMs: 60_000 });
});
afterEach(() => gateway.close());
afterAll(() => auth.close());

const holdRest = () => {
  auth.answer = (request, response) => {
    request.resume().once('end', () => {
      const turn = hold();
      if (turn === undefined) response.writeHead(503, { 'retry-after': '2' }).end();
      else void turn.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    });
  };
};

let count = 0;
const ways: Record<string, () => Promise<{ status: number; headers: Headers }>> = {
  'one operation': () => gateway.post({ query: LOGIN }),
  // None of them is known, so that each would have to be planned.
  'ever other operations': () => gateway.post({ query: `# ${(count += 1)}\n${LOGIN}` }),
  'POST /login': () => fetch(`${gateway.url}/login`, { method: 'POST', body: '{}' }),
};

/** Resolves when all but those that are held have come back. */
async function storm(signIn: () => Promise<{ status: number }>) {
  isHolding = true;
  const answers = Array.from({ length: STORM }, signIn);
  let over = 0;
  await new Promise<void>((resolve) => {
    for (const one of answers) void one.then(() => (over += 1) === STORM - HELD && resolve());
  });
  return { answers };
}

function letGo(): void {
  isHolding = false;
  for (const one of held.splice(0)) one();
}

it.each(Object.entries(ways))(
  'M01 refuses the surplus of a storm of logins by %s before auth hears of it',
  async (way, signIn) => {
    if (way === 'POST /login') holdRest();
    // Known from here on, where it can be.
    for (let time = 0; time < 2; time += 1) expect((await signIn()).status).toBe(200);
    const all = await storm(signIn);
    asked = 0;
    for (let time = 0; time < 5; time += 1) {
      // By whichever way it was learnt.
      for (const another of Object.values(ways)) {
        const { status, headers } = await another();
        expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([
          503,
          '2',
          'no-store',
        ]);
      }
    }
    expect(asked).toBe(0);
    auth.answer = null;

    letGo();
    const answers = await Promise.all(all.answers);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(HELD);
    expect((await gateway.post({ query: LOGIN })).data).toEqual({ login: { tokenType: 'Bearer' } });
  },
);

it('M01 answers everybody else during a storm, and tells who is refused what was', async () => {
  for (let time = 0; time < 2; time += 1) await gateway.post({ query: LOGIN });
  const all = await storm(ways['one operation']!);
  const answer = await gateway.post({ query: LOGIN });
  expect(answer).not.toHaveProperty('data');
  const requestId = answer.headers.get('x-request-id');
  expect(answer.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', requestId } }]);
  expect(gateway.logged()).toContainEqual(
    expect.objectContaining({ requestId, op: 'login', status: 503, codes: ['SERVICE_UNAVAILABLE'] }),
  );
  expect((await gateway.post({ query: '{ me { id } }' })).data).toEqual({ me: { id: 'u1' } });
  for (let time = 0; time < 2; time += 1) {
    expect((await gateway.post(REFRESH)).data).toEqual({ refreshSession: { tokenType: 'Bearer' } });
  }
  letGo();
  await Promise.all(all.answers);
});

it('M01 refuses a surplus POST /login as any other request is refused: a problem, headers, one line in the log', async () => {
  const all = await storm(ways['one operation']!);
  const response = await fetch(`${gateway.url}/login?from=app`, { method: 'POST', body: '{}' });
  const requestId = response.headers.get('x-request-id');
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.json()).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', requestId });
  // What is not one more sign-in is looked at as ever.
  expect((await fetch(`${gateway.url}/login`)).status).toBe(405);
  expect((await fetch(`${gateway.url}/login/`, { method: 'POST' })).status).toBe(404);
  const lines = gateway.logged().filter((line) => line.requestId === requestId);
  expect(lines).toEqual([expect.objectContaining({ msg: 'request', op: 'POST /login', status: 503 })]);
  letGo();
  await Promise.all(all.answers);
});
