import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createLog } from '../../../../platform/service';
import { CircuitBreaker } from '../../adapters/s3/CircuitBreaker';
import { createS3Clients, type S3Clients } from '../../adapters/s3/clients';
import { S3ObjectStore } from '../../adapters/s3/S3ObjectStore';

/** A store that behaves as badly as it is told to. */
let behave: RequestListener;
let server: Server;
let clients: S3Clients;
let store: S3ObjectStore;
let requests = 0;
let monotonicMs = 0;
const log = createLog('files', 'silent');
const error = jest.spyOn(log, 'error');

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    behave(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());
beforeEach(() => {
  requests = 0;
  error.mockClear();
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  clients = createS3Clients({
    bucket: 'bucket',
    region: 'us-east-1',
    endpoint,
    publicEndpoint: endpoint,
    forcePathStyle: true,
    credentials,
  });
  store = new S3ObjectStore(clients, 'bucket', log, new CircuitBreaker(() => monotonicMs));
});
afterEach(() => {
  clients.internal.destroy();
  server.closeAllConnections();
});

const answer =
  (status: number, code: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${code}</Code><Message>internal detail</Message></Error>`);
  };
const fine: RequestListener = (_request, response) => {
  response.writeHead(204).end();
};

it.each([
  ['503 SlowDown', answer(503, 'SlowDown')],
  ['500', answer(500, 'InternalError')],
  ['a reset', (request) => request.socket.destroy()],
])(
  'O02 O03 calls %s an outage after at most three tries, and says nothing of the store',
  async (_what, how) => {
    behave = how;
    await expect(store.removeObject('a/b')).rejects.toMatchObject({
      // The SDK pauses longer after a SlowDown than there is time for three tries.
      code: expect.stringMatching(/^(SERVICE_UNAVAILABLE|TIMEOUT)$/) as string,
      message: expect.not.stringContaining('internal detail') as string,
    });
    expect(requests).toBeLessThanOrEqual(3);
    behave = fine;
    await store.removeObject('a/b');
  },
);

it.each([
  ['a refused key', 403, 'InvalidAccessKeyId'],
  ['a clock that is wrong', 403, 'RequestTimeTooSkewed'],
  ['a missing bucket', 404, 'NoSuchBucket'],
])('O02 C01 calls %s our own fault, and alerts', async (_what, status, code) => {
  behave = answer(status, code);
  await expect(store.readStart('a/b', 10)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(error).toHaveBeenCalledTimes(1);
});

it('O02 gives up a store that does not answer', async () => {
  behave = () => undefined;
  await expect(store.findObject('a/b')).rejects.toMatchObject({ code: 'TIMEOUT' });
});

it('O02 gives a store up that stops in the middle of an answer', async () => {
  behave = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
  };
  await expect(store.readStart('a/b', 100)).rejects.toMatchObject({ code: 'TIMEOUT' });
});

it('O02 refuses a stream that the store does not take', async () => {
  behave = answer(503, 'SlowDown');
  await expect(store.writeObject('a/b', 'text/plain', Readable.from(['x']), null)).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
  });
});

it('O01 signs while the store is down', async () => {
  behave = (request) => request.socket.destroy();
  const file = { objectKey: 'a/b', size: 1, contentType: 'text/plain', checksum: null, name: 'a' };
  await store.signUpload(file, new Date(), 900);
  await store.signDownload(file, 'INLINE', new Date(), 300);
  expect(requests).toBe(0);
});

it('O04 stops asking a store that is down, and lets one call try after two seconds', async () => {
  behave = answer(403, 'AccessDenied');
  await expect(store.removeObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  behave = (request) => request.socket.destroy();
  for (let count = 0; count < 10; count += 1) await store.removeObject('a/b').catch(() => undefined);
  requests = 0;
  await expect(store.removeObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(requests).toBe(0);

  monotonicMs += 2_000;
  await expect(store.removeObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(requests).toBeGreaterThan(0);
  requests = 0;
  await expect(store.removeObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(requests).toBe(0);

  monotonicMs += 2_000;
  behave = fine;
  await Promise.allSettled([store.removeObject('a/b'), store.removeObject('a/b')]);
  expect(requests).toBe(1);
  await store.removeObject('a/b');
});
