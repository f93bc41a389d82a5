import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { fakeService, startTestGateway, type FakeService, type TestGateway } from './testbed';

let auth: FakeService;
let gateway: TestGateway;
beforeAll(async () => {
  auth = await fakeService(() => ({}));
  gateway = await startTestGateway({ authUrl: auth.url, filesUrl: auth.url });
});
afterAll(() => Promise.all([gateway.close(), auth.close()]));

it('passes packed bodies on as they are, and says how they are packed', async () => {
  const packed = gzipSync('{"email":"ada@example.com"}');
  const body = new Promise<Buffer>((resolve, reject) => {
    auth.answer = (request, response) => {
      buffer(request).then(resolve, reject);
      response.end();
    };
  });
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  await fetch(`${gateway.url}/login`, { method: 'POST', body: packed, headers });
  expect(auth.seen[0]!.headers['content-encoding']).toBe('gzip');
  expect(await body).toEqual(packed);
});

it('packs long answers of services for clients that take them so, and says what else they depend on', async () => {
  const long = JSON.stringify({ keys: Array.from({ length: 500 }, (_, index) => ({ kid: `key ${index}` })) });
  auth.answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', vary: 'accept' }).end(long);
  const response = await fetch(`${gateway.url}/.well-known/jwks.json`, {
    headers: { 'accept-encoding': 'gzip', origin: 'https://studio.apollographql.com' },
  });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const vary = response.headers.get('vary')!.toLowerCase().split(/, */);
  expect(vary.sort()).toEqual(['accept', 'accept-encoding', 'origin']);
  expect(await response.text()).toBe(long);
});
