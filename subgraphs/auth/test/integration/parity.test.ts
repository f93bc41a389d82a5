import { createCountingHasher } from '../buildUseCases';
import { CASES, type Person } from './parityCases';
import { buildPerson, startTestApp, type Reply, type TestApp } from '../startTestApp';

const OPERATIONS = {
  register: { path: '/register', type: 'RegisterInput', answer: 'user { name email } tokenType' },
  login: { path: '/login', type: 'LoginInput', answer: 'user { name email } tokenType' },
  refreshSession: { path: '/refresh', type: 'RefreshSessionInput', answer: 'user { name email } tokenType' },
  logout: { path: '/logout', type: 'LogoutInput', answer: 'success' },
} as const;

const hasher = createCountingHasher();
let auth: TestApp;
beforeAll(async () => {
  auth = await startTestApp({ adapters: { hasher } });
});
afterAll(() => auth.close());

async function signUp(): Promise<Person> {
  const person = buildPerson();
  const { body } = await auth.postJson('/register', person);
  hasher.calls.length = 0;
  return { ...person, refreshToken: String(body.refreshToken) };
}

/** What a door made of it: the code, the field at fault, the answer, and the work it took. */
function outcomeOfGraphql({ body }: Reply, operation: string) {
  const error = body.errors?.[0];
  return {
    code: error?.extensions.code ?? null,
    field: error?.extensions.field,
    answer: body.data?.[operation],
  };
}

function outcomeOfRest({ status, body }: Reply) {
  return status < 400 ? { code: null, answer: body } : { code: body.code, field: body.field };
}

describe.each(CASES)('$operation $title', ({ operation, input, code, field, rest, hashing }) => {
  const { path, type, answer } = OPERATIONS[operation];

  it('through GraphQL', async () => {
    const person = await signUp();
    const query = `mutation ($input: ${type}!) { ${operation}(input: $input) { ${answer} } }`;
    const reply = await auth.graphql(query, { input: input(person) });
    const outcome = outcomeOfGraphql(reply, operation);
    expect({ code: outcome.code, body: reply.body }).toMatchObject({ code });
    if (field !== undefined) expect(outcome.field).toBe(field);
    if (hashing !== undefined) expect(hasher.calls).toHaveLength(hashing);
  });

  it('through REST', async () => {
    const person = await signUp();
    const reply = await auth.postJson(path, input(person));
    const outcome = outcomeOfRest(reply);
    expect({ code: outcome.code, status: reply.status, body: reply.body }).toMatchObject({
      code,
      status: rest,
    });
    expect(reply.headers.get('cache-control')).toBe('no-store');
    if (field !== undefined) expect(outcome.field).toBe(field);
    if (hashing !== undefined) expect(hasher.calls).toHaveLength(hashing);
  });
});

it('H01 gives the same session through both doors', async () => {
  const person = await signUp();
  const { email, password } = person;
  const byRest = (await auth.postJson('/login', { email, password })).body;
  const query = `mutation ($input: LoginInput!) { login(input: $input) {
    accessToken refreshToken tokenType expiresAt user { id name email emailVerifiedAt createdAt isTotpEnabled recoveryCodesLeft disabledAt } } }`;
  const byGraphql = (await auth.graphql(query, { input: { email, password } })).body.data.login;
  expect(Object.keys(byRest as object).sort()).toEqual(Object.keys(byGraphql as object).sort());
  // Roles are an enum in GraphQL, spelled as GraphQL spells them.
  const { roles, ...user } = byRest.user;
  expect(roles).toEqual([]);
  expect(user).toEqual(byGraphql.user);
  expect(byRest.expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('P06 answers an unknown address and a wrong password alike, down to the headers', async () => {
  const { email, password } = await signUp();
  const replies = [
    await auth.postJson('/login', { email, password: 'not this password' }),
    await auth.postJson('/login', { email: 'nobody@example.com', password }),
  ];
  const comparable = replies.map(({ status, headers, body }) => ({
    status,
    headers: [...headers.keys()].sort(),
    length: headers.get('content-length'),
    body: { ...body, requestId: '' } as unknown,
  }));
  expect(comparable[0]).toEqual(comparable[1]);
});
