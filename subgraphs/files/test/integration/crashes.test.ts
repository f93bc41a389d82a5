import { Readable } from 'node:stream';
import type { StoredFile } from '../../domain/file';
import { PENDING_GRACE_MS } from '../../domain/lifetimes';
import { createUseCases } from '../../usecases';
import { buildCaller, buildUpload, createBed, type Bed } from '../bed';
import { forEachDeath, Killed, mortal, type Death } from '../crashes';
import { expectInvariants, memoryRecords, quiesce } from '../invariants';
import { sha256 } from '../memory/MemoryObjectStore';

const content = Buffer.from('a dozen byte');
const caller = buildCaller();

/** Announces a file and sends its bytes. */
async function sent(bed: Bed, idempotencyKey: string | null = null): Promise<StoredFile> {
  const input = buildUpload({ checksum: sha256(content), idempotencyKey });
  const { file, upload } = await bed.useCases.requestUpload(caller, input);
  expect(bed.objects.put(upload!, content, bed.clock.now())).toBe(200);
  return file;
}

async function ready(bed: Bed): Promise<StoredFile> {
  const file = await sent(bed);
  return bed.useCases.completeUpload(caller, { fileId: file.id });
}

/** Does something in a process that dies on the way, and answers how many calls it made. */
async function doAndDie(
  bed: Bed,
  death: Death | null,
  work: (useCases: Bed['useCases']) => Promise<unknown>,
): Promise<number> {
  const { deps, calls } = mortal(bed.deps, death);
  const end = await work(createUseCases(deps)).then(
    () => 'done',
    (error: unknown) => error,
  );
  if (death === null) expect(end).toBe('done');
  else if (end !== 'done') expect(end).toBeInstanceOf(Killed);
  return calls();
}

async function expectQuiet(bed: Bed): Promise<void> {
  await quiesce(bed);
  await expectInvariants(bed, caller.userId, memoryRecords(bed));
}

it('K01 survives being killed anywhere in requestUpload, and a retry answers one file', async () => {
  const { deaths } = await forEachDeath(async (death) => {
    const bed = createBed();
    const input = buildUpload({ idempotencyKey: 'umbrella' });
    const calls = await doAndDie(bed, death, (useCases) => useCases.requestUpload(caller, input));
    const retried = await bed.restart().requestUpload(caller, input);
    const again = await bed.restart().requestUpload(caller, input);
    expect(again.file.id).toBe(retried.file.id);
    await expectInvariants(bed, caller.userId, memoryRecords(bed));
    await expectQuiet(bed);
    expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0 });
    return calls;
  });
  expect(deaths).toBeGreaterThanOrEqual(8);
});

it('K01 leaves no reservation when nobody retries', async () => {
  await forEachDeath(async (death) => {
    const bed = createBed();
    const calls = await doAndDie(bed, death, (useCases) => useCases.requestUpload(caller, buildUpload()));
    await expectQuiet(bed);
    expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0 });
    return calls;
  });
});

it('K02 survives being killed anywhere in completeUpload, and a retry answers the same READY file', async () => {
  const { deaths } = await forEachDeath(async (death) => {
    const bed = createBed();
    const file = await sent(bed);
    const calls = await doAndDie(bed, death, (useCases) =>
      useCases.completeUpload(caller, { fileId: file.id }),
    );
    const retried = await bed.restart().completeUpload(caller, { fileId: file.id });
    expect(retried).toMatchObject({ id: file.id, status: 'READY' });
    expect(await bed.usage.read(caller.userId)).toMatchObject({
      usedBytes: 12,
      reservedBytes: 0,
      fileCount: 1,
    });
    await expectQuiet(bed);
    expect(await bed.restart().getFile(caller, file.id)).toMatchObject({ status: 'READY' });
    return calls;
  });
  expect(deaths).toBeGreaterThanOrEqual(12);
});

it('K02 finishes a completion that nobody retries', async () => {
  await forEachDeath(async (death) => {
    const bed = createBed();
    const file = await sent(bed);
    const calls = await doAndDie(bed, death, (useCases) =>
      useCases.completeUpload(caller, { fileId: file.id }),
    );
    await expectQuiet(bed);
    return calls;
  });
});

