import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { sha256 } from '../memory/MemoryObjectStore';
import { signToken, startTestApp, type TestApp } from '../startTestApp';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ config: { maxFileBytes: 300_000, quotaBytes: 500_000 } });
});
afterAll(() => app.close());

function buildPerson() {
  const userId = randomUUID();
  return { userId, token: signToken({ sub: userId }) };
}
const chunked = (content: Buffer) =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < content.length; at += 10_000)
        controller.enqueue(content.subarray(at, at + 10_000));
      controller.close();
    },
  });
const post = (token: string | undefined, query: string, init: RequestInit & { duplex?: 'half' }) =>
  app.send(`/upload${query}`, { method: 'POST', ...init }, token);

/** Waits until nothing of this person is left over, as happens a moment after a refusal. */
async function expectNothingLeft(userId: string): Promise<void> {
  for (;;) {
    const { pendingCount } = await app.memory.usage.read(userId);
    if (pendingCount === 0) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await app.memory.usage.read(userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
  expect([...app.memory.objects.objects.keys()].filter((key) => key.startsWith(userId))).toEqual([]);
}

it('takes a body of unknown length', async () => {
  const { token, userId } = buildPerson();
  const content = randomBytes(123_456);
  const { status, body } = await post(token, '?name=a.bin', { body: chunked(content), duplex: 'half' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    size: 123_456,
    checksum: sha256(content),
    contentType: 'application/octet-stream',
  });
  expect(await app.memory.usage.read(userId)).toMatchObject({
    usedBytes: 123_456,
    reservedBytes: 0,
    fileCount: 1,
    pendingCount: 0,
  });
});

it('stops a body of unknown length where the limit is, and answers nonetheless', async () => {
  const { token, userId } = buildPerson();
  const { status, body } = await post(token, '?name=a.bin', {
    body: chunked(randomBytes(400_000)),
    duplex: 'half',
  });
  expect({ status, code: body.code }).toEqual({ status: 413, code: 'FILE_TOO_LARGE' });
  await expectNothingLeft(userId);
});

it('Q01 stops a body of unknown length where the quota ends', async () => {
  const { token, userId } = buildPerson();
  await post(token, '?name=a.bin', { body: randomBytes(300_000) });
  const { status, body } = await post(token, '?name=b.bin', {
    body: chunked(randomBytes(250_000)),
    duplex: 'half',
  });
  expect({ status, code: body.code }).toEqual({ status: 403, code: 'QUOTA_EXCEEDED' });
  expect(
    (await post(token, '?name=c.bin', { body: chunked(randomBytes(200_000)), duplex: 'half' })).status,
  ).toBe(201);
  expect(await app.memory.usage.read(userId)).toMatchObject({ usedBytes: 500_000, reservedBytes: 0 });
});

it('U07 refuses content of another type while it streams', async () => {
  const { token, userId } = buildPerson();
  const html = `<!doctype html>${' '.repeat(50_000)}`;
  const headers = { 'content-type': 'image/png' };
  const { status, body } = await post(token, '?name=a.png', { body: html, headers });
  expect({ status, code: body.code }).toEqual({ status: 415, code: 'UNSUPPORTED_FILE_TYPE' });
  await expectNothingLeft(userId);
});

it('refuses content with another checksum', async () => {
  const { token, userId } = buildPerson();
  const query = `?name=a.txt&checksum=${encodeURIComponent(sha256('other'))}`;
  const { status, body } = await post(token, query, { body: 'content' });
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'CHECKSUM_MISMATCH' });
  await expectNothingLeft(userId);
});

it('leaves nothing of an upload whose client goes away', async () => {
  const { token, userId } = buildPerson();
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  socket.write(
    `POST /upload?name=a.bin HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 200000\r\n\r\n`,
  );
  socket.write(randomBytes(100_000));
  for (;;) {
    if ((await app.memory.usage.read(userId)).pendingCount === 1) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.destroy();
  await expectNothingLeft(userId);
});

describe('a form', () => {
  const form = (parts: string[]) => ({
    headers: { 'content-type': 'multipart/form-data; boundary=B' },
    body: `${parts.map((part) => `--B\r\n${part}\r\n`).join('')}--B--\r\n`,
  });
  const file = (name: string, field = 'file') =>
    `content-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\na hat`;

  it('may name the file in any script, or have it named in the query', async () => {
    const { token } = buildPerson();
    expect((await post(token, '', form([file('Hüte ☂.txt')]))).body).toMatchObject({
      name: 'Hüte ☂.txt',
      contentType: 'text/plain',
      size: 5,
      checksum: sha256('a hat'),
    });
    expect((await post(token, '?name=other.txt', form([file('x')]))).body).toMatchObject({
      name: 'other.txt',
    });
  });

  it.each([
    ['a name that is a path', form([file('../../etc/passwd')])],
    ['no file', form(['content-disposition: form-data; name="file"\r\n\r\nnot a file'])],
    ['a file in another field', form([file('a.txt', 'attachment')])],
    ['nothing', form([])],
    ['two files', form([file('a.txt'), file('b.txt')])],
    ['no boundary', { headers: { 'content-type': 'multipart/form-data' }, body: 'x' }],
    ['no end', { ...form([]), body: `--B\r\n${file('a.txt')}` }],
    ['a compressed body', { ...form([file('a.txt')]), headers: { 'content-encoding': 'gzip' } }],
  ])('with %s is refused, and nothing is left of it', async (_what, init) => {
    const { token, userId } = buildPerson();
    const { status } = await post(token, '', init);
    expect([400, 409, 415]).toContain(status);
    await expectNothingLeft(userId);
  });
});

it('Z02 refuses a stranger before a byte is read, and says so', async () => {
  const { status, body } = await post(undefined, '?name=a.bin', { body: randomBytes(200_000) });
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
});

it('B01 logs neither tokens nor signed URLs nor names', () => {
  const log = app.logLines.join('');
  expect(log).toContain('"op":"uploadFile"');
  expect(log).not.toMatch(/Bearer|eyJ|memory:\/\/|Hüte/);
});
