import { createUseCases } from '../../usecases';
import { buildCaller, buildUpload, createBed } from '../bed';
import { forEachDeath, mortal } from '../crashes';
import { expectInvariants, quiesce } from '../invariants';
import { startMongoStores, type MongoTarget } from '../realStores';

let target: MongoTarget;
beforeAll(async () => {
  target = await startMongoStores();
});
afterAll(() => target.close());

const content = Buffer.alloc(12, 'x');

it('Q01 admits exactly ten of 200 uploads of 10 MB at once with 100 MB left', async () => {
  const bed = createBed({
    stores: target,
    limits: { quotaBytes: 100_000_000, maxFileBytes: 10_000_000, maxPendingUploads: 1_000 },
  });
  const caller = buildCaller();
  const answers = await Promise.allSettled(
    Array.from({ length: 200 }, () => bed.restart().requestUpload(caller, buildUpload({ size: 10_000_000 }))),
  );
  const reasons = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
  );
  expect(reasons).toEqual(Array<string>(190).fill('QUOTA_EXCEEDED'));
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 100_000_000, pendingCount: 10 });
}, 60_000);

it('I01 answers one file to twenty calls with one key', async () => {
  const bed = createBed({ stores: target, limits: { quotaBytes: 12 } });
  const caller = buildCaller();
  const input = buildUpload({ idempotencyKey: 'one' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => bed.restart().requestUpload(caller, input)),
  );
  expect(new Set(answers.map(({ file }) => file.id)).size).toBe(1);
  expect(await bed.usage.read(caller.userId)).toMatchObject({ reservedBytes: 12, pendingCount: 1 });
});

it('Q02 credits once when ten deleters and completers work on each of ten files at once', async () => {
  const bed = createBed({ stores: target });
  const caller = buildCaller();
  const fileIds = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const { file, upload } = await bed.useCases.requestUpload(caller, buildUpload());
      bed.objects.put(upload!, content, bed.clock.now());
      return file.id;
    }),
  );
  await Promise.allSettled(
    Array.from({ length: 10 }, (_, round) =>
      fileIds.map((fileId) =>
        round % 2 === 0
          ? bed.restart().completeUpload(caller, { fileId })
          : bed.restart().deleteFile(caller, { fileId }),
      ),
    ).flat(),
  );
  expect(await bed.usage.read(caller.userId)).toMatchObject({
    usedBytes: 0,
    reservedBytes: 0,
    fileCount: 0,
    pendingCount: 0,
  });
}, 60_000);

it('K01 K02 K03 survives being killed anywhere from the announcement to the deletion', async () => {
  await forEachDeath(async (death) => {
    const bed = createBed({ stores: target });
    const caller = buildCaller();
    const { deps, calls } = mortal(bed.deps, death);
    const dying = createUseCases(deps);
    const live = async () => {
      const { file, upload } = await dying.requestUpload(caller, buildUpload());
      bed.objects.put(upload!, content, bed.clock.now());
      await dying.completeUpload(caller, { fileId: file.id });
      await dying.deleteFile(caller, { fileId: file.id });
    };
    await live().catch(() => expect(death).not.toBeNull());
    await quiesce(bed);
    await expectInvariants(bed, caller.userId, target.records);
    return calls();
  });
}, 120_000);
