import type { RequestListener } from 'node:http';
import { fakeService, startTestGateway, type FakeService, type TestGateway } from './testbed';

/** Subgraphs of other teams stand beside ours: whatever one answers, the gateway goes on and tells nothing internal. */
let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  auth = await fakeService(() => ({
    data: { me: { __typename: 'User', id: 'u1', name: 'Ada' } },
  }));
  files = await fakeService(() => ({ data: { _entities: [{ files: { nodes: [] } }] } }));
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: files.url });
});
afterEach(() => {
  auth.answer = null;
  files.answer = null;
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

const json =
  (text: string): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);

let count = 0;

/** The answers of an operation when it is first seen and when it is known, while auth answers this. */
async function twice(answer: RequestListener) {
  count += 1;
  const query = `query Q${count} { me { id name files { nodes { id } } } }`;
  auth.answer = answer;
  const first = await gateway.post({ query });
  auth.answer = null;
  await gateway.post({ query });
  auth.answer = answer;
  return [first, await gateway.post({ query })];
}

it('lets no answer write to what all objects share', async () => {
  const [first, known] = await twice(
    json(
      '{"data":{"__proto__":{"polluted":1},"me":{"__typename":"User","id":"u1","name":"Ada","__proto__":{"polluted":1}}}}',
    ),
  );
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(first).toMatchObject({ status: 200, data: { me: { id: 'u1', name: 'Ada' } }, errors: [] });
  expect(known).toMatchObject({ status: 200, data: { me: { id: 'u1', name: 'Ada' } }, errors: [] });
});

it('takes an answer that begins with a byte order mark', async () => {
  for (const { data } of await twice(
    json('\ufeff{"data":{"me":{"__typename":"User","id":"u1","name":"Bo"}}}'),
  ))
    expect(data).toMatchObject({ me: { name: 'Bo' } });
});

it.each<[string, string]>([
  ['without a place', '{}'],
  ['with one', '{"message":"no","path":["me"],"extensions":{"code":"NOT_FOUND"}}'],
])('hands on a bounded number of errors %s', async (_what, error) => {
  for (const answer of await twice(json(`{"errors":[${Array(50_000).fill(error).join()}]}`)))
    expect(answer.errors).toHaveLength(10_000);
});

it('knows nothing of an object whose type cannot stand there, and answers all the same', async () => {
  const answers = await twice(json('{"data":{"me":{"__typename":"File","id":"u1","name":"Ada"}}}'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

it.each<[string, string]>([
  ['an object that is text', '{"data":{"me":"Ada"}}'],
  ['an object that is a list', '{"data":{"me":[{"__typename":"User","id":"u1","name":"Ada"}]}}'],
  ['a type that is a number', '{"data":{"me":{"__typename":5,"id":"u1","name":"Ada"}}}'],
])('never takes %s for a mistake of the client', async (_what, text) => {
  for (const { status, errors } of await twice(json(text))) {
    expect([200, 500]).toContain(status);
    for (const { extensions } of errors) expect(extensions.code).toBe('INTERNAL_SERVER_ERROR');
  }
});

it('F06 says when to come back within a day, whatever a subgraph says', async () => {
  const error =
    '{"message":"no","path":["me"],"extensions":{"code":"RATE_LIMITED","retryAfterSeconds":1e300}}';
  for (const { status, headers } of await twice(json(`{"data":null,"errors":[${error}]}`))) {
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('86400');
  }
});

it.each<[string, RequestListener]>([
  ['a redirect', (_request, response) => response.writeHead(302, { location: files.url }).end()],
  ['bytes that are no HTTP', ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
  [
    'broken chunks',
    ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'),
  ],
  ['headers without end', ({ socket }) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`)],
  ['another protocol', ({ socket }) => socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n')],
  ['more than may be', json(`{"data":{"me":{"id":"${'a'.repeat(16_000_001)}"}}}`)],
  [
    'a packed answer nobody asked for',
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('{}'),
  ],
])('F06 answers 503 and names nothing internal after %s', async (_what, answer) => {
  for (const { status, text, errors } of await twice(answer)) {
    expect(status).toBe(503);
    expect(errors).toMatchObject([{ path: ['me'], extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    expect(text).not.toMatch(/127\.0\.0\.1|serviceName|stack|undici|HPE_|SSH/);
  }
});
