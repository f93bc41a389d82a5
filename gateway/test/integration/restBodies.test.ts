import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fakeService, startTestGateway, type FakeService, type TestGateway } from './testbed';

let auth: FakeService;
let gateway: TestGateway;
beforeAll(async () => {
  auth = await fakeService(() => ({}));
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: auth.url });
});
beforeEach(() => auth.seen.splice(0));
afterAll(() => Promise.all([gateway.close(), auth.close()]));

it('M03 takes no turn at auth for requests whose bodies are still to come', async () => {
  const { hostname, port } = new URL(gateway.url);
  const head =
    'POST /login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{';
  const slow = await Promise.all(
    Array.from(
      { length: 150 },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect(Number(port), hostname);
          socket.on('error', reject).write(head, () => resolve(socket));
        }),
    ),
  );
  for (let time = 0; time < 5; time += 1) {
    for (const path of ['/login', '/refresh'])
      expect((await fetch(`${gateway.url}${path}`, { method: 'POST', body: '{}' })).status).toBe(200);
  }
  expect(auth.seen).toHaveLength(10);
  for (const socket of slow) socket.destroy();
});

it.each<[string, Record<string, string>, string]>([
  ['by the length it says', {}, 'x'.repeat(100_001)],
  ['when so much has come', { 'transfer-encoding': 'chunked' }, 'x'.repeat(100_001)],
])('G09 refuses a login that is too long %s, and calls nobody', async (_how, headers, body) => {
  const { hostname, port } = new URL(gateway.url);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ hostname, port, path: '/login', method: 'POST', headers }, resolve)
      .on('error', reject)
      .end(body);
  });
  expect(response.statusCode).toBe(413);
  expect((await buffer(response)).toString()).toContain('PAYLOAD_TOO_LARGE');
  expect(auth.seen).toEqual([]);
});

it('passes a body on whole, whether or not its length was said', async () => {
  const { hostname, port } = new URL(gateway.url);
  const options = {
    hostname,
    port,
    path: '/login',
    method: 'POST',
    headers: { 'transfer-encoding': 'chunked' },
  };
  await new Promise((resolve, reject) => {
    const request = httpRequest(options, (response) => response.resume().once('end', resolve));
    request.once('error', reject).write('{"email":');
    request.end('"ada@example.com"}');
  });
  await fetch(`${gateway.url}/login`, { method: 'POST', body: '{"email":"ada@example.com"}' });
  for (const { body, headers } of auth.seen) {
    expect(body).toBe('{"email":"ada@example.com"}');
    expect(headers['content-length']).toBe('27');
  }
  expect(auth.seen).toHaveLength(2);
});
