import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';
import { buildFile } from '../test/records';
import { sha256 } from '../test/memory/MemoryObjectStore';
import type { RequestedUpload } from '.';
import type { UploadPartsInput } from './uploadParts';

const MIB = 1024 ** 2;
const caller = buildCaller();
const content = Buffer.alloc(10 * MIB + 100, 'x');
const partAt = (number: number) => content.subarray((number - 1) * 5 * MIB, number * 5 * MIB);

const bed = () => createBed({ limits: { maxFileBytes: 100 * MIB, quotaBytes: 100 * MIB } });
const announce = (on: Bed, overrides: Parameters<typeof buildUpload>[0] = {}): Promise<RequestedUpload> =>
  on.useCases.requestUpload(
    caller,
    buildUpload({ size: content.length, method: 'MULTIPART', partSizeBytes: 5 * MIB, ...overrides }),
  );
const ask = (on: Bed, fileId: string, input: Partial<UploadPartsInput> = {}) =>
  on.useCases.uploadParts(caller, { fileId, ...input });

/** Sends these parts as a client would. */
async function send(on: Bed, fileId: string, numbers: readonly number[]): Promise<void> {
  const { parts } = await ask(on, fileId);
  for (const { partNumber, request } of parts) {
    if (!numbers.includes(partNumber)) continue;
    expect(on.objects.putPart(request!, partAt(partNumber), on.clock.now())).toBe(200);
  }
}

it('takes a file in parts, in any order, and makes it READY', async () => {
  const on = bed();
  const { file, upload } = await announce(on);
  expect(upload).toMatchObject({ method: 'MULTIPART', partSizeBytes: 5 * MIB, partCount: 3 });
  const { parts, nextAfter } = await ask(on, file.id);
  expect(parts.map(({ partNumber, sizeBytes, isUploaded }) => [partNumber, sizeBytes, isUploaded])).toEqual([
    [1, 5 * MIB, false],
    [2, 5 * MIB, false],
    [3, 100, false],
  ]);
  expect(nextAfter).toBeNull();
  await send(on, file.id, [3, 1]);
  await expect(on.useCases.completeUpload(caller, { fileId: file.id })).rejects.toMatchObject({
    code: 'UPLOAD_INCOMPLETE',
    message: expect.stringContaining('Part 2 of 3') as string,
  });
  await send(on, file.id, [2]);
  const ready = await on.useCases.completeUpload(caller, { fileId: file.id });
  expect(ready).toMatchObject({ status: 'READY', checksum: null, size: content.length });
  expect(on.objects.objects.get(ready.objectKey)!.equals(content)).toBe(true);
  expect(await on.useCases.completeUpload(caller, { fileId: file.id })).toMatchObject({ id: file.id });
  expect(await on.usage.read(caller.userId)).toMatchObject({ usedBytes: content.length, reservedBytes: 0 });
});

it('O01 announces a file in parts while the store is down', async () => {
  const on = bed();
  on.objects.beginParts = async () => {
    throw new Error('the store is down');
  };
  expect((await announce(on)).upload).toMatchObject({ partCount: 3 });
});

it('goes on after days with what is missing', async () => {
  const on = bed();
  const { file } = await announce(on);
  await send(on, file.id, [1, 3]);
  on.clock.advance(6 * 24 * 60 * 60_000);
  await on.useCases.sweep();
  const resumed = on.restart();
  const { parts } = await resumed.uploadParts(caller, { fileId: file.id, onlyMissing: true });
  expect(parts).toMatchObject([{ partNumber: 2, isUploaded: false }]);
  const all = await resumed.uploadParts(caller, { fileId: file.id });
  expect(all.parts.map(({ isUploaded }) => isUploaded)).toEqual([true, false, true]);
  expect(all.parts[0]!.etag).toMatch(/^[0-9a-f]{32}$/);
  expect(on.objects.putPart(parts[0]!.request!, partAt(2), on.clock.now())).toBe(200);
  expect(await resumed.completeUpload(caller, { fileId: file.id })).toMatchObject({ status: 'READY' });
});

