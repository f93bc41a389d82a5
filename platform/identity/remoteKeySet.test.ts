import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RemoteKeySet } from './remoteKeySet';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'a', alg: 'ES256', use: 'sig' };

/** Answers as `listener` says, and returns what a key set makes of it. */
async function withSigner<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const answering =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/jwk-set+json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

it('T01 fetches keys and skips those of other kinds, and those that are not for the algorithm they name', async () => {
  const rsaJwk = (modulusLength: number) =>
    generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' });
  const rsa = rsaJwk(2048);
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' });
  const skipped = [
    { ...p384, kid: 'p384', alg: 'ES384' },
    { kty: 'oct', k: 'AAAA', kid: 'oct', alg: 'HS256' },
    { ...jwk, kid: 'unnamed', alg: undefined },
    { ...jwk, kid: 'ec as rsa', alg: 'RS256' },
    { ...jwk, kid: 'encryption', use: 'enc' },
    { ...rsa, kid: 'rsa as ec', alg: 'ES256' },
    { ...rsa, kid: 'pss', alg: 'PS256' },
    { ...rsaJwk(1024), kid: 'weak', alg: 'RS256' },
  ];
  const keys = [jwk, { ...rsa, kid: 'rsa', alg: 'RS256' }, ...skipped];
  await withSigner(answering({ keys }), async (url) => {
    const keySet = new RemoteKeySet({ url });
    expect((await keySet.findKey('a'))?.export({ format: 'jwk' })).toMatchObject({ x: jwk.x, y: jwk.y });
    expect((await keySet.findKey('rsa'))?.export({ format: 'jwk' })).toMatchObject({ n: rsa.n });
    for (const { kid } of skipped) expect(await keySet.findKey(kid)).toBeNull();
  });
});

it.each<[string, RequestListener]>([
  ['an error', answering('oops', 500)],
  ['HTML', answering('<html>')],
  ['another document', answering({ hello: 'world' })],
  ['too many keys', answering({ keys: Array.from({ length: 33 }, () => jwk) })],
  ['a key that is no point on the curve', answering({ keys: [{ ...jwk, x: 'AAAA' }] })],
  ['a redirect', (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['a cut connection', (request) => request.socket.destroy()],
])('says SERVICE_UNAVAILABLE when the signer answers with %s', async (_title, listener) => {
  const failures: unknown[] = [];
  await withSigner(listener, async (url) => {
    const keySet = new RemoteKeySet({ url, onFailure: (error) => failures.push(error) });
    await expect(keySet.findKey('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
  expect(failures).toHaveLength(1);
});
