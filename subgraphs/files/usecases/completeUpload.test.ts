import { AppError } from '../../../platform/errors';
import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';
import { sha256 } from '../test/memory/MemoryObjectStore';

const caller = buildCaller();
const content = Buffer.from('a dozen byte');
const refusal = (code: string) => expect.objectContaining({ code }) as unknown;
const announce = (bed: Bed, overrides = {}) => bed.useCases.requestUpload(caller, buildUpload(overrides));
const complete = (bed: Bed, fileId: string) => bed.useCases.completeUpload(caller, { fileId });

it.each([true, false])(
  'U07 compares the checksum, be it that the store computes one: %s',
  async (givesChecksums) => {
    const bed = createBed();
    bed.objects.givesChecksums = givesChecksums;
    const good = await announce(bed, { checksum: sha256(content) });
    bed.objects.put(good.upload!, content, bed.clock.now());
    expect(await complete(bed, good.file.id)).toMatchObject({ status: 'READY', checksum: sha256(content) });
    const bad = await announce(bed, { checksum: sha256('another') });
    bed.objects.put(bad.upload!, content, bed.clock.now());
    await expect(complete(bed, bad.file.id)).rejects.toEqual(refusal('CHECKSUM_MISMATCH'));
    expect(await bed.useCases.getFile(caller, bad.file.id)).toMatchObject({ status: 'PENDING' });
  },
);

it('U07 waits for all the bytes', async () => {
  const bed = createBed();
  const { file } = await announce(bed);
  await expect(complete(bed, file.id)).rejects.toEqual(refusal('UPLOAD_INCOMPLETE'));
  bed.objects.objects.set(file.objectKey, content.subarray(1));
  await expect(complete(bed, file.id)).rejects.toEqual(refusal('UPLOAD_INCOMPLETE'));
  expect(
    await bed.useCases.createDownloadUrl(file, { disposition: 'INLINE', expiresInSeconds: 1 }),
  ).toBeNull();
});

it('answers NOT_FOUND for what is not there, is not an id, or is not the caller’s', async () => {
  const bed = createBed();
  const { file } = await announce(bed);
  for (const fileId of ['11111111-1111-4111-8111-111111111111', '../x', '', 'x'.repeat(10_000)]) {
    await expect(complete(bed, fileId)).rejects.toEqual(refusal('NOT_FOUND'));
  }
  const stranger = bed.useCases.completeUpload(buildCaller(), { fileId: file.id });
  await expect(stranger).rejects.toEqual(refusal('NOT_FOUND'));
});

it.each(['SERVICE_UNAVAILABLE', 'TIMEOUT'] as const)(
  'O02 passes %s on, changes nothing, and succeeds later',
  async (code) => {
    const bed = createBed();
    const { file, upload } = await announce(bed);
    bed.objects.put(upload!, content, bed.clock.now());
    const findObject = bed.objects.findObject.bind(bed.objects);
    bed.objects.findObject = () => Promise.reject(new AppError(code));
    await expect(complete(bed, file.id)).rejects.toEqual(refusal(code));
    // A read does not fail for it.
    expect(await bed.useCases.getFile(caller, file.id)).toMatchObject({ status: 'PENDING' });
    bed.objects.findObject = findObject;
    expect(await complete(bed, file.id)).toMatchObject({ status: 'READY' });
  },
);

it('joins a verification that is under way', async () => {
  const bed = createBed();
  bed.objects.givesChecksums = false;
  const { file, upload } = await announce(bed, { checksum: sha256(content) });
  bed.objects.put(upload!, content, bed.clock.now());
  let hashed = 0;
  let finish: (checksum: string) => void = () => undefined;
  bed.objects.hashObject = () => {
    hashed += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  const both = [complete(bed, file.id), complete(bed, file.id)];
  while (hashed === 0) await new Promise((resolve) => setImmediate(resolve));
  finish(sha256(content));
  expect(await Promise.all(both)).toMatchObject([{ status: 'READY' }, { status: 'READY' }]);
  expect(hashed).toBe(1);
});

it.each([
  ['small', 12, 8],
  ['large', 64 * 1024 ** 2, 2],
])('M01 reads only so many %s objects at once to hash them', async (_what, size, atOnce) => {
  const GIB = 1024 ** 3;
  const bed = createBed({ limits: { maxFileBytes: GIB, quotaBytes: GIB } });
  bed.objects.findObject = async () => ({ size, checksum: null });
  bed.objects.readStart = async () => content;
  const waiting: (() => void)[] = [];
  bed.objects.hashObject = () =>
    new Promise((resolve) => {
      waiting.push(() => resolve(sha256(content)));
    });
  const files = await Promise.all(
    Array.from({ length: 10 }, () => announce(bed, { method: 'PUT', size, checksum: sha256(content) })),
  );
  const completed = files.map(({ file }) => complete(bed, file.id));
  let most = 0;
  for (let ended = 0; ended < files.length; ended += 1) {
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, waiting.length);
    waiting.shift()?.();
  }
  expect(await Promise.all(completed)).toHaveLength(10);
  expect(most).toBe(atOnce);
});
