import { randomUUID } from 'node:crypto';
import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';

const caller = buildCaller();
const DAY_MS = 24 * 60 * 60_000;

async function leave(bed: Bed) {
  const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
  bed.objects.put(upload!, Buffer.alloc(12, 'x'), bed.clock.now());
  return bed.useCases.completeUpload(caller, { fileId: file.id });
}

it('Q02 counts the trash in the quota, and gives it back once when its time is over', async () => {
  const bed = createBed();
  const { id } = await leave(bed);
  const trashed = await bed.useCases.trashFile(caller, { fileId: id });
  expect(trashed).toMatchObject({ status: 'TRASHED', trashedAt: bed.clock.now() });
  expect(bed.useCases.trashEndsAt(trashed)).toEqual(new Date(bed.clock.now().getTime() + 30 * DAY_MS));
  bed.clock.advance(30 * DAY_MS - 1);
  await bed.useCases.sweep();
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 12, fileCount: 1 });
  expect(bed.objects.objects.size).toBe(1);
  bed.clock.advance(1);
  const reports = await Promise.all([bed.useCases.sweep(), bed.restart().sweep()]);
  expect(reports.map(({ expired }) => expired).sort()).toEqual([0, 1]);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, fileCount: 0 });
  expect(bed.objects.objects.size).toBe(0);
  await expect(bed.useCases.getFile(caller, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(bed.useCases.restoreFile(caller, { fileId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('U08 gives no URL for a file in the trash, and one again when it is restored', async () => {
  const bed = createBed();
  const { id } = await leave(bed);
  const options = { disposition: 'ATTACHMENT' as const, expiresInSeconds: 60 };
  const trashed = await bed.useCases.trashFile(caller, { fileId: id });
  expect(await bed.useCases.createDownloadUrl(trashed, options)).toBeNull();
  await expect(bed.useCases.completeUpload(caller, { fileId: id })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const restored = await bed.useCases.restoreFile(caller, { fileId: id });
  expect(restored).toMatchObject({ status: 'READY', trashedAt: null });
  expect(await bed.useCases.createDownloadUrl(restored, options)).not.toBeNull();
  bed.clock.advance(40 * DAY_MS);
  await bed.useCases.sweep();
  expect(await bed.useCases.getFile(caller, id)).toMatchObject({ status: 'READY' });
});

it('does not let a repeated requestUpload take a file out of the trash', async () => {
  const bed = createBed();
  const input = buildUpload({ idempotencyKey: 'k' });
  const { file, upload } = await bed.useCases.requestUpload(caller, input);
  bed.objects.put(upload!, Buffer.alloc(12, 'x'), bed.clock.now());
  await bed.useCases.completeUpload(caller, { fileId: file.id });
  await bed.useCases.trashFile(caller, { fileId: file.id });
  expect(await bed.useCases.requestUpload(caller, input)).toMatchObject({
    file: { id: file.id, status: 'TRASHED' },
    upload: null,
  });
});

it('says of each of several files what became of it', async () => {
  const bed = createBed();
  const [one, other] = [await leave(bed), await leave(bed)];
  const { file: pending } = await bed.useCases.requestUpload(caller, buildUpload());
  const nobody = randomUUID();
  const fileIds = [one.id, nobody, pending.id, other.id, one.id];
  const codes = (results: { error: { code: string } | null }[]) => results.map(({ error }) => error?.code);
  const trashed = await bed.useCases.trashFiles(caller, { fileIds });
  expect(trashed.map(({ fileId }) => fileId)).toEqual(fileIds);
  expect(codes(trashed)).toEqual([undefined, 'NOT_FOUND', 'CONFLICT', undefined, undefined]);
  expect(trashed[0]!.file).toMatchObject({ id: one.id, status: 'TRASHED' });
  expect(codes(await bed.useCases.restoreFiles(caller, { fileIds }))).toEqual(codes(trashed));
  const stranger = buildCaller();
  expect(codes(await bed.useCases.deleteFiles(stranger, { fileIds: [one.id] }))).toEqual(['NOT_FOUND']);
  expect(codes(await bed.useCases.deleteFiles(caller, { fileIds }))).toEqual([
    undefined,
    'NOT_FOUND',
    undefined,
    undefined,
    undefined,
  ]);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0 });
  for (const wrong of [[], Array.from({ length: 101 }, () => nobody)]) {
    await expect(bed.useCases.deleteFiles(caller, { fileIds: wrong })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  }
});

it('renames a file without touching its object, and downloads carry the new name', async () => {
  const bed = createBed();
  const { id, objectKey } = await leave(bed);
  const renamed = await bed.useCases.renameFile(caller, { fileId: id, name: 'Zwölf Hüte.txt' });
  expect(renamed).toMatchObject({ name: 'Zwölf Hüte.txt', objectKey });
  const url = await bed.useCases.createDownloadUrl(renamed, {
    disposition: 'ATTACHMENT',
    expiresInSeconds: 60,
  });
  expect(new URL(url!).searchParams.get('disposition')).toContain(
    "filename*=UTF-8''Zw%C3%B6lf%20H%C3%BCte.txt",
  );
  await expect(bed.useCases.renameFile(caller, { fileId: id, name: 'a/b' })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  await expect(bed.useCases.renameFile(buildCaller(), { fileId: id, name: 'b' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
