import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { S3Server } from '../index';
import { startS3 } from '../index';
import { presign, send, sendSigned } from './contract/http';

const KEYS = { accessKeyId: 'robust', secretAccessKey: 'robust-secret' };
let dataFolder: string;
let server: S3Server;
const log: string[] = [];
const target = () => ({ ...KEYS, endpoint: server.endpoint, region: 'us-east-1' });

beforeAll(async () => {
  dataFolder = mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-'));
  server = await startS3({ dataFolder, ...KEYS, log: (line) => log.push(line) });
  await sendSigned(target(), { method: 'PUT', path: '/robust' });
});
afterAll(async () => {
  await server.close();
  rmSync(dataFolder, { recursive: true });
});
afterEach(async () => {
  const answer = await sendSigned(target(), { method: 'GET', path: '/' });
  expect(answer.status).toBe(200);
  expect(log.filter((line) => line.includes('failed'))).toEqual([]);
});

/** Sends raw bytes on a connection of their own, and returns the first line of the answer, if any. */
function sendRaw(bytes: Buffer | string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
  });
}

test('starts with a line that says it is not for production', () => {
  expect(log[0]).toMatch(/^S3: embedded server at http:\/\/127\.0\.0\.1:\d+, .*development and tests only$/);
});

test('outlives random bytes', async () => {
  for (let i = 0; i < 200; i++) {
    expect(await sendRaw(randomBytes(1 + ((i * 37) % 3000)))).toMatch(/^(HTTP\/1\.1 4\d\d .*)?$/);
  }
});

test('answers malformed requests with a refusal', async () => {
  const lines = [
    'GET / HTTP/1.1\r\n\r\n',
    'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /a/%ff HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /a?b=%f HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET * HTTP/1.1\r\nHost: a\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: b\r\nAccess-Control-Request-Method: PUT\r\n\r\n',
    'GET http://elsewhere/a/b HTTP/1.1\r\nHost: a\r\n\r\n',
    'PUT /a/b HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
    'PUT /a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'PUT /a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    'BREW /a HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /a?X-Amz-Algorithm=&X-Amz-Algorithm= HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /a?Signature=a&AWSAccessKeyId=b&Expires=1 HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: AWS4-HMAC-SHA256\r\n\r\n',
    'GET /a HTTP/1.1\r\nHost: a\r\nAuthorization: AWS4-HMAC-SHA256 Credential=////,SignedHeaders=;,Signature=\r\n\r\n',
    'GET /__proto__/constructor?toString HTTP/1.1\r\nHost: a\r\n\r\n',
  ];
  for (const line of lines)
    expect([line.slice(0, 60), await sendRaw(line)]).toEqual([
      line.slice(0, 60),
      expect.stringMatching(/^HTTP\/1\.1 4\d\d /),
    ]);
});

test('answers every change of one byte of a signed URL with a refusal', async () => {
  await sendSigned(target(), { method: 'PUT', path: '/robust/key', body: 'x' });
  const url = await presign(target(), { method: 'GET', path: '/robust/key' });
  const [base, query] = url.split('?') as [string, string];
  for (let i = 0; i < query.length; i += 3) {
    const changed = query[i] === 'Q' ? 'R' : 'Q';
    const { status } = await send(`${base}?${query.slice(0, i)}${changed}${query.slice(i + 1)}`, {
      method: 'GET',
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
});

test('answers broken chunks, whatever they are, without storing them', async () => {
  const good = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';
  for (let i = 0; i < good.length; i++) {
    const answer = await sendSigned(target(), {
      method: 'PUT',
      path: `/robust/chunks-${i}`,
      payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '5',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
      body: good.slice(0, i),
    });
    const stored = await sendSigned(target(), { method: 'HEAD', path: `/robust/chunks-${i}` });
    expect([i, answer.status, stored.status]).toEqual([
      i,
      answer.status === 200 ? 200 : 400,
      answer.status === 200 ? 200 : 404,
    ]);
    // Only the last line break may be missing.
    if (answer.status === 200) expect(i).toBeGreaterThanOrEqual(good.length - 2);
  }
});

test('answers broken forms', async () => {
  const form =
    '--b\r\ncontent-disposition: form-data; name="key"\r\n\r\nk\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\nhello\r\n--b--\r\n';
  const types = [
    'multipart/form-data; boundary=b',
    'multipart/form-data',
    'multipart/form-data; boundary="',
    'multipart/form-data; boundary=c',
  ];
  for (const type of types) {
    for (let i = 0; i <= form.length; i += 5) {
      const body = Buffer.from(form);
      if (i % 2 === 0) body[i] = 0;
      const request = {
        method: 'POST',
        headers: { 'content-type': type },
        body: body.subarray(0, i % 3 === 0 ? i : undefined),
      };
      const { status } = await send(`${server.endpoint}/robust`, request);
      expect([type, i, status >= 400 && status < 500]).toEqual([type, i, true]);
    }
  }
});

test('tells a client that stopped in mid-body why it ends the connection, and stores nothing', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-'));
  const other = await startS3({ dataFolder: folder, ...KEYS, idleTimeoutMs: 300 });
  const there = { ...target(), endpoint: other.endpoint };
  await sendSigned(there, { method: 'PUT', path: '/silent' });
  const url = new URL(await presign(there, { method: 'PUT', path: '/silent/key' }));
  const socket = connect(other.port, '127.0.0.1');
  socket.write(
    `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: 9\r\n\r\nhalf`,
  );
  let answer = '';
  for await (const data of socket) answer += (data as Buffer).toString();
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*<Code>RequestTimeout<\/Code>/);
  const stored = await sendSigned(there, { method: 'HEAD', path: '/silent/key' });
  expect(stored.status).toBe(404);
  await other.close();
  rmSync(folder, { recursive: true });
});

test('closes while clients are connected, and not before they have their answer', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-'));
  const other = await startS3({ dataFolder: folder, ...KEYS });
  const there = { ...target(), endpoint: other.endpoint };
  await sendSigned(there, { method: 'PUT', path: '/closing' });
  const uploads = Array.from({ length: 5 }, (_, i) =>
    sendSigned(there, { method: 'PUT', path: `/closing/${i}`, body: Buffer.alloc(2_000_000) }),
  );
  await Promise.race(uploads);
  await other.close();
  expect((await Promise.all(uploads)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  rmSync(folder, { recursive: true });
});
