import type { DirectMethod } from '../domain/file';
import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';

const caller = buildCaller();
const content = Buffer.alloc(12, 'x');

async function announceAndSend(bed: Bed, method: DirectMethod): Promise<string> {
  const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload({ method }));
  if (method === 'PUT') bed.objects.put(upload!, content, bed.clock.now());
  if (method === 'POST') bed.objects.post(upload!, content, bed.clock.now());
  if (method === 'MULTIPART') {
    const { parts } = await bed.useCases.uploadParts(caller, { fileId: file.id });
    bed.objects.putPart(parts[0]!.request!, content, bed.clock.now());
  }
  return file.id;
}

it.each(['PUT', 'POST', 'MULTIPART'] as const)(
  'ends a %s upload, whatever of it has arrived, and again succeeds',
  async (method) => {
    const bed = createBed();
    const fileId = await announceAndSend(bed, method);
    for (let time = 0; time < 2; time += 1) {
      expect(await bed.useCases.cancelUpload(caller, { fileId })).toEqual({ cancelledFileId: fileId });
    }
    expect(bed.objects.objects.size).toBe(0);
    expect(bed.objects.uploads.size).toBe(0);
    expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 0, pendingCount: 0 });
    await expect(bed.useCases.getFile(caller, fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bed.useCases.completeUpload(caller, { fileId })).rejects.toMatchObject({ code: 'CONFLICT' });
  },
);

it('leaves a file alone that is READY', async () => {
  const bed = createBed();
  const fileId = await announceAndSend(bed, 'PUT');
  await bed.useCases.completeUpload(caller, { fileId });
  await expect(bed.useCases.cancelUpload(caller, { fileId })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await bed.useCases.getFile(caller, fileId)).toMatchObject({ status: 'READY' });
});

it('Z01 answers somebody else as if there were no such upload', async () => {
  const bed = createBed();
  const fileId = await announceAndSend(bed, 'PUT');
  for (const id of [fileId, 'nonsense', crypto.randomUUID()]) {
    await expect(bed.useCases.cancelUpload(buildCaller(), { fileId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
});
