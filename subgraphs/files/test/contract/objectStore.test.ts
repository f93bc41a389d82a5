import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { createLog } from '../../../../platform/service';
import { createS3Clients, type S3Clients } from '../../adapters/s3/clients';
import { S3ObjectStore } from '../../adapters/s3/S3ObjectStore';
import type { SignedUpload } from '../../ports';
import { sha256 } from '../memory/MemoryObjectStore';
import { S3_TARGETS, type S3Target } from '../realStores';

const log = createLog('files', 'silent');

describe.each(S3_TARGETS)('ObjectStore on %s', (_name, start) => {
  let target: S3Target;
  let clients: S3Clients;
  let store: S3ObjectStore;
  beforeAll(async () => {
    target = await start();
    clients = createS3Clients(target.settings);
    store = new S3ObjectStore(clients, target.settings.bucket, log);
  }, 60_000);
  afterAll(async () => {
    clients.internal.destroy();
    clients.signing.destroy();
    await target.close();
  });

  const content = Buffer.from('a coat');
  const fileOf = (overrides: Partial<Parameters<S3ObjectStore['signUpload']>[0]> = {}) => ({
    objectKey: `${randomUUID()}/${randomUUID()}`,
    size: content.length,
    contentType: 'text/plain',
    checksum: null,
    ...overrides,
  });
  const send = (
    { url, headers }: SignedUpload,
    body: Buffer,
    changes: Record<string, string | null> = {},
  ) => {
    const all = { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...changes };
    const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    return fetch(url, { method: 'PUT', headers: kept, body: new Uint8Array(body) });
  };
  const sign = (file: Parameters<S3ObjectStore['signUpload']>[0], seconds = 900) =>
    store.signUpload(file, new Date(), seconds);

  it('U01 signs key, exact length, type, checksum and creation only, for at most 15 minutes', async () => {
    const upload = await sign(fileOf({ checksum: sha256(content) }));
    const query = new URL(upload.url).searchParams;
    expect(query.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;if-none-match;x-amz-checksum-sha256',
    );
    expect(query.get('X-Amz-Expires')).toBe('900');
    expect([...query.keys()].filter((key) => key.toLowerCase().includes('checksum'))).toEqual([]);
    expect(upload.headers).toEqual([
      { name: 'content-length', value: '6' },
      { name: 'content-type', value: 'text/plain' },
      { name: 'if-none-match', value: '*' },
      { name: 'x-amz-checksum-sha256', value: sha256(content) },
    ]);
  });

  it.each([0, -1, 901, 1.5, NaN])('U04 refuses to sign an upload for %d seconds', async (seconds) => {
    await expect(sign(fileOf(), seconds)).rejects.toThrow(RangeError);
  });

  it.each([0, -1, 301])('U04 refuses to sign a download for %d seconds', async (seconds) => {
    const file = { ...fileOf(), name: 'coat.txt' };
    const signing = async () => store.signDownload(file, 'ATTACHMENT', new Date(), seconds);
    await expect(signing()).rejects.toThrow(RangeError);
  });

  it.each([0, 1, 6, 5_000_000])('takes exactly the announced bytes: %d of them', async (size) => {
    const body = randomBytes(size);
    const file = fileOf({ size, checksum: sha256(body) });
    expect((await send(await sign(file), body)).status).toBe(200);
    expect(await store.findObject(file.objectKey)).toEqual({
      size,
      checksum: target.checksChecksums ? sha256(body) : null,
    });
    expect(await store.hashObject(file.objectKey)).toBe(sha256(body));
    if (size > 0) expect(await store.readStart(file.objectKey, 4096)).toEqual(body.subarray(0, 4096));
  });

  it('U02 refuses another length, type, key, method or missing signed header', async () => {
    const upload = await sign(fileOf());
    const otherKey = { ...upload, url: upload.url.replace(/\/[0-9a-f-]{36}\?/, `/${randomUUID()}?`) };
    expect((await send(upload, Buffer.from('a longer coat'), { 'content-length': null })).status).toBe(403);
    expect((await send(upload, content, { 'content-type': 'text/html' })).status).toBe(403);
    expect((await send(upload, content, { 'if-none-match': null })).status).toBe(403);
    expect((await send(otherKey, content)).status).toBe(403);
    expect((await fetch(upload.url)).status).toBe(403);
    expect((await fetch(upload.url, { method: 'DELETE' })).status).toBe(403);
  });

  it('U02 refuses content with another checksum than the signed one, where the store can', async () => {
    const file = fileOf({ checksum: sha256('not a coat') });
    const { status } = await send(await sign(file), content);
    expect(status).toBe(target.checksChecksums ? 400 : 200);
  });

  it('U03 refuses a second PUT to the same URL; of ten at once one succeeds', async () => {
    const upload = await sign(fileOf());
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await send(upload, content)).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect((await send(upload, content)).status).toBe(412);
  });

  it('U04 refuses an expired URL', async () => {
    const upload = await store.signUpload(fileOf(), new Date(Date.now() - 61_000), 60);
    expect((await send(upload, content)).status).toBe(403);
  });

  it('U09 serves a download under its name and type, whatever the name', async () => {
    const file = { ...fileOf(), name: 'Hüte & "Schirme" ☂ 100%.txt' };
    await send(await sign(file), content);
    const response = await fetch(await store.signDownload(file, 'ATTACHMENT', new Date(), 60));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('a coat');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="H_te & _Schirme_ _ 100_.txt"; filename*=UTF-8''H%C3%BCte%20&%20%22Schirme%22%20%E2%98%82%20100%25.txt`,
    );
  });

  it('U10 lets a GET URL get that object only, and strangers nothing', async () => {
    const file = { ...fileOf(), name: 'coat.txt' };
    await send(await sign(file), content);
    const url = await store.signDownload(file, 'INLINE', new Date(), 60);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(url.replace(file.objectKey, `${randomUUID()}/x`))).status).toBe(403);
    expect((await fetch(url.split('?', 1)[0]!)).status).toBe(403);
  });

  it('finds nothing where nothing is, and removes it without complaint', async () => {
    const { objectKey } = fileOf();
    expect(await store.findObject(objectKey)).toBeNull();
    await store.removeObject(objectKey);
    await expect(store.readStart(objectKey, 10)).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
    await expect(store.hashObject(objectKey)).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
  });

  it.each([0, 100, 8 * 1024 * 1024, 20 * 1024 * 1024 + 1])('writes a stream of %d bytes', async (size) => {
    const body = randomBytes(size);
    const { objectKey } = fileOf();
    await store.writeObject(objectKey, 'application/octet-stream', Readable.from(slices(body)), size);
    expect(await store.findObject(objectKey)).toMatchObject({ size });
    expect(await store.hashObject(objectKey)).toBe(sha256(body));
    await store.removeObject(objectKey);
    expect(await store.findObject(objectKey)).toBeNull();
  });

  it('U12 leaves neither object nor parts of a stream that breaks off', async () => {
    const { objectKey } = fileOf();
    const breaking = Readable.from(
      (function* () {
        yield randomBytes(20 * 1024 * 1024);
        throw new Error('the client went away');
      })(),
    );
    await expect(store.writeObject(objectKey, 'text/plain', breaking, null)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    expect(await store.findObject(objectKey)).toBeNull();
    const command = new ListMultipartUploadsCommand({ Bucket: target.settings.bucket });
    expect((await clients.internal.send(command)).Uploads ?? []).toEqual([]);
  });

  it('O02 calls a bucket that is not there our own fault, not a missing object', async () => {
    const lost = new S3ObjectStore(clients, 'no-such-bucket-of-ours', log);
    await expect(lost.findObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await lost.checkBucket()).toBe(false);
    expect(await store.checkBucket()).toBe(true);
  });

  it('O02 calls a refused key our own fault', async () => {
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'not-the-secret' };
    const wrong = createS3Clients({ ...target.settings, credentials });
    const refused = new S3ObjectStore(wrong, target.settings.bucket, log);
    await expect(refused.findObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(refused.removeObject('a/b')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    wrong.internal.destroy();
  });
});

function* slices(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
}
