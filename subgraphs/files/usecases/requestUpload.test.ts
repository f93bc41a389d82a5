import { buildCaller, buildUpload, createBed, type Bed } from '../test/bed';
import { PENDING_GRACE_MS, TOMBSTONE_MS } from '../domain/lifetimes';

const refusal = (code: string) => expect.objectContaining({ code }) as unknown;

async function ready(bed: Bed, caller = buildCaller(), input = buildUpload()) {
  const { file, upload } = await bed.useCases.requestUpload(caller, input);
  bed.objects.put(upload!, Buffer.alloc(input.size, 'x'), bed.clock.now());
  return bed.useCases.completeUpload(caller, { fileId: file.id });
}

it('asks who is calling before anything else', async () => {
  const bed = createBed();
  await expect(bed.useCases.requestUpload({ kind: 'anonymous' }, buildUpload({ size: -1 }))).rejects.toEqual(
    refusal('UNAUTHENTICATED'),
  );
});

it('U06 keeps the bytes under a key of its own making', async () => {
  const caller = buildCaller();
  const { file } = await createBed().useCases.requestUpload(
    caller,
    buildUpload({ name: 'secret plans.txt' }),
  );
  expect(file.objectKey).toMatch(new RegExp(`^${caller.userId}/[0-9a-f-]{36}$`));
});

it('Q01 admits exactly what fits, however many ask at once', async () => {
  const bed = createBed({
    limits: { quotaBytes: 100_000_000, maxFileBytes: 10_000_000, maxPendingUploads: 1_000 },
  });
  const caller = buildCaller();
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, () => bed.restart().requestUpload(caller, buildUpload({ size: 10_000_000 }))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toEqual(refusal('QUOTA_EXCEEDED'));
  }
});

it('I01 answers one file to twenty calls with one key, with room for just one', async () => {
  const bed = createBed({ limits: { quotaBytes: 12 } });
  const caller = buildCaller();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      bed.restart().requestUpload(caller, buildUpload({ idempotencyKey: 'one' })),
    ),
  );
  expect(new Set(answers.map(({ file }) => file.id)).size).toBe(1);
  expect(answers.every(({ upload }) => upload !== null)).toBe(true);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 12, pendingCount: 1 });
});

it('I01 answers the READY file, without a URL, once the bytes are there', async () => {
  const bed = createBed();
  const caller = buildCaller();
  const input = buildUpload({ idempotencyKey: 'one' });
  const file = await ready(bed, caller, input);
  expect(await bed.useCases.requestUpload(caller, input)).toMatchObject({
    file: { id: file.id, status: 'READY' },
    upload: null,
  });
});

it('I01 prolongs the upload with each fresh URL', async () => {
  const bed = createBed();
  const caller = buildCaller();
  const input = buildUpload({ idempotencyKey: 'one' });
  const first = await bed.useCases.requestUpload(caller, input);
  for (let hour = 0; hour < 5; hour += 1) {
    bed.clock.advance(60 * 60_000);
    await bed.useCases.sweep();
    await bed.useCases.requestUpload(caller, input);
  }
  expect(await bed.useCases.getFile(caller, first.file.id)).toMatchObject({ status: 'PENDING' });
});

it('I02 refuses other input under the same key, and keeps the keys of two people apart', async () => {
  const bed = createBed();
  const caller = buildCaller();
  const first = await bed.useCases.requestUpload(caller, buildUpload({ idempotencyKey: 'k' }));
  for (const change of [{ size: 13 }, { name: 'b' }, { contentType: 'image/png' }]) {
    await expect(
      bed.useCases.requestUpload(caller, buildUpload({ idempotencyKey: 'k', ...change })),
    ).rejects.toEqual(refusal('IDEMPOTENCY_KEY_REUSED'));
  }
  const other = await bed.useCases.requestUpload(
    buildCaller(),
    buildUpload({ idempotencyKey: 'k', size: 13 }),
  );
  expect(other.file.id).not.toBe(first.file.id);
});

it('I02 keeps a key for 24 hours after its file was deleted', async () => {
  const bed = createBed();
  const caller = buildCaller();
  const input = buildUpload({ idempotencyKey: 'k' });
  const { file } = await bed.useCases.requestUpload(caller, input);
  await bed.useCases.deleteFile(caller, { fileId: file.id });
  await bed.useCases.sweep();
  bed.clock.advance(TOMBSTONE_MS - 60_000);
  await bed.useCases.sweep();
  await expect(bed.useCases.requestUpload(caller, input)).rejects.toEqual(refusal('CONFLICT'));
  bed.clock.advance(PENDING_GRACE_MS);
  await bed.useCases.sweep();
  expect((await bed.useCases.requestUpload(caller, input)).file.id).not.toBe(file.id);
});

it('Q02 gives its own reservation up at once when another call was faster', async () => {
  const bed = createBed();
  const caller = buildCaller();
  const input = buildUpload({ idempotencyKey: 'k' });
  const file = await ready(bed, caller, input);
  // A call that has looked for the key before the other one recorded its file.
  let isFirst = true;
  const late = new Proxy(bed.files, {
    get: (target, name) => {
      if (name !== 'findByKey') return (Reflect.get(target, name) as () => void).bind(target);
      return async (...args: Parameters<typeof target.findByKey>) => {
        const found = isFirst ? null : await target.findByKey(...args);
        isFirst = false;
        return found;
      };
    },
  });
  expect(await bed.restart({ files: late }).requestUpload(caller, input)).toMatchObject({
    file: { id: file.id, status: 'READY' },
    upload: null,
  });
  expect(await bed.usage.read(caller.userId)).toMatchObject({
    usedBytes: 12,
    reservedBytes: 0,
    pendingCount: 0,
  });
});
