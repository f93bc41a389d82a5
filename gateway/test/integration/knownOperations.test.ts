import { GraphQLError } from 'graphql';
import {
  fakeSubgraph,
  startTestGateway,
  type FakeService,
  type GraphqlAnswer,
  type TestGateway,
} from './testbed';

/**
 * An operation runs through Apollo Server and @apollo/gateway when it is first seen, and compiled from then on. Clients
 * must not be able to tell.
 */
const ADA = { id: 'u1', name: 'Ada', email: 'ada@example.com', createdAt: new Date(0) };
const refusal = (code: string, more: object = {}) => {
  throw new GraphQLError(`refused with ${code}`, { extensions: { code, ...more } });
};

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;
let me: () => unknown = () => ADA;
let file: () => unknown = () => null;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', {
    Query: { me: () => me(), user: (_: unknown, { id }: { id: string }) => ({ ...ADA, id }) },
    Mutation: { login: () => refusal('INVALID_CREDENTIALS'), logout: () => ({ success: true }) },
  });
  files = await fakeSubgraph('files', { Query: { file: () => file() } });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
});
beforeEach(() => {
  me = () => ADA;
  file = () => null;
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

let count = 0;

/** Sends an operation that was never seen, then again. */
async function twice(body: { query: string; [more: string]: unknown }, headers: Record<string, string> = {}) {
  count += 1;
  const unseen = { ...body, query: `# ${count}\n${body.query}` };
  return [await gateway.post(unseen, headers), await gateway.post(unseen, headers)] as const;
}

function shown({ status, headers, text }: GraphqlAnswer) {
  const requestId = headers.get('x-request-id') ?? '';
  const plain = [...headers.entries()].filter(
    ([name]) => !['date', 'x-request-id', 'content-length'].includes(name),
  );
  return { status, headers: Object.fromEntries(plain), text: text.replaceAll(requestId, 'the request') };
}

const wasKnown = ({ headers }: GraphqlAnswer) =>
  gateway
    .logged()
    .find(({ requestId, msg }) => requestId === headers.get('x-request-id') && msg === 'operation')?.known ===
  true;

const TOKEN = { authorization: 'Bearer x' };

it.each<[string, { query: string; [more: string]: unknown }, Record<string, string>, (() => void)?]>([
  ['an answer', { query: '{ me { id name email createdAt } }' }, TOKEN],
  [
    'aliases and fragments',
    { query: '{ a: me { ...F } me { ... on User { b: name } __typename } } fragment F on User { id }' },
    TOKEN,
  ],
  ['variables', { query: 'query Q($id: ID!) { user(id: $id) { id } }', variables: { id: 'u9' } }, TOKEN],
  [
    'a condition',
    { query: 'query Q($no: Boolean!) { me { id name @skip(if: $no) } }', variables: { no: true } },
    TOKEN,
  ],
  [
    'the name of one of two operations',
    { query: 'query A { me { id } } query B { me { name } }', operationName: 'B' },
    TOKEN,
  ],
  [
    'the other media type',
    { query: '{ me { id } }' },
    { ...TOKEN, accept: 'application/graphql-response+json' },
  ],
  [
    'a list of media types',
    { query: '{ me { id } }' },
    { ...TOKEN, accept: 'text/html;q=0.1, application/json;q=0.9, */*;q=0.2' },
  ],
  ['a missing object', { query: '{ file(id: "f1") { id } }' }, TOKEN],
  [
    'an error at one field',
    { query: '{ me { id } file(id: "f1") { id } }' },
    TOKEN,
    () => (file = () => refusal('NOT_FOUND', { field: 'id' })),
  ],
  [
    'a refused token',
    { query: '{ me { id } }' },
    TOKEN,
    () => (me = () => refusal('UNAUTHENTICATED', { reason: 'INVALID_TOKEN' })),
  ],
  ['nobody signed in', { query: '{ me { id } }' }, {}, () => (me = () => refusal('UNAUTHENTICATED'))],
  [
    'a limit',
    { query: '{ me { id } }' },
    TOKEN,
    () => (me = () => refusal('RATE_LIMITED', { retryAfterSeconds: 7 })),
  ],
  [
    'a service that is down',
    { query: '{ me { id } }' },
    TOKEN,
    () => (me = () => refusal('SERVICE_UNAVAILABLE')),
  ],
  ['a broken promise', { query: '{ me { id name } }' }, TOKEN, () => (me = () => ({ ...ADA, name: null }))],
  ['a mutation', { query: 'mutation { logout(input: {}) { success } }' }, TOKEN],
  [
    'refused credentials',
    { query: 'mutation { login(input: {email: "a", password: "b"}) { accessToken } }' },
    TOKEN,
  ],
])('answers %s alike when it is first seen and when it is known', async (...[, body, headers, arrange]) => {
  arrange?.();
  const [first, second] = await twice(body, headers);
  expect(shown(second)).toEqual(shown(first));
  expect([first, second].map(wasKnown)).toEqual([false, true]);
});

it.each<[string, object]>([
  ['a variable that is missing', { variables: {} }],
  ['a variable of the wrong type', { variables: { id: { $gt: '' } } }],
  ['variables that are no object', { variables: [1] }],
  ['an operation it does not have', { variables: { id: 'u1' }, operationName: 'Other' }],
  [
    'extensions',
    { variables: { id: 'u1' }, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
  ],
])('G10 refuses %s as before, known or not, and calls no subgraph', async (_what, wrong) => {
  const query = `# ${(count += 1)}\nquery Q($id: ID!) { user(id: $id) { id } }`;
  const first = await gateway.post({ query, ...wrong });
  await gateway.post({ query, variables: { id: 'u1' } });
  const known = await gateway.post({ query, variables: { id: 'u1' } });
  const calls = auth.seen.length;
  const again = await gateway.post({ query, ...wrong });
  expect(wasKnown(known)).toBe(true);
  expect(shown(again)).toEqual(shown(first));
  expect(auth.seen.length).toBe(calls);
});

it('G10 takes no part of an operation for its name', async () => {
  await twice({ query: 'query Whole { me { id } }', operationName: 'Whole' });
  const body = { query: 'query Whole { me { id } }', operationName: `Whole\n# ${count}` };
  expect(await gateway.post(body)).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
  });
});

it('G10 refuses a condition that is null, known or not', async () => {
  const query = 'query ($no: Boolean = true) { me { id ...F } } fragment F on User { name @skip(if: $no) }';
  const first = await gateway.post({ query, variables: { no: null } });
  for (const no of [true, false]) await gateway.post({ query, variables: { no } });
  const again = await gateway.post({ query, variables: { no: null } });
  expect(first).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(shown(again)).toEqual(shown(first));
});

it('leaves introspection and what it cannot compile to the general executor', async () => {
  const [first, second] = await twice({ query: '{ __typename }' });
  expect(shown(second)).toEqual(shown(first));
  const odd = await twice({ query: '{ me { constructor: id } }' }, TOKEN);
  expect(shown(odd[1])).toEqual(shown(odd[0]));
  expect(odd.map(wasKnown)).toEqual([false, false]);
  const variables: unknown = JSON.parse('{"__proto__":"u9"}');
  const odder = await twice({ query: 'query ($__proto__: ID!) { user(id: $__proto__) { id } }', variables });
  expect(odder[0]).toMatchObject({ data: { user: { id: 'u9' } } });
  expect(shown(odder[1])).toEqual(shown(odder[0]));
});
