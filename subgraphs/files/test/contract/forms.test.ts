import { randomBytes, randomUUID } from 'node:crypto';
import { sha256 } from '../memory/MemoryObjectStore';
import { buildTarget, openStore, putTo, sendForm, type OpenStore } from '../openStore';
import { S3_TARGETS } from '../realStores';

describe.each(S3_TARGETS)('ObjectStore on %s', (_name, start) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await openStore(start);
  }, 60_000);
  afterAll(() => opened.close());

  const content = Buffer.from('a coat');
  const sign = (file = buildTarget(), seconds = 900, at = new Date()) =>
    opened.store.signForm(file, at, seconds);

  describe('a signed form', () => {
    it.each([0, 6, 3_000_000])('writes exactly the announced bytes: %d of them', async (size) => {
      const body = randomBytes(size);
      const file = buildTarget({ size, checksum: sha256(body) });
      expect((await sendForm(await sign(file), body)).status).toBe(201);
      expect(await opened.store.findObject(file.objectKey)).toMatchObject({ size });
      expect(await opened.store.hashObject(file.objectKey)).toBe(sha256(body));
    });

    it('U01 binds key, exact length, type and checksum, for at most 15 minutes', async () => {
      const file = buildTarget({ checksum: sha256(content) });
      const at = new Date();
      const { fields, expiresAt } = await sign(file, 900, at);
      const policy = fields.find(({ name }) => name === 'Policy')!.value;
      const { expiration, conditions } = JSON.parse(Buffer.from(policy, 'base64').toString()) as {
        expiration: string;
        conditions: unknown[];
      };
      expect(expiration).toBe(expiresAt.toISOString());
      expect(expiresAt.getTime() - at.getTime()).toBe(900_000);
      expect(conditions).toEqual(
        expect.arrayContaining([
          { bucket: opened.target.settings.bucket },
          ['content-length-range', 6, 6],
          { key: file.objectKey },
          { 'Content-Type': 'text/plain' },
          { 'x-amz-checksum-sha256': sha256(content) },
        ]),
      );
    });

    it('U02 is refused with another length, key or type, an extra field or another signature', async () => {
      const form = await sign();
      expect((await sendForm(form, Buffer.from('a longer coat'))).status).toBe(400);
      expect((await sendForm(form, Buffer.from('short'))).status).toBe(400);
      expect((await sendForm(form, content, { key: `${randomUUID()}/x` })).status).toBe(403);
      expect((await sendForm(form, content, { 'Content-Type': 'text/html' })).status).toBe(403);
      expect((await sendForm(form, content, { acl: 'public-read' })).status).toBe(403);
      expect((await sendForm(form, content, { 'X-Amz-Signature': '0'.repeat(64) })).status).toBe(403);
    });

    it('U02 is refused with content of another checksum, where the store can', async () => {
      const form = await sign(buildTarget({ checksum: sha256('not a coat') }));
      expect((await sendForm(form, content)).status).toBe(opened.target.checksChecksums ? 400 : 201);
    });

    it('U04 lives 15 minutes at most, and is refused when it has expired', async () => {
      await expect(sign(buildTarget(), 901)).rejects.toThrow(RangeError);
      await expect(sign(buildTarget(), 0)).rejects.toThrow(RangeError);
      const expired = await sign(buildTarget(), 60, new Date(Date.now() - 61_000));
      expect((await sendForm(expired, content)).status).toBe(403);
    });

    it('can be sent again, which is why its bytes are verified in a copy', async () => {
      const file = buildTarget();
      const form = await sign(file);
      const copy = `${file.objectKey}.${randomUUID()}`;
      expect((await sendForm(form, content)).status).toBe(201);
      await opened.store.copyObject(file.objectKey, copy);
      expect((await sendForm(form, Buffer.from('A COAT'))).status).toBe(201);
      expect(await opened.store.readStart(copy, 10)).toEqual(content);
      await opened.store.removeObjects(file.objectKey, copy);
      expect(await opened.store.findObject(file.objectKey)).toBeNull();
      expect(await opened.store.findObject(copy)).toMatchObject({ size: 6 });
      const url = await opened.store.signDownload(
        { objectKey: copy, name: 'coat.txt', contentType: 'text/plain' },
        'ATTACHMENT',
        new Date(),
        60,
      );
      expect(await (await fetch(url)).text()).toBe('a coat');
      await opened.store.removeObjects(file.objectKey, null);
      expect(await opened.store.findObject(copy)).toBeNull();
    });
  });

  it('copies nothing where nothing is, and removes no other file with the rest', async () => {
    const file = buildTarget();
    await expect(opened.store.copyObject(file.objectKey, `${file.objectKey}.copy`)).rejects.toMatchObject({
      code: 'UPLOAD_INCOMPLETE',
    });
    await putTo(await opened.store.signUpload(file, new Date(), 60), content);
    await opened.store.removeObjects(`${file.objectKey}x`, null);
    await opened.store.removeObjects(`${randomUUID()}/`, null);
    expect(await opened.store.findObject(file.objectKey)).toMatchObject({ size: 6 });
  });
});
