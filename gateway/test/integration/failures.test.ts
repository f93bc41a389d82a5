import type { RequestListener } from 'node:http';
import { GraphQLError } from 'graphql';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

const ADA = { id: 'u1', name: 'Ada', email: 'ada@example.com', createdAt: new Date(0) };
const PAGE = { edges: [], nodes: [], pageInfo: {}, totalCount: 7 };
const ME_AND_FILES = '{ me { id email files { totalCount } } }';
const SECRET = 'mongodb://root:hunter2@10.0.0.7:27017';
const DEADLINE_MS = 400;

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;
let fail: () => unknown = () => null;

/** Everything a client sees of an answer. */
const shown = (answer: { text: string; headers: Headers }) =>
  answer.text + JSON.stringify([...answer.headers.entries()]);

const reply =
  (status: number, type: string, body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };

describe.each([
  ['over its port', false],
  ['in the same process', true],
])('a subgraph that is called %s', (_where, isInProcess) => {
  const start = (subgraphTimeoutMs: number) =>
    startTestGateway(
      { authUrl: auth.url, filesUrl: files.url },
      { subgraphTimeoutMs },
      new Map(isInProcess ? [auth, files].map(({ url, inProcess }) => [url, inProcess]) : []),
    );
  beforeAll(async () => {
    auth = await fakeSubgraph('auth', { Query: { me: () => ADA, user: () => fail() } });
    files = await fakeSubgraph('files', { User: { files: () => PAGE }, Query: { file: () => fail() } });
    gateway = await start(DEADLINE_MS);
  });
  afterEach(() => {
    auth.answer = null;
    files.answer = null;
  });
  afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

  describe.each<[string, RequestListener, string]>([
    ['answers 500 in HTML', reply(500, 'text/html', `<h1>${SECRET}</h1>`), 'SERVICE_UNAVAILABLE'],
    ['answers 503', reply(503, 'application/json', '{"status":"not ready"}'), 'SERVICE_UNAVAILABLE'],
    ['answers broken JSON', reply(200, 'application/json', '{"data":{"me"'), 'SERVICE_UNAVAILABLE'],
    ['answers JSON of another kind', reply(200, 'application/json', '[1]'), 'SERVICE_UNAVAILABLE'],
    [
      'answers neither data nor errors',
      reply(200, 'application/json', '{"errors":[]}'),
      'SERVICE_UNAVAILABLE',
    ],
    ['answers plain text', reply(200, 'text/plain', SECRET), 'SERVICE_UNAVAILABLE'],
    [
      'redirects elsewhere',
      (_request, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      'SERVICE_UNAVAILABLE',
    ],
    ['resets the connection', (request) => request.socket.resetAndDestroy(), 'SERVICE_UNAVAILABLE'],
    [
      'breaks off in the middle',
      (request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"data":', () => request.socket.destroy());
      },
      'SERVICE_UNAVAILABLE',
    ],
    ['does not answer', () => undefined, 'TIMEOUT'],
    [
      'stops in the middle',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"data":');
      },
      'TIMEOUT',
    ],
    [
      'throws a secret',
      reply(
        200,
        'application/json',
        JSON.stringify({
          data: null,
          errors: [
            {
              message: SECRET,
              extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: [SECRET], response: { url: SECRET } },
            },
          ],
        }),
      ),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'uses a code of its own',
      reply(
        200,
        'application/json',
        JSON.stringify({ errors: [{ message: SECRET, extensions: { code: 'E1' } }] }),
      ),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'has an error that is no error',
      reply(200, 'application/json', JSON.stringify({ data: null, errors: [SECRET, null] })),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'has another schema than it was composed with',
      reply(
        400,
        'application/json',
        JSON.stringify({
          errors: [
            {
              message: 'Cannot query field "files" on type "User".',
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
            },
          ],
        }),
      ),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'takes the gateway for a stranger',
      reply(
        401,
        'application/json',
        JSON.stringify({
          errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED', reason: 'NOT_THE_GATEWAY' } }],
        }),
      ),
      'SERVICE_UNAVAILABLE',
    ],
  ])('when files %s', (_what, answer, code) => {
    it(`S01 F06 still answers what auth knows, with ${code} at the field and nothing internal`, async () => {
      files.answer = answer;
      const result = await gateway.post({ query: ME_AND_FILES }, { authorization: 'Bearer x' });
      expect(result.status).toBe(200);
      expect(result.data).toEqual({ me: { id: 'u1', email: ADA.email, files: null } });
      for (const error of result.errors) {
        expect(error).toEqual({
          message: expect.any(String),
          path: ['me', 'files'],
          extensions: { code, requestId: result.headers.get('x-request-id') },
        });
      }
      expect(result.errors.length).toBeGreaterThan(0);
      for (const secret of ['hunter2', files.url, '127.0.0.1', 'stack', 'serviceName', 'files.invalid']) {
        expect(shown(result)).not.toContain(secret);
      }
      const requestId = result.headers.get('x-request-id');
      expect(gateway.logged()).toContainEqual(
        expect.objectContaining({ requestId, codes: result.errors.map(() => code) }),
      );
    });
  });

  it('S01 answers 503 with Retry-After and no data when nothing at all could be answered', async () => {
    auth.answer = reply(503, 'text/plain', 'down');
    const answer = await gateway.post({ query: ME_AND_FILES });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors).toMatchObject([{ path: ['me'], extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
  });

  it('S02 answers TIMEOUT at the deadline when the only subgraph asked hangs', async () => {
    auth.answer = () => undefined;
    const answer = await gateway.post({ query: '{ one: me { id } me { name } }' });
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ one: null, me: null });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['one'], 'TIMEOUT'],
      [['me'], 'TIMEOUT'],
    ]);
  });

  it('S04 ends the call to the subgraph when the client goes', async () => {
    const reached = new Promise<void>((arrived) => {
      files.answer = (request) => {
        arrived();
        request.socket.once('close', () => ended());
      };
    });
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    const patient = await start(3_600_000);
    const client = new AbortController();
    const answer = fetch(`${patient.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ME_AND_FILES }),
      signal: client.signal,
    });
    await reached;
    client.abort();
    await expect(answer).rejects.toThrow();
    await end;
    await patient.close();
    const lines = patient.logged().filter(({ msg }) => msg === 'operation');
    expect(lines).toMatchObject([{ op: 'me', status: 'broken off' }]);
    expect(lines[0]).not.toHaveProperty('codes');
  });

  it('F06 hands on what subgraphs say on purpose: message, code, field and reason, and nothing else', async () => {
    fail = () => {
      throw new GraphQLError('There is nothing here under this id.', {
        extensions: {
          code: 'NOT_FOUND',
          field: 'id',
          reason: 'GONE',
          retryAfterSeconds: 3,
          url: SECRET,
          stacktrace: [SECRET],
        },
      });
    };
    const answer = await gateway.post({ query: '{ file(id: "f1") { id } me { id } }' });
    expect(answer.status).toBe(200);
    expect(answer.errors).toEqual([
      {
        message: 'There is nothing here under this id.',
        path: ['file'],
        extensions: {
          code: 'NOT_FOUND',
          field: 'id',
          reason: 'GONE',
          requestId: answer.headers.get('x-request-id'),
        },
      },
    ]);
  });

  it('F06 tells by an error at the field that a subgraph gave null where its schema promises a value', async () => {
    auth.answer = reply(
      200,
      'application/json',
      '{"data":{"me":{"__typename":"User","id":"u1","name":null}}}',
    );
    const answer = await gateway.post({ query: '{ me { id name } }' });
    expect(answer.data).toEqual({ me: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(answer.text).not.toContain('"extensions":{"valueCompletion"');
  });

  it('F06 gives every entity of a list its error', async () => {
    const nodes = ['f1', 'f2'].map((id) => ({
      __typename: 'File',
      id,
      owner: { __typename: 'User', id: 'u1' },
    }));
    files.answer = reply(
      200,
      'application/json',
      JSON.stringify({ data: { _entities: [{ files: { nodes } }] } }),
    );
    auth.answer = (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (body.includes('_entities')) request.socket.destroy();
        else
          reply(
            200,
            'application/json',
            '{"data":{"me":{"__typename":"User","id":"u1"}}}',
          )(request, response);
      });
    };
    const answer = await gateway.post({ query: '{ me { files { nodes { id owner { id email } } } } }' });
    expect(answer.errors.map(({ path }) => path)).toEqual([
      ['me', 'files', 'nodes', 0, 'owner', 'email'],
      ['me', 'files', 'nodes', 1, 'owner', 'email'],
    ]);
  });
});
