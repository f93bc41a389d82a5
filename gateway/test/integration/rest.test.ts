import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fakeService, startTestGateway, type FakeService, type TestGateway } from './testbed';

const MEGABYTE = 1_000_000;

let auth: FakeService;
let files: FakeService;
let gateway: TestGateway;

beforeAll(async () => {
  auth = await fakeService(({ method, path }) => ({ service: 'auth', method, path }));
  files = await fakeService(({ method, path }) => ({ service: 'files', method, path }));
  gateway = await startTestGateway(
    { authUrl: auth.url, filesUrl: `${files.url}/` },
    { subgraphTimeoutMs: 400, mutationTimeoutMs: 400 },
  );
});
afterEach(() => {
  auth.answer = null;
  files.answer = null;
  auth.seen.length = 0;
  files.seen.length = 0;
});
afterAll(() => Promise.all([gateway.close(), auth.close(), files.close()]));

const call = (path: string, init?: RequestInit) =>
  fetch(`${gateway.url}${path}`, { redirect: 'manual', ...init });

/** Sends a path exactly as it is written; fetch would tidy it up first. */
const raw = (path: string, method = 'GET') =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    httpRequest({ hostname, port, path, method }, resolve).on('error', reject).end();
  });

it.each([
  ['POST', '/register', 'auth'],
  ['POST', '/login', 'auth'],
  ['POST', '/refresh', 'auth'],
  ['POST', '/logout', 'auth'],
  ['GET', '/.well-known/jwks.json', 'auth'],
  ['POST', '/upload?name=a%20b.txt', 'files'],
  ['GET', '/file/abc-123?redirect=true', 'files'],
  ['DELETE', '/file/abc-123', 'files'],
])('H01 passes %s %s to %s', async (method, path, service) => {
  const response = await call(path, { method });
  expect(await response.json()).toEqual({ service, method, path });
  expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
});

it.each([
  ['/.well-known/jwks.json', 'auth'],
  ['/file/abc-123', 'files'],
])('H01 passes HEAD %s to %s, and answers without a body', async (path, service) => {
  const response = await call(path, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  const { seen } = service === 'auth' ? auth : files;
  expect(seen.at(-1)).toMatchObject({ method: 'HEAD', path });
});

it.each([
  ['GET', '/login', 'POST'],
  ['PUT', '/file/1', 'GET, HEAD, DELETE'],
  ['OPTIONS', '/upload', 'POST'],
  ['TRACE', '/login', 'POST'],
  ['POST', '/openapi.json', 'GET, HEAD'],
  ['PUT', '/health/live', 'GET, HEAD'],
])('H02 refuses %s %s and says what is allowed', async (method, path, allow) => {
  const response = await raw(path, method);
  expect(response.statusCode).toBe(405);
  expect(response.headers.allow).toBe(allow);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
});

it.each([
  '/file/..',
  '/file/../login',
  '/file/%2e%2e',
  '/file/a%2fb',
  '/file//',
  '//login',
  '/login/',
  '/LOGIN',
  '/file/a/b',
  '/file/',
  '/./login',
  '/internal',
  '/file/%',
  `/file/${'x'.repeat(500)}`,
  'http://127.0.0.1:1/login',
])('H01 knows no other spelling of a path: %s', async (path) => {
  const response = await raw(path, 'POST');
  expect([404, 405]).toContain(response.statusCode);
  expect((await buffer(response)).toString()).toContain('requestId');
  expect([...auth.seen, ...files.seen]).toEqual([]);
});

it('F05 passes the allowed headers and no others, in both directions', async () => {
  auth.answer = (_request, response) => {
    response.writeHead(201, {
      'content-type': 'application/json',
      'retry-after': '3',
      location: '/there',
      'set-cookie': 'a=b',
      'x-powered-by': 'Express',
      server: 'auth-7f9c',
      'access-control-allow-origin': '*',
    });
    response.end('{}');
  };
  const response = await call('/login', {
    method: 'POST',
    body: '{}',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer x',
      'idempotency-key': 'k',
      'if-none-match': '*',
      'x-request-id': 'my-id',
      cookie: 'a=b',
      'x-user-id': 'u2',
      'x-forwarded-for': '10.0.0.1',
      'x-cloakroom-gateway': 'forged',
      'x-cloakroom-client-address': '203.0.113.9',
    },
  });
  const { headers } = auth.seen[0]!;
  expect(Object.keys(headers).sort()).toEqual([
    ...['accept', 'authorization', 'connection', 'content-length', 'content-type', 'host', 'idempotency-key'],
    ...['if-none-match', 'user-agent', 'x-cloakroom-client-address', 'x-cloakroom-client-agent'],
    ...['x-cloakroom-gateway', 'x-request-id'],
  ]);
  expect(headers['x-cloakroom-gateway']).toMatch(/^eyJ/);
  expect(headers['x-cloakroom-client-address']).toBe('127.0.0.1');
  expect(headers['x-request-id']).toBe('my-id');
  expect(response.status).toBe(201);
  expect(response.headers.get('retry-after')).toBe('3');
  expect(response.headers.get('location')).toBe('/there');
  for (const name of ['set-cookie', 'x-powered-by', 'server', 'access-control-allow-origin']) {
    expect(response.headers.get(name)).toBeNull();
  }
});

