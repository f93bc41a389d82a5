import fc from 'fast-check';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const USER = { id: 'u1', name: 'Ada', email: null, createdAt: new Date(0) };
const RUNS = 100;

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', { Query: { me: () => USER, user: () => USER } });
  files = await fakeSubgraph('files', { Query: { file: () => null }, User: { files: () => null } });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url }, { logLevel: 'silent' });
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

/** Sends anything at all, and sees a JSON answer that blames nobody but the client. */
async function survives(body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<void> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  const text = await response.text();
  const answer = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  if (response.status >= 500 || text.includes('INTERNAL_SERVER_ERROR')) {
    throw new Error(`${response.status} ${text}`);
  }
  if (response.status !== 200) expect(answer.errors).not.toHaveLength(0);
  const good = await gateway.post({ query: '{ me { id } }' });
  expect(good.data).toEqual({ me: { id: 'u1' } });
}

it('G13 survives any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), (bytes) => survives(Buffer.from(bytes))),
    { numRuns: RUNS },
  );
});

it('G13 survives any JSON', async () => {
  const request = fc.record(
    {
      query: fc.oneof(fc.constant('query ($id: ID!) { user(id: $id) { id } }'), fc.jsonValue()),
      variables: fc.oneof(fc.record({ id: fc.jsonValue() }), fc.jsonValue()),
      operationName: fc.jsonValue(),
      extensions: fc.jsonValue(),
      __proto__: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(request, fc.jsonValue()), (value) => survives(JSON.stringify(value))),
    { numRuns: RUNS },
  );
});

it('G13 survives any operation made of its own words', async () => {
  const word = fc.constantFrom(
    ...['{', '{', '{', '}', '}', '}', '(', ')', '[', ']', '!', ':', '...', '@', '$', '=', '&', '|'],
    ...[
      'query',
      'mutation',
      'subscription',
      'fragment',
      'on',
      'me',
      'user',
      'file',
      'files',
      'nodes',
      'owner',
    ],
    ...['id', 'name', 'User', 'Query', 'ID', 'Boolean', 'include', 'skip', 'if', 'first', 'filter', 'status'],
    ...[
      '"text"',
      '"""block"""',
      '1',
      '-1.5e9',
      'true',
      'null',
      'READY',
      'x',
      '__typename',
      '__schema',
      '__type',
    ],
    ...['createdAt', 'login', 'input', 'email', '_entities', '_service', '#', '\u0000', '🧥'],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 40 }), (words) =>
      survives(JSON.stringify({ query: words.join(' '), variables: { x: null } })),
    ),
    { numRuns: RUNS },
  );
});

it('G13 survives valid operations of any shape with variables of any kind', async () => {
  const leaf = fc.constantFrom(
    'id',
    'name',
    'email',
    'createdAt',
    '__typename',
    'a: id',
    'name @include(if: $yes)',
  );
  const { user } = fc.letrec<{ user: string; file: string }>((tie) => ({
    user: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      tie('file').map((file) => `files(first: $n, after: $after) { nodes { ${file} } totalCount }`),
      tie('user').map((below) => `... on User @skip(if: $yes) { ${below} }`),
    ),
    file: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('id', 'size', 'status', 'downloadUrl(disposition: $d)'),
      tie('user').map((below) => `owner { ${below} }`),
    ),
  }));
  const variables = fc.record(
    { n: fc.jsonValue(), after: fc.jsonValue(), yes: fc.jsonValue(), d: fc.jsonValue(), id: fc.jsonValue() },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(user, { minLength: 1, maxLength: 4 }), variables, (fields, values) =>
      survives(
        JSON.stringify({
          query: `query ($n: Int! = 5, $after: String, $yes: Boolean = false, $d: ContentDisposition = INLINE, $id: ID = "1") {
            me { id @skip(if: $yes) ${fields.join(' ')} files(first: $n, after: $after) { nodes { downloadUrl(disposition: $d) } } }
            user(id: $id) { id }
          }`,
          variables: values,
        }),
      ),
    ),
    { numRuns: RUNS },
  );
});

it('G13 survives variables of any kind in an operation that is known', async () => {
  const query = `query ($n: Int = 5, $yes: Boolean = false, $d: ContentDisposition = INLINE, $id: ID = "1") {
    me { id name @skip(if: $yes) ...F }
    user(id: $id) { id @include(if: $yes) files(first: $n) { nodes { downloadUrl(disposition: $d) } } }
  } fragment F on User { email @include(if: $yes) }`;
  await gateway.post({ query });
  const value = fc.oneof(
    fc.jsonValue(),
    fc.boolean(),
    fc.constantFrom(null, 1e308, 2 ** 53, -0, '__proto__'),
  );
  const variables = fc.record({ n: value, yes: value, d: value, id: value }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(variables, (values) => survives(JSON.stringify({ query, variables: values }))),
    { numRuns: RUNS },
  );
});

it('G13 survives bodies that are nested as deep as they may be long', async () => {
  const levels = fc.integer({ min: 1, max: 12_000 });
  const bodies = fc.oneof(
    levels.map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
    levels.map((depth) => `{"query":"{me{id}}","variables":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`),
    levels.map((depth) =>
      JSON.stringify({ query: `{user(id:${'['.repeat(depth)}1${']'.repeat(depth)}){id}}` }),
    ),
    levels.map((depth) => JSON.stringify({ query: `${'{me'.repeat(depth)}${'}'.repeat(depth)}` })),
    levels.map((depth) => JSON.stringify({ query: `{me${'@skip(if:true)'.repeat(depth / 4)}{id}}` })),
  );
  await fc.assert(
    fc.asyncProperty(bodies, (body) => survives(body)),
    { numRuns: RUNS },
  );
});

it('G13 survives any content type', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.stringMatching(/^[a-z/;=+-]{1,40}$/),
        fc.stringMatching(/^application\/json; ?charset=[a-z0-9-]{0,12}$/),
      ),
      (type) => survives('{"query":"{ me { id } }"}', type),
    ),
    { numRuns: 50 },
  );
});
