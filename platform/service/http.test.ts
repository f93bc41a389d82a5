import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import express from 'express';
import { AppError } from '../errors';
import {
  createLog,
  healthRoutes,
  jsonBody,
  listen,
  methodNotAllowed,
  notFoundHandler,
  problemHandler,
  requestContext,
  type Running,
} from '.';

const lines: string[] = [];
const log = createLog(
  'test',
  'info',
  new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }),
);
let checks: Record<string, boolean> = {};
let isDraining = false;
let server: Running;

beforeAll(async () => {
  const app = express();
  app.use(requestContext);
  app.use(healthRoutes({ checkReadiness: async () => checks, isDraining: () => isDraining }));
  app.post('/echo', jsonBody(100), (request, response) => response.json(request.body));
  app.all('/echo', methodNotAllowed('POST'));
  app.get('/fails', () => {
    throw new Error('hunter2');
  });
  app.get('/busy', () => {
    throw new AppError('RATE_LIMITED', { retryAfterSeconds: 5 });
  });
  app.get('/half', (_request, response) => {
    response.write('half an answer');
    throw new Error('in the middle');
  });
  app.get('/item/:id', (request, response) => response.json(request.params.id));
  app.use(notFoundHandler, problemHandler(log));
  server = await listen(app, { port: 0 });
});
afterEach(() => lines.splice(0));
afterAll(() => server.close(100));

const call = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

it.each<[string, string, RequestInit, number, string]>([
  ['an unknown path', '/nowhere', {}, 404, 'NOT_FOUND'],
  ['another method', '/echo', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
  ['a fault of ours', '/fails', {}, 500, 'INTERNAL_SERVER_ERROR'],
  ['a limit', '/busy', {}, 429, 'RATE_LIMITED'],
  ['broken JSON', '/echo', { method: 'POST', body: '{' }, 400, 'BAD_USER_INPUT'],
  [
    'a long body',
    '/echo',
    { method: 'POST', body: JSON.stringify('x'.repeat(200)) },
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  ['a path that is not encoded rightly', '/item/%zz', {}, 400, 'BAD_USER_INPUT'],
])('answers %s as a problem with the request id', async (_what, path, init, status, code) => {
  const headers = { 'content-type': 'application/json', 'x-request-id': 'r1' };
  const response = await call(path, { ...init, headers });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ code, status, requestId: 'r1' });
  expect(text).not.toContain('hunter2');
  expect(lines.some((line) => line.includes('"level":"error"'))).toBe(status >= 500);
});

it('reads JSON in UTF-8 only', async () => {
  const send = (charset: string) =>
    call('/echo', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': `application/json; charset=${charset}` },
    });
  expect((await send('UTF-8')).status).toBe(200);
  for (const charset of ['utf-7', 'utf-16', 'latin1']) expect((await send(charset)).status).toBe(415);
});

it('breaks the connection when a route fails in the middle of its answer', async () => {
  await expect(call('/half').then((response) => response.text())).rejects.toThrow();
});

it('keeps a harmless request id and replaces any other', async () => {
  const idFor = async (given: string) =>
    (await call('/health/live', { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  expect(await idFor('trace-1.a_b')).toBe('trace-1.a_b');
  for (const given of ['', 'a b', '<script>', 'x'.repeat(129)]) {
    expect(await idFor(given)).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  }
});

it('tells what it needs is up or down, and 503 unless all is up', async () => {
  const ready = async () => {
    const response = await call('/health/ready');
    return [response.status, await response.json()];
  };
  checks = { database: true, store: false };
  expect(await ready()).toEqual([503, { status: 'not ready', checks: { database: 'up', store: 'down' } }]);
  checks = { database: true };
  expect(await ready()).toEqual([200, { status: 'ready', checks: { database: 'up' } }]);
  isDraining = true;
  expect(await ready()).toEqual([503, { status: 'draining', checks: { database: 'up' } }]);
  expect((await call('/health/live')).status).toBe(200);
  isDraining = false;
});

it('L01 answers a client that had connected but was not accepted yet when closing began', async () => {
  const closing = await listen((_request, response) => response.end('done'), { port: 0 });
  const socket = connect(closing.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  // The socket connects in the next tick; the server accepts it when the event loop next looks, after that.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  const closed = closing.close();
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toMatch(/^connection: close\r$/im);
  await closed;
  await expect(fetch(closing.url)).rejects.toThrow();
});

it('L02 lets go of a request that does not end within the grace period', async () => {
  const hung = await listen(() => undefined, { port: 0 });
  const broken = new Promise((resolve) => {
    httpRequest(hung.url).on('error', resolve).end();
  });
  await new Promise((resolve) => setImmediate(resolve));
  await hung.close(50);
  await broken;
});

it('says where it listens, and fails when somebody else listens there', async () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  await expect(listen(() => undefined, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('B01 writes no secret that is given to the log by mistake, and no line that forges another', () => {
  log.info({ password: 'hunter2', nested: { accessToken: 'hunter2' }, name: '\n{"level":"fatal"}' }, 'x');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hunter2');
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', name: '\n{"level":"fatal"}' });
});

it.each<[string, string]>([
  ['by the length it says', 'content-length: 1000000000\r\n\r\n{"a":'],
  ['when so much has come', `transfer-encoding: chunked\r\n\r\nff\r\n{"a":"${'a'.repeat(249)}\r\n`],
])('refuses a body that is too long %s, and does not wait for its end', async (_how, rest) => {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${rest}`);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString())).once('error', reject);
  });
  socket.destroy();
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('PAYLOAD_TOO_LARGE');
});

it('reads a body in chunks that is no longer than it may be', async () => {
  const request = httpRequest(`${server.url}/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
  });
  request.write('{"a":');
  request.end('1}');
  const answer = await new Promise<string>((resolve) =>
    request.once('response', (response) => resolve(text(response))),
  );
  expect(answer).toBe('{"a":1}');
});
