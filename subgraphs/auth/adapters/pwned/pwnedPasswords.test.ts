import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { createLog } from '../../../../platform/service';
import { createPwnedPasswords } from './pwnedPasswords';

/** SHA-1 of "password": 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8. */
const PREFIX = '5BAA6';
const REST = '1E4C9B93F3F0682250B6CF8331B7EE68FD8';
const OTHER = '0018A45C4D1DEF81644B54AB7F969B88D65';

async function startMirror(listener: RequestListener) {
  const lines: string[] = [];
  const seen: { path: string | undefined; padding: unknown }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url, padding: request.headers['add-padding'] });
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    pwned: createPwnedPasswords({ url, log: createLog('auth', 'info', destination) }),
    seen,
    lines,
    close,
  };
}

it('P04 sends five characters of the SHA-1 and finds the rest in the answer', async () => {
  const { pwned, seen, lines, close } = await startMirror((_request, response) => {
    response.end(`${OTHER}:3\r\n${REST}:10434004\r\n`);
  });
  expect(await pwned.isPwned('password')).toBe(true);
  expect(seen).toEqual([{ path: `/range/${PREFIX}`, padding: 'true' }]);
  expect(lines).toEqual([]);
  await close();
});

it('P04 takes a password that is not in the answer, or there as padding only', async () => {
  const { pwned, close } = await startMirror((_request, response) => {
    response.end(`${OTHER}:3\r\n${REST}:0`);
  });
  expect(await pwned.isPwned('password')).toBe(false);
  expect(await pwned.isPwned('a long walk in the rain')).toBe(false);
  await close();
});

it.each<[string, RequestListener]>([
  ['answers 503', (_request, response) => response.writeHead(503).end()],
  ['redirects elsewhere', (_request, response) => response.writeHead(302, { location: '/' }).end()],
  ['hangs up', (request) => request.socket.destroy()],
  ['never answers', () => undefined],
  ['stops in the middle', (_request, response) => void response.write(`${OTHER}:3\r\n`)],
])('P04 lets the password pass, with one line in the log, when the list %s', async (_what, listener) => {
  const { pwned, lines, close } = await startMirror(listener);
  expect(await pwned.isPwned('password')).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(PREFIX);
  await close();
});