it.each([
  ['a READY file', ready],
  ['a PENDING file whose bytes have arrived', sent],
])(
  'K03 survives being killed anywhere in deleteFile of %s; deleting again succeeds',
  async (_what, prepare) => {
    const { deaths } = await forEachDeath(async (death) => {
      const bed = createBed();
      const file = await prepare(bed);
      const calls = await doAndDie(bed, death, (useCases) =>
        useCases.deleteFile(caller, { fileId: file.id }),
      );
      const again = await bed.restart().deleteFile(caller, { fileId: file.id });
      expect(again).toEqual({ deletedFileId: file.id });
      expect(await bed.usage.read(caller.userId)).toMatchObject({
        usedBytes: 0,
        reservedBytes: 0,
        fileCount: 0,
      });
      await expectQuiet(bed);
      expect(bed.objects.objects.size).toBe(0);
      await expect(bed.restart().getFile(caller, file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      return calls;
    });
    expect(deaths).toBeGreaterThanOrEqual(10);
  },
);

it('K03 finishes a deletion that nobody repeats', async () => {
  await forEachDeath(async (death) => {
    const bed = createBed();
    const file = await ready(bed);
    const calls = await doAndDie(bed, death, (useCases) => useCases.deleteFile(caller, { fileId: file.id }));
    await expectQuiet(bed);
    return calls;
  });
});

it('K04 survives being killed anywhere in the sweeper', async () => {
  await forEachDeath(async (death) => {
    const bed = createBed();
    const kept = await ready(bed);
    const forgotten = await sent(bed);
    const expiring = await bed.useCases.requestUpload(caller, buildUpload());
    bed.objects.objects.set(expiring.file.objectKey, Buffer.from('half'));
    const deleted = await bed.useCases.requestUpload(caller, buildUpload({ size: 1 }));
    await bed.useCases.deleteFile(caller, { fileId: deleted.file.id });
    await bed.usage.reserve(
      caller.userId,
      { fileId: crypto.randomUUID(), size: 7, idempotencyKey: null, at: bed.clock.now() },
      bed.deps.limits,
    );
    bed.clock.advance(900_000 + PENDING_GRACE_MS);
    const calls = await doAndDie(bed, death, (useCases) => useCases.sweep());
    await expectQuiet(bed);
    expect(await bed.usage.read(caller.userId)).toMatchObject({
      usedBytes: 24,
      reservedBytes: 0,
      fileCount: 2,
      pendingCount: 0,
    });
    expect([...bed.objects.objects.keys()].sort()).toEqual([kept.objectKey, forgotten.objectKey].sort());
    return calls;
  });
});

it('K04 credits once when sweepers, deleters and completers work on the same files at once', async () => {
  const bed = createBed();
  const files = [];
  for (let count = 0; count < 5; count += 1) {
    const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
    bed.objects.put(upload!, content, bed.clock.now());
    files.push(file);
  }
  bed.clock.advance(900_000 + PENDING_GRACE_MS);
  await Promise.all([
    ...files.map(({ id }) => bed.restart().completeUpload(caller, { fileId: id }).catch(ignoreConflict)),
    ...files.map(({ id }) => bed.restart().deleteFile(caller, { fileId: id })),
    ...files.map(({ id }) => bed.restart().deleteFile(caller, { fileId: id })),
    bed.restart().sweep(),
    bed.restart().sweep(),
  ]);
  await expectQuiet(bed);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
});

it('K01 survives being killed anywhere in a streamed upload', async () => {
  const { deaths } = await forEachDeath(async (death) => {
    const bed = createBed();
    const calls = await doAndDie(bed, death, (useCases) =>
      useCases.uploadFile(caller, {
        name: 'scarf.txt',
        contentType: 'text/plain',
        size: null,
        body: Readable.from([content]),
      }),
    );
    await expectQuiet(bed);
    return calls;
  });
  expect(deaths).toBeGreaterThanOrEqual(10);
});

function ignoreConflict(error: unknown): void {
  expect(error).toMatchObject({ code: expect.stringMatching(/^(CONFLICT|UPLOAD_INCOMPLETE)$/) as string });
}
