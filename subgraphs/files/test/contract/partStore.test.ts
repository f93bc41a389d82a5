import { randomBytes } from 'node:crypto';
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { PartsUpload } from '../../ports';
import { sha256 } from '../memory/MemoryObjectStore';
import { buildTarget, openStore, putTo, type OpenStore } from '../openStore';
import { S3_TARGETS } from '../realStores';

const MIB = 1024 * 1024;

describe.each(S3_TARGETS)('PartStore on %s', (_name, start) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await openStore(start);
  }, 60_000);
  afterAll(() => opened.close());

  const bodies = [randomBytes(5 * MIB), randomBytes(5 * MIB), randomBytes(1_000)];
  async function begin(hasChecksums = false): Promise<PartsUpload> {
    const file = buildTarget({ contentType: 'application/zip' });
    return { objectKey: file.objectKey, uploadId: await opened.store.beginParts(file, hasChecksums) };
  }
  const sign = (upload: PartsUpload, number: number, checksum: string | null = null, at = new Date()) =>
    opened.store.signPart(upload, { number, sizeBytes: bodies[number - 1]!.length, checksum }, at, 60);
  async function sendAll(upload: PartsUpload, hasChecksums = false): Promise<void> {
    for (const [index, body] of bodies.entries()) {
      const part = await sign(upload, index + 1, hasChecksums ? sha256(body) : null);
      expect((await putTo(part, body)).status).toBe(200);
    }
  }
  async function openUploads(): Promise<(string | undefined)[]> {
    const command = new ListMultipartUploadsCommand({ Bucket: opened.target.settings.bucket });
    return ((await opened.clients.internal.send(command)).Uploads ?? []).map(({ Key }) => Key);
  }

  it.each([false, true])(
    'joins parts into one object with its type (checksums: %s)',
    async (hasChecksums) => {
      const upload = await begin(hasChecksums);
      await sendAll(upload, hasChecksums);
      const parts = (await opened.store.listParts(upload, 0, 1_000))!;
      expect(parts.map(({ number, sizeBytes }) => [number, sizeBytes])).toEqual([
        [1, 5 * MIB],
        [2, 5 * MIB],
        [3, 1_000],
      ]);
      if (opened.target.checksChecksums && hasChecksums) {
        expect(parts.map(({ checksum }) => checksum)).toEqual(bodies.map(sha256));
      }
      expect(await opened.store.joinParts(upload, parts)).toBe(true);
      const whole = Buffer.concat(bodies);
      // The checksum of parts' checksums is not the content's.
      expect(await opened.store.findObject(upload.objectKey)).toEqual({ size: whole.length, checksum: null });
      expect(await opened.store.hashObject(upload.objectKey)).toBe(sha256(whole));
      const file = { objectKey: upload.objectKey, name: 'a.zip', contentType: 'application/zip' };
      const url = await opened.store.signDownload(file, 'ATTACHMENT', new Date(), 60);
      const download = await fetch(url, { headers: { range: 'bytes=0-9' } });
      expect(download.headers.get('content-type')).toBe('application/zip');
      expect(Buffer.from(await download.arrayBuffer())).toEqual(whole.subarray(0, 10));
      await opened.store.removeObject(upload.objectKey);
    },
  );

  it('U01 U02 binds a part to its number, length and checksum', async () => {
    const upload = await begin(true);
    const part = await sign(upload, 1, sha256(bodies[0]!));
    expect(new URL(part.url).searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;host;x-amz-checksum-sha256',
    );
    const short = { ...part, headers: part.headers.filter(({ name }) => name !== 'content-length') };
    expect((await putTo(short, Buffer.from('short'))).status).toBe(403);
    const other = { ...part, url: part.url.replace('partNumber=1', 'partNumber=2') };
    expect((await putTo(other, bodies[0]!)).status).toBe(403);
    const wrong = (await putTo(part, bodies[1]!)).status;
    expect(wrong).toBe(opened.target.checksChecksums ? 400 : 200);
    expect((await putTo({ ...part, headers: part.headers.slice(0, 1) }, bodies[0]!)).status).toBe(403);
    await opened.store.abortParts(upload);
  });

  it('U04 signs a part for 1 second to 15 minutes, and it is refused afterwards', async () => {
    const upload = await begin();
    const part = { number: 1, sizeBytes: 3, checksum: null };
    for (const seconds of [0, 901, NaN]) {
      await expect(opened.store.signPart(upload, part, new Date(), seconds)).rejects.toThrow(RangeError);
    }
    const expired = await opened.store.signPart(upload, part, new Date(Date.now() - 61_000), 60);
    expect((await putTo(expired, Buffer.from('abc'))).status).toBe(403);
    await opened.store.abortParts(upload);
  });

  it('lists parts behind a number, a page at a time', async () => {
    const upload = await begin();
    await sendAll(upload);
    const numbers = async (after: number, limit: number) =>
      (await opened.store.listParts(upload, after, limit))!.map(({ number }) => number);
    expect(await numbers(0, 2)).toEqual([1, 2]);
    expect(await numbers(2, 2)).toEqual([3]);
    expect(await numbers(3, 2)).toEqual([]);
    await opened.store.abortParts(upload);
  });

  it('does not join parts that were replaced after they were listed', async () => {
    const upload = await begin();
    await sendAll(upload);
    const parts = (await opened.store.listParts(upload, 0, 1_000))!;
    expect((await putTo(await sign(upload, 3), randomBytes(1_000))).status).toBe(200);
    expect(await opened.store.joinParts(upload, parts)).toBe(false);
    expect(await opened.store.findObject(upload.objectKey)).toBeNull();
    await opened.store.abortParts(upload);
  });

  it('U12 gives up every upload to a key, and knows nothing of them afterwards', async () => {
    const upload = await begin();
    const { objectKey } = upload;
    const second = {
      objectKey,
      uploadId: await opened.store.beginParts({ objectKey, contentType: 'text/plain' }, false),
    };
    const neighbour = await begin();
    await putTo(await sign(upload, 1), bodies[0]!);
    await opened.store.abortAllParts(objectKey);
    expect(await openUploads()).not.toContain(objectKey);
    expect(await openUploads()).toContain(neighbour.objectKey);
    for (const gone of [upload, second]) {
      expect(await opened.store.listParts(gone, 0, 10)).toBeNull();
      await opened.store.abortParts(gone);
    }
    expect((await putTo(await sign(upload, 1), bodies[0]!)).status).toBe(404);
    await opened.store.abortParts(neighbour);
    await opened.store.abortAllParts(neighbour.objectKey);
  });

  it('does not join what was given up', async () => {
    const upload = await begin();
    await sendAll(upload);
    const parts = (await opened.store.listParts(upload, 0, 1_000))!;
    await opened.store.abortParts(upload);
    // Not every store says that there is no such upload; none makes an object of it.
    const joined = await opened.store.joinParts(upload, parts).catch(() => false);
    expect(joined).toBe(false);
    expect(await opened.store.findObject(upload.objectKey)).toBeNull();
  });
});
