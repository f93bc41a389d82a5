import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen, type Running } from '../../platform/service';
import { packAnswer } from './compression';

const LONG = JSON.stringify({ text: 'a long answer '.repeat(500) });
let server: Running;
beforeAll(async () => {
  server = await listen(
    (incoming, response) =>
      packAnswer(incoming, response, () => {
        response.setHeader('content-type', 'application/graphql-response+json; charset=utf-8');
        response.end(incoming.url === '/long' ? LONG : '{}');
      }),
    { port: 0 },
  );
});
afterAll(() => server.close(100));

/** By node:http, as fetch unpacks what it gets. */
const get = (path: string, accept?: string) =>
  new Promise<{ encoding: string | undefined; length: string | undefined; body: Buffer }>(
    (resolve, reject) => {
      const headers = accept === undefined ? {} : { 'accept-encoding': accept };
      request(`${server.url}${path}`, { headers }, (response) => {
        const { 'content-encoding': encoding, 'content-length': length } = response.headers;
        void buffer(response).then((body) => resolve({ encoding, length, body }));
      })
        .on('error', reject)
        .end();
    },
  );

it('packs long answers as the client accepts it, brotli first', async () => {
  const gzip = await get('/long', 'gzip');
  expect([gzip.encoding, gunzipSync(gzip.body).toString()]).toEqual(['gzip', LONG]);
  expect(gzip.length).toBeUndefined();
  const brotli = await get('/long', 'gzip, deflate, br');
  expect([brotli.encoding, brotliDecompressSync(brotli.body).toString()]).toEqual(['br', LONG]);
});

it.each([
  ['who does not ask for it', '/long', undefined],
  ['who accepts no kind of it', '/long', 'zstd'],
  ['who refuses it', '/long', 'br;q=0, gzip;q=0'],
  ['short answers', '/short', 'br'],
])('leaves answers as they are: %s', async (_what, path, accept) => {
  const { encoding, length, body } = await get(path, accept);
  expect([encoding, body.toString()]).toEqual([undefined, path === '/long' ? LONG : '{}']);
  expect(length).toBe(String(body.length));
});