it('passes a redirect on instead of following it', async () => {
  files.answer = (_request, response) => response.writeHead(302, { location: 'https://s3.example/x' }).end();
  const response = await call('/file/1?redirect=true');
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe('https://s3.example/x');
});

describe('when a service fails', () => {
  it.each<[string, RequestListener | null, number, string]>([
    ['resets', (request) => request.socket.resetAndDestroy(), 503, 'SERVICE_UNAVAILABLE'],
    ['hangs', () => undefined, 504, 'TIMEOUT'],
  ])('F06 answers a problem when it %s', async (_what, answer, status, code) => {
    auth.answer = answer;
    const response = await call('/login', { method: 'POST', body: '{}' });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await response.json()) as object;
    expect(problem).toMatchObject({ code, status, requestId: response.headers.get('x-request-id') });
    expect(JSON.stringify(problem)).not.toContain('127.0.0.1');
    if (status === 503) expect(response.headers.get('retry-after')).toBe('1');
  });

  it('F06 answers 503 when nobody listens, even to somebody who is sending a long body', async () => {
    const gone = await startTestGateway({ authUrl: 'http://127.0.0.1:1', filesUrl: 'http://127.0.0.1:1' });
    try {
      const response = await fetch(`${gone.url}/upload?name=a`, {
        method: 'POST',
        body: randomBytes(5 * MEGABYTE),
      });
      expect(response.status).toBe(503);
    } finally {
      await gone.close();
    }
  });

  it('breaks off an answer that broke off', async () => {
    files.answer = (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{', () => request.socket.destroy());
    };
    const response = await call('/file/1');
    await expect(response.text()).rejects.toThrow();
    expect((await gateway.post({ query: '{ __typename }' })).status).toBe(200);
  });
});

describe('POST /upload', () => {
  it('streams 50 MB to the service and its answer back', async () => {
    const body = randomBytes(50 * MEGABYTE);
    const hash = createHash('sha256');
    files.answer = (request, response) => {
      request.on('data', (chunk: Buffer) => hash.update(chunk));
      request.on('end', () => {
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ length: request.headers['content-length'] }));
      });
    };
    const response = await call('/upload?name=a', { method: 'POST', body });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ length: String(body.length) });
    expect(hash.digest('hex')).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('holds the client back while the service is slow, so that memory stays flat', async () => {
    const total = 200;
    let sent = 0;
    let received = 0;
    let letGo: () => void = () => undefined;
    const reached = new Promise<void>((arrived) => {
      files.answer = (request, response) => {
        request.on('data', (chunk: Buffer) => (received += chunk.length));
        request.on('end', () => response.end('{}'));
        request.pause();
        letGo = () => request.resume();
        arrived();
      };
    });
    const megabytes = Readable.from(
      (function* () {
        for (const megabyte = randomBytes(MEGABYTE); sent < total; sent += 1) yield megabyte;
      })(),
    );
    const answer = call('/upload?name=a', {
      method: 'POST',
      body: Readable.toWeb(megabytes),
      duplex: 'half',
    } as never);
    await reached;
    await untilStill(() => sent);
    // What was sent lies in the kernel's buffers, which may grow to 32 MB a socket; the rest waits at the client.
    expect(sent).toBeLessThan(total / 2);
    letGo();
    expect((await answer).status).toBe(200);
    expect(received).toBe(total * MEGABYTE);
  });

  it('hands on an answer that comes before the body is over', async () => {
    files.answer = (_request, response) => {
      response.writeHead(413, { 'content-type': 'application/problem+json' });
      response.end('{"code":"FILE_TOO_LARGE"}');
    };
    const response = await call('/upload?name=a', { method: 'POST', body: randomBytes(20 * MEGABYTE) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ code: 'FILE_TOO_LARGE' });
  });

  it('S04 ends the request to the service when the client breaks off', async () => {
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    const reached = new Promise<void>((arrived) => {
      files.answer = (request) => {
        request.on('data', () => arrived());
        request.on('close', () => ended());
      };
    });
    const { hostname, port } = new URL(gateway.url);
    const client = connect(Number(port), hostname);
    client.write('POST /upload?name=a HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nsome');
    await reached;
    client.destroy();
    await end;
  });
});

/** Waits until a number has not changed over ten turns of 10 ms. */
async function untilStill(read: () => number): Promise<void> {
  let last = Number.NaN;
  for (let still = 0; still < 10; still += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (read() !== last) still = 0;
    last = read();
  }
}
