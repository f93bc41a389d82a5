import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const USER = { id: 'u1', name: 'Ada', createdAt: new Date(0) };

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;
const calls = () => auth.seen.length + files.seen.length;

beforeAll(async () => {
  auth = await fakeSubgraph('auth', {
    Query: { me: () => USER, user: () => USER },
  });
  files = await fakeSubgraph('files', { Query: { file: () => null }, User: { files: () => null } });
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: `${files.url}` });
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

describe("G10 a client's mistake is never 5xx", () => {
  const two = 'query a { me { id } } query b { me { id } }';
  it.each<[string, object, string]>([
    [
      'an operationName that is not there',
      { query: two, operationName: 'c' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['several operations without a name', { query: two }, 'OPERATION_RESOLUTION_FAILURE'],
    ['another field called __typename', { query: '{ __typename: me { id } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['only a fragment', { query: 'fragment f on User { id }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', { query: 'subscription { me { id } }' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a missing variable', { query: 'query ($id: ID!) { user(id: $id) { id } }' }, 'BAD_USER_INPUT'],
    [
      'null for a variable that has a default',
      {
        query: 'query ($x: Boolean! = true) { me @include(if: $x) { id } }',
        variables: { x: null },
      },
      'BAD_USER_INPUT',
    ],
    [
      'null for a variable that decides',
      { query: 'query ($x: Boolean = true) { me @include(if: $x) { id } }', variables: { x: null } },
      'BAD_USER_INPUT',
    ],
    [
      'null for an argument that has a default',
      {
        query: 'query ($n: Int) { file(id: "x") { downloadUrl(expiresInSeconds: $n) } }',
        variables: { n: null },
      },
      'BAD_USER_INPUT',
    ],
    [
      'an object where an id belongs',
      {
        query: 'query ($id: ID!) { user(id: $id) { id } }',
        variables: { id: { $gt: '' } },
      },
      'BAD_USER_INPUT',
    ],
    [
      'a literal that is no SafeInt',
      {
        query:
          'mutation { requestUpload(input: { name: "a", size: "many", contentType: "a/b" }) { file { id } } }',
      },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      '_entities',
      { query: '{ _entities(representations: []) { __typename } }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['F02 _service', { query: '{ _service { sdl } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['no query', { variables: {} }, 'BAD_REQUEST'],
    ['a query of another kind', { query: 1 }, 'BAD_REQUEST'],
  ])('%s', async (_what, body, code) => {
    const answer = await gateway.post(body);
    expect(answer.status).toBe(400);
    expect(answer.errors[0]).toMatchObject({ extensions: { code } });
    expect(answer).not.toHaveProperty('data');
  });

  it.each(['../x', 'x'.repeat(10_000), '{"$gt":""}', '\u0000', '🧥'])(
    'hands the id %j on as text',
    async (id) => {
      const answer = await gateway.post({
        query: 'query ($id: ID!) { file(id: $id) { id } }',
        variables: { id },
      });
      expect(answer.status).toBe(200);
      expect(JSON.parse(files.seen.at(-1)!.body)).toMatchObject({ variables: { id } });
    },
  );

  it('names the place of a faulty variable and never repeats values', async () => {
    const query = 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }';
    const missing = await gateway.post({ query, variables: { input: { password: 'hunter2' } } });
    expect(missing.status).toBe(400);
    expect(missing.text).not.toContain('hunter2');
    const faulty = await gateway.post({ query, variables: { input: { email: 'a', password: 4711 } } });
    expect(faulty.errors).toMatchObject([
      {
        message: 'Variable "$input.password" cannot be accepted: String cannot represent a non string value.',
        extensions: { code: 'BAD_USER_INPUT', field: 'password' },
      },
    ]);
    expect(faulty.text).not.toContain('4711');
  });

  it('refuses a variable that is no SafeInt before any subgraph is called', async () => {
    const before = calls();
    const answer = await gateway.post({
      query: 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } } }',
      variables: { input: { name: 'a', size: '12abc', contentType: 'a/b' } },
    });
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'size' } }]);
    expect(calls()).toBe(before);
  });
});