it('begins one upload in the store, however many ask for its parts at once', async () => {
  const on = bed();
  const { file } = await announce(on);
  const pages = await Promise.all(
    Array.from({ length: 10 }, () => on.restart().uploadParts(caller, { fileId: file.id })),
  );
  expect(on.objects.uploads.size).toBe(1);
  const [uploadId] = on.objects.uploads.keys();
  for (const { parts } of pages) expect(parts[0]!.request!.url).toContain(uploadId);
});

it('begins anew when the store has given the upload up', async () => {
  const on = bed();
  const { file } = await announce(on);
  await send(on, file.id, [1]);
  on.objects.uploads.clear();
  expect((await ask(on, file.id)).parts.map(({ isUploaded }) => isUploaded)).toEqual([false, false, false]);
  await send(on, file.id, [1, 2, 3]);
  expect(await on.useCases.completeUpload(caller, { fileId: file.id })).toMatchObject({ status: 'READY' });
});

it('answers a page at a time', async () => {
  const on = bed();
  const { file } = await announce(on);
  const first = await ask(on, file.id, { first: 2 });
  expect([first.parts.map(({ partNumber }) => partNumber), first.nextAfter]).toEqual([[1, 2], 2]);
  const second = await ask(on, file.id, { first: 2, after: 2 });
  expect([second.parts.map(({ partNumber }) => partNumber), second.nextAfter]).toEqual([[3], null]);
});

