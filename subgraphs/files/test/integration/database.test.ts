import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { createUseCases } from '../../usecases';
import { fileModel } from '../../adapters/mongo/fileModel';
import { objectKeyOf } from '../../domain/file';
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
  expect(await bed.usage.read(caller.userId)).toEqual({
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

it('reads a page of a long list from the index, about as many keys as files', async () => {
  const ownerId = randomUUID();
  const at = new Date('2026-03-01T12:00:00.000Z');
  const model = fileModel(target.connection);
  await model.insertMany(
    Array.from({ length: 2_000 }, (_, index) => {
      const _id = randomUUID();
      return {
        _id,
        ownerId,
        name: `file ${index % 50}`,
        size: index % 7,
        contentType: 'text/plain',
        checksum: null,
        status: 'READY',
        charge: 'USED',
        objectKey: objectKeyOf(ownerId, _id),
        method: 'PUT',
        uploadExpiresAt: at,
        inputHash: '',
        createdAt: new Date(at.getTime() + index),
        updatedAt: at,
      };
    }),
  );
  // What the store asks is taken down and explained.
  const asked: { filter: object; options: mongo.FindOptions }[] = [];
  target.connection.set('debug', (_collection: string, method: string, filter: object, options: object) => {
    if (method === 'find') asked.push({ filter, options });
  });
  for (const field of ['CREATED_AT', 'NAME', 'SIZE'] as const) {
    for (const direction of ['ASC', 'DESC'] as const) {
      const order = { field, direction };
      const list = { ownerId, status: 'READY' as const, order, limit: 21 };
      const first = await target.files.listPage({ ...list, after: null });
      const last = first.at(-1)!;
      const value = { CREATED_AT: last.createdAt.getTime(), NAME: last.name, SIZE: last.size }[field];
      expect(await target.files.listPage({ ...list, after: { value, id: last.id } })).toHaveLength(21);
    }
  }
  target.connection.set('debug', false);
  expect(asked.length).toBeGreaterThanOrEqual(12);
  for (const { filter, options } of asked) {
    const explained = (await model.collection.find(filter, options).explain('executionStats')) as {
      executionStats: { totalKeysExamined: number; totalDocsExamined: number };
    };
    expect(explained.executionStats.totalKeysExamined).toBeLessThanOrEqual(23);
    expect(explained.executionStats.totalDocsExamined).toBeLessThanOrEqual(22);
  }
}, 60_000);
