import { AppError } from '../../../platform/errors';
import { PENDING_GRACE_MS } from '../domain/lifetimes';
import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';
import type { MemoryUsageStore } from '../test/memory/MemoryUsageStore';

const caller = buildCaller();
const content = Buffer.alloc(12, 'x');

async function announced(bed: Bed) {
  const { file } = await bed.useCases.requestUpload(caller, buildUpload());
  return file;
}

async function sent(bed: Bed) {
  const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
  bed.objects.put(upload!, content, bed.clock.now());
  return { file, upload: upload! };
}

it('K05 takes back object and reservation of an upload whose bytes did not all come, after its grace', async () => {
  const bed = createBed();
  const file = await announced(bed);
  bed.objects.objects.set(file.objectKey, Buffer.from('half'));
  bed.clock.advance(900_000 + PENDING_GRACE_MS - 1);
  expect(await bed.useCases.sweep()).toMatchObject({ expired: 0 });
  bed.clock.advance(1);
  expect(await bed.useCases.sweep()).toMatchObject({ expired: 1, failed: 0 });
  expect(bed.objects.objects.size).toBe(0);
  expect(await bed.usage.read(caller.userId)).toMatchObject({
    usedBytes: 0,
    reservedBytes: 0,
    pendingCount: 0,
  });
  await expect(bed.useCases.getFile(caller, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(bed.useCases.completeUpload(caller, { fileId: file.id })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

it('makes a file READY whose bytes came without anybody saying so', async () => {
  const bed = createBed();
  const { file } = await sent(bed);
  bed.clock.advance(900_000 + 30_000);
  expect(await bed.useCases.sweep()).toMatchObject({ settled: 1, expired: 0, failed: 0 });
  expect(await bed.files.find(caller.userId, file.id)).toMatchObject({ status: 'READY', charge: 'USED' });
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 12, reservedBytes: 0 });
});

it('ends an upload whose bytes can never become what was announced', async () => {
  const bed = createBed();
  const { upload } = await bed.useCases.requestUpload(caller, buildUpload({ contentType: 'image/png' }));
  bed.objects.put(upload!, content, bed.clock.now());
  bed.clock.advance(900_000 + 30_000);
  expect(await bed.useCases.sweep()).toMatchObject({ expired: 1, failed: 0 });
  expect(bed.objects.objects.size).toBe(0);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0 });
});

it('O02 ends no upload while the store does not say what it has', async () => {
  const bed = createBed();
  const { file } = await sent(bed);
  const findObject = bed.objects.findObject.bind(bed.objects);
  bed.objects.findObject = async () => {
    throw new AppError('SERVICE_UNAVAILABLE');
  };
  bed.clock.advance(900_000 + PENDING_GRACE_MS);
  expect(await bed.useCases.sweep()).toMatchObject({ expired: 0, failed: 1 });
  bed.objects.findObject = findObject;
  bed.clock.advance(60_000);
  expect(await bed.useCases.sweep()).toMatchObject({ settled: 1, failed: 0 });
  expect(await bed.useCases.getFile(caller, file.id)).toMatchObject({ status: 'READY' });
});

it.each([
  ['a PENDING file', false],
  ['a READY file', true],
])('U11 keeps %s deleted although its upload URL still works', async (_what, isReady) => {
  const bed = createBed();
  const { file, upload } = await sent(bed);
  if (isReady) await bed.useCases.completeUpload(caller, { fileId: file.id });
  await bed.useCases.deleteFile(caller, { fileId: file.id });
  expect(bed.objects.objects.size).toBe(0);
  expect(bed.objects.put(upload, content, bed.clock.now())).toBe(200);
  await bed.useCases.sweep();
  await expect(bed.useCases.completeUpload(caller, { fileId: file.id })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(bed.useCases.getFile(caller, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  bed.clock.advance(16 * 60_000);
  await bed.useCases.sweep();
  expect(bed.objects.objects.size).toBe(0);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0 });
});

it('removes what a very slow upload has re-created, before it forgets the file', async () => {
  const bed = createBed();
  const { file } = await sent(bed);
  await bed.useCases.deleteFile(caller, { fileId: file.id });
  bed.clock.advance(16 * 60_000);
  await bed.useCases.sweep();
  bed.objects.objects.set(file.objectKey, content);
  bed.clock.advance(24 * 60 * 60_000);
  expect(await bed.useCases.sweep()).toMatchObject({ purged: 1 });
  expect(bed.objects.objects.size).toBe(0);
  await expect(bed.useCases.deleteFile(caller, { fileId: file.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('goes on with other files when one cannot be dealt with, and comes back to it', async () => {
  const bed = createBed();
  const first = await announced(bed);
  await announced(bed);
  bed.clock.advance(900_000 + PENDING_GRACE_MS);
  const removeObject = bed.objects.removeObject.bind(bed.objects);
  bed.objects.removeObject = async (key) => {
    if (key === first.objectKey) throw new Error('the store fails');
    return removeObject(key);
  };
  expect(await bed.useCases.sweep()).toMatchObject({ expired: 1, failed: 1 });
  bed.objects.removeObject = removeObject;
  expect(await bed.useCases.sweep()).toMatchObject({ finished: 0, failed: 0 });
  bed.clock.advance(60_000);
  expect(await bed.useCases.sweep()).toMatchObject({ finished: 1, failed: 0 });
  expect(bed.objects.objects.size).toBe(0);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 0 });
});

it('K04 drops the receipt of one who died after giving bytes back, at the next visit', async () => {
  const bed = createBed();
  const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
  bed.objects.put(upload!, Buffer.from('a dozen byte'), bed.clock.now());
  await bed.useCases.completeUpload(caller, { fileId: file.id });
  const dying = bed.restart({
    usage: new Proxy(bed.usage, {
      get: (target, name) =>
        name === 'dropReceipt'
          ? () => Promise.reject(new Error('killed'))
          : (Reflect.get(target, name) as () => void).bind(target),
    }),
  });
  await expect(dying.deleteFile(caller, { fileId: file.id })).rejects.toThrow('killed');
  const { receipts } = (bed.usage as MemoryUsageStore).accounts.get(caller.userId)!;
  expect([...receipts]).toEqual([file.id]);
  bed.clock.advance(60_000);
  await bed.useCases.sweep();
  expect([...(bed.usage as MemoryUsageStore).accounts.get(caller.userId)!.receipts]).toEqual([]);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, fileCount: 0 });
});