it.each([
  ['first', { first: 0 }],
  ['first', { first: 101 }],
  ['after', { after: -1 }],
  ['after', { after: 4 }],
  ['checksums', { checksums: [{ partNumber: 1, checksum: sha256('x') }] }],
])('refuses a bad %s', async (field, input) => {
  const on = bed();
  const { file } = await announce(on);
  await expect(ask(on, file.id, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
});

it('U02 lets no part URL outlive 15 minutes or the upload', async () => {
  const on = bed();
  const { file } = await announce(on);
  const lifeOf = async () => {
    const { parts } = await ask(on, file.id);
    return parts[0]!.request!.expiresAt.getTime() - on.clock.now().getTime();
  };
  expect(await lifeOf()).toBe(900_000);
  on.clock.advance(604_800_000 - 60_000);
  expect(await lifeOf()).toBe(60_000);
  on.clock.advance(60_000);
  await expect(ask(on, file.id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('signs parts with checksums for those parts only whose checksum it is given', async () => {
  const on = bed();
  const { file } = await announce(on, { partChecksums: true });
  const checksums = [{ partNumber: 2, checksum: sha256(partAt(2)) }];
  const { parts } = await ask(on, file.id, { checksums });
  expect(parts.map(({ request }) => request === null)).toEqual([true, false, true]);
  expect(parts[1]!.request!.headers).toContainEqual({
    name: 'x-amz-checksum-sha256',
    value: sha256(partAt(2)),
  });
  await expect(
    ask(on, file.id, { checksums: [{ partNumber: 4, checksum: sha256('x') }] }),
  ).rejects.toMatchObject({ field: 'checksums' });
  await expect(ask(on, file.id, { checksums: [{ partNumber: 1, checksum: 'x' }] })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

it('U07 compares the parts that the client believes to have sent', async () => {
  const on = bed();
  const { file } = await announce(on);
  await send(on, file.id, [1, 2, 3]);
  const { parts } = await ask(on, file.id);
  const claimed = parts.map(({ partNumber, etag }) => ({ partNumber, etag: `"${etag}"` }));
  const complete = (list: typeof claimed) =>
    on.useCases.completeUpload(caller, { fileId: file.id, parts: list });
  const other = [{ partNumber: 1, etag: 'another' }, ...claimed.slice(1)];
  await expect(complete(other)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  await expect(complete(claimed.slice(1))).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  for (const partNumber of [0, 4, -1]) {
    await expect(complete([...claimed, { partNumber, etag: 'x' }])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'parts',
      message: 'This upload has the parts 1 to 3.',
    });
  }
  // Of two claims about one part neither counts: the wrong one must not hide behind the right one.
  await expect(complete([other[0]!, ...claimed])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'parts',
  });
  expect(await complete(claimed)).toMatchObject({ status: 'READY' });
});

it('finds thousands of parts in the store by itself, more than a request could name', async () => {
  const on = bed();
  const sizeBytes = 2_000;
  const file = buildFile({ ownerId: caller.userId, size: sizeBytes, method: 'MULTIPART' });
  // Parts of one byte, which nobody can ask for: 2,000 of the smallest would be 10 GB.
  const uploadId = await on.objects.beginParts(file, false);
  const parts = { sizeBytes: 1, hasChecksums: false, uploadId };
  await on.files.insert({ ...file, parts, uploadExpiresAt: on.clock.now() }, on.clock.now());
  for (let number = 1; number <= sizeBytes; number += 1) {
    const part = { number, sizeBytes: 1, checksum: null };
    const signed = await on.objects.signPart(
      { objectKey: file.objectKey, uploadId },
      part,
      on.clock.now(),
      9,
    );
    expect(on.objects.putPart(signed, Buffer.from('x'), on.clock.now())).toBe(200);
  }
  const ready = await on.useCases.completeUpload(caller, { fileId: file.id });
  expect(ready).toMatchObject({ status: 'READY', size: sizeBytes });
});

it('U07 verifies the checksum of the whole file by reading it', async () => {
  const on = bed();
  on.objects.givesChecksums = false;
  const right = await announce(on, { checksum: sha256(content) });
  await send(on, right.file.id, [1, 2, 3]);
  expect(await on.useCases.completeUpload(caller, { fileId: right.file.id })).toMatchObject({
    status: 'READY',
    checksum: sha256(content),
  });
  const wrong = await announce(on, { checksum: sha256('other') });
  await send(on, wrong.file.id, [1, 2, 3]);
  await expect(on.useCases.completeUpload(caller, { fileId: wrong.file.id })).rejects.toMatchObject({
    code: 'CHECKSUM_MISMATCH',
  });
});

it('notices at a read, or when it sweeps, that all parts have come', async () => {
  const on = bed();
  const [read, swept] = [await announce(on), await announce(on)];
  await send(on, read.file.id, [1, 2, 3]);
  await send(on, swept.file.id, [1, 2, 3]);
  expect(await on.useCases.getFile(caller, read.file.id)).toMatchObject({ status: 'READY' });
  on.clock.advance(6 * 60 * 60_000);
  expect(await on.useCases.sweep()).toMatchObject({ settled: 1, failed: 0 });
});

it('U12 ends an upload in parts that nobody finished, and gives its parts up', async () => {
  const on = bed();
  const { file } = await announce(on);
  await send(on, file.id, [1]);
  on.clock.advance(604_800_000);
  await on.useCases.sweep();
  expect(on.objects.uploads.size).toBe(1);
  on.clock.advance(2 * 60 * 60_000);
  expect(await on.useCases.sweep()).toMatchObject({ expired: 1 });
  expect(on.objects.uploads.size).toBe(0);
  expect(await on.usage.read(caller.userId)).toMatchObject({ reservedBytes: 0, pendingCount: 0 });
});

it('says that there are no parts of a file that has none, is READY or is not the caller’s', async () => {
  const on = bed();
  const whole = await on.useCases.requestUpload(caller, buildUpload());
  await expect(ask(on, whole.file.id)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  const { file } = await announce(on);
  await expect(on.useCases.uploadParts(buildCaller(), { fileId: file.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await send(on, file.id, [1, 2, 3]);
  await on.useCases.completeUpload(caller, { fileId: file.id });
  await expect(ask(on, file.id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('repeats the announcement without giving more time', async () => {
  const on = bed();
  const first = await announce(on, { idempotencyKey: 'k' });
  on.clock.advance(24 * 60 * 60_000);
  const again = await announce(on, { idempotencyKey: 'k' });
  expect(again.file.id).toBe(first.file.id);
  expect(again.upload!.expiresAt).toEqual(first.upload!.expiresAt);
});
