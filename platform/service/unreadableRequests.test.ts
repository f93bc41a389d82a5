import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerTooSlow } from './unreadableRequests';
import { listen, type Running } from './listen';

let server: Running;
beforeAll(async () => {
  server = await listen(
    (request, response) => {
      if (request.url === '/slow') answerTooSlow(request, response);
      else if (request.url === '/half') response.write('half an answer');
      else response.end('fine');
    },
    { port: 0 },
  );
});
afterAll(() => server.close(100));

async function send(
  bytes: string,
  { port } = server,
): Promise<{ status: number; head: string; body: string }> {
  const socket = connect(port, '127.0.0.1');
  // The server may have answered and closed before all is sent.
  socket.on('error', () => undefined);
  socket.write(bytes);
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

it.each<[string, string, number, string]>([
  ['what is no HTTP', 'nonsense\r\n\r\n', 400, 'BAD_USER_INPUT'],
  [
    'headers that are too long',
    `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(70_000)}\r\n\r\n`,
    431,
    'BAD_USER_INPUT',
  ],
  [
    'two lengths of a body',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    400,
    'BAD_USER_INPUT',
  ],
  ['a request without a host', 'GET / HTTP/1.1\r\n\r\n', 400, 'BAD_USER_INPUT'],
  ['a request with two hosts', 'GET / HTTP/1.1\r\nhost: x\r\nHost: y\r\n\r\n', 400, 'BAD_USER_INPUT'],
  ['CONNECT', 'CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n', 405, 'METHOD_NOT_ALLOWED'],
  [
    'an expectation nobody meets',
    'GET / HTTP/1.1\r\nhost: x\r\nexpect: magic\r\n\r\n',
    417,
    'BAD_USER_INPUT',
  ],
  [
    'a body that takes too long',
    'POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n',
    408,
    'TIMEOUT',
  ],
])('answers %s in JSON, with a request id', async (_what, bytes, status, code) => {
  const answer = await send(bytes);
  expect({ answer, status: answer.status }).toMatchObject({ status });
  expect(answer.head).toMatch(/content-type: application\/problem\+json/i);
  const id = /x-request-id: (\S+)/i.exec(answer.head)?.[1];
  expect(id).toMatch(/^[\da-f-]{36}$/);
  expect(JSON.parse(answer.body)).toMatchObject({ status, code, requestId: id });
});

it.each([
  ['begins no request', ''],
  ['sends half of the headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
  ['sends half of a body', 'POST /half HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nha'],
])('M03 ends the connection of a client that %s, and soon', async (_what, bytes) => {
  const answerNothing = () => undefined;
  const strict = await listen(answerNothing, { port: 0, requestTimeoutMs: 200 });
  const beganAt = performance.now();
  expect(await send(bytes, strict)).toMatchObject({ status: 408 });
  // Node's own pace is half a minute.
  expect(performance.now() - beganAt).toBeLessThan(15_000);
  await strict.close(0);
});

it('writes nothing into half an answer', async () => {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /half HTTP/1.1\r\nhost: x\r\n\r\n');
  socket.once('data', () => socket.write('nonsense\r\n\r\n'));
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).not.toContain('BAD_USER_INPUT');
});
