import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';
import { sha256 } from '../test/memory/MemoryObjectStore';

const caller = buildCaller();
const content = Buffer.alloc(12, 'x');

async function posted(bed: Bed, overrides: Parameters<typeof buildUpload>[0] = {}) {
  const { file, upload } = await bed.useCases.requestUpload(
    caller,
    buildUpload({ method: 'POST', ...overrides }),
  );
  expect(bed.objects.post(upload!, content, bed.clock.now())).toBe(201);
  return { file, upload: upload! };
}

it('U03 keeps what was verified, though the form can be sent again', async () => {
  const bed = createBed();
  const { file, upload } = await posted(bed, { checksum: sha256(content) });
  const ready = await bed.useCases.completeUpload(caller, { fileId: file.id });
  expect(bed.objects.post(upload, Buffer.alloc(12, 'y'), bed.clock.now())).toBe(201);
  expect(bed.objects.objects.get(ready.objectKey)).toEqual(content);
  expect(await bed.useCases.completeUpload(caller, { fileId: file.id })).toMatchObject({
    objectKey: ready.objectKey,
  });
  // The sweeper removes what the form has left, now and after it has expired.
  for (const pause of [60_000, 900_000, 24 * 60 * 60_000]) {
    bed.clock.advance(pause);
    await bed.useCases.sweep();
  }
  expect([...bed.objects.objects.keys()]).toEqual([ready.objectKey]);
});

it('U07 verifies the copy, so that nothing can change in between', async () => {
  const bed = createBed();
  const { file } = await posted(bed, { checksum: sha256(content) });
  const copyObject = bed.objects.copyObject.bind(bed.objects);
  bed.objects.copyObject = async (from, to) => {
    bed.objects.objects.set(from, Buffer.alloc(12, 'y'));
    await copyObject(from, to);
  };
  await expect(bed.useCases.completeUpload(caller, { fileId: file.id })).rejects.toMatchObject({
    code: 'CHECKSUM_MISMATCH',
  });
});

it('makes one file of two completions at once, and leaves nothing of the other', async () => {
  const bed = createBed();
  const { file } = await posted(bed);
  const [one, other] = await Promise.all(
    [bed.restart(), bed.restart()].map((useCases) => useCases.completeUpload(caller, { fileId: file.id })),
  );
  expect(one!.objectKey).toBe(other!.objectKey);
  bed.clock.advance(60_000);
  await bed.useCases.sweep();
  expect([...bed.objects.objects.keys()]).toEqual([one!.objectKey]);
});

it('U11 deletes what the form wrote and what was verified', async () => {
  const bed = createBed();
  const { file, upload } = await posted(bed);
  await bed.useCases.completeUpload(caller, { fileId: file.id });
  await bed.useCases.deleteFile(caller, { fileId: file.id });
  expect(bed.objects.objects.size).toBe(0);
  bed.objects.post(upload, content, bed.clock.now());
  bed.clock.advance(16 * 60_000);
  await bed.useCases.sweep();
  expect(bed.objects.objects.size).toBe(0);
});
