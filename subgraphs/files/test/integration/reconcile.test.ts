import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createLog } from '../../../../platform/service';
import { fileModel } from '../../adapters/mongo/fileModel';
import { usageModel } from '../../adapters/mongo/usageModel';
import { createS3Clients, type S3Clients } from '../../adapters/s3/clients';
import { S3ObjectStore } from '../../adapters/s3/S3ObjectStore';
import { objectKeyOf, type StoredFile } from '../../domain/file';
import { reconcile, type Finding } from '../../usecases/reconcile';
import { fillWithFiles } from '../manyFiles';
import { S3_TARGETS, startMongoStores, type MongoTarget, type S3Target } from '../realStores';
import { at, buildFile } from '../records';

let mongo: MongoTarget;
let s3: S3Target;
let clients: S3Clients;
let objects: S3ObjectStore;
beforeAll(async () => {
  [mongo, s3] = await Promise.all([startMongoStores(), S3_TARGETS[0]![1]()]);
  clients = createS3Clients(s3.settings);
  objects = new S3ObjectStore(clients, s3.settings.bucket, createLog('files', 'silent'));
});
afterAll(async () => {
  clients.internal.destroy();
  clients.signing.destroy();
  await Promise.all([mongo.close(), s3.close()]);
});

const put = (Key: string, Body: string) =>
  clients.internal.send(new PutObjectCommand({ Bucket: s3.settings.bucket, Key, Body }));
/** A READY file with its object and its usage. */
async function leave(ownerId: string, size = 4): Promise<StoredFile> {
  const file = buildFile({ ownerId, size, status: 'READY', charge: 'USED' });
  await mongo.usage.reserve(
    ownerId,
    { fileId: file.id, size, idempotencyKey: null, at },
    { quotaBytes: 1e9, maxFiles: 1e6, maxPendingUploads: 10 },
  );
  await mongo.usage.commit(ownerId, file.id, size);
  await mongo.files.insert(file, new Date('2100-01-01'));
  await put(file.objectKey, 'x'.repeat(size));
  return file;
}
async function run(options: { fix: boolean; hours?: number; batch?: number }) {
  const findings: Finding[] = [];
  const now = new Date(Date.now() + (options.hours ?? 2) * 3_600_000);
  const { inventory } = mongo;
  const report = await reconcile(
    {
      files: mongo.files,
      objects,
      clock: { now: () => now },
      inventory: {
        listObjects: (after) => objects.listObjects(after),
        listFiles: (after) => inventory.listFiles(after, options.batch ?? 3),
        nextOwner: (after) => inventory.nextOwner(after),
        readUsage: (ownerId) => inventory.readUsage(ownerId),
        repairUsage: (ownerId, seen, right) => inventory.repairUsage(ownerId, seen, right),
      },
    },
    { fix: options.fix },
    (finding) => findings.push(finding),
  );
  const kinds = findings.map(({ kind, subject, isFixed }) => [kind, subject, isFixed]);
  return { report, kinds: kinds.sort((one, other) => (String(one) < String(other) ? -1 : 1)) };
}

it('finds nothing where all is well, then every kind of damage, changes nothing unless told to, and repairs what is safe', async () => {
  const owners = Array.from({ length: 5 }, () => randomUUID());
  const files: StoredFile[] = [];
  for (const owner of owners) for (const size of [1, 2, 3, 4]) files.push(await leave(owner, size));
  const whole = await run({ fix: false });
  expect(whole.kinds).toEqual([]);
  expect(whole.report).toEqual({ objects: 20, files: 20, owners: 5 });

  const [missing, short, , , , uncounted] = files as [
    StoredFile,
    StoredFile,
    never,
    never,
    never,
    StoredFile,
  ];
  await clients.internal.send(
    new DeleteObjectCommand({ Bucket: s3.settings.bucket, Key: missing.objectKey }),
  );
  await put(short.objectKey, 'other');
  const stray = objectKeyOf(owners[0]!, randomUUID());
  await put(stray, 'left behind');
  await put('somebody/elses', 'x');
  await usageModel(mongo.connection).updateOne({ _id: uncounted.ownerId }, { $inc: { usedBytes: 100 } });
  await usageModel(mongo.connection).deleteOne({ _id: owners[2] });
  const nobody = randomUUID();
  await mongo.usage.setQuota(nobody, { quotaBytes: 1, maxFiles: null });
  await usageModel(mongo.connection).updateOne({ _id: nobody }, { $set: { usedBytes: 5, fileCount: 1 } });

  const damage = (isFixed: boolean) =>
    [
      ['FOREIGN_OBJECT', 'somebody/elses', false],
      ['OBJECT_MISSING', missing.id, false],
      ['OBJECT_OF_WRONG_SIZE', short.id, false],
      ['OBJECT_WITHOUT_RECORD', stray, isFixed],
      ...[uncounted.ownerId, owners[2]!, nobody].map((owner) => ['USAGE_WRONG', owner, isFixed]),
    ].sort((one, other) => (String(one) < String(other) ? -1 : 1));
  expect((await run({ fix: false })).kinds).toEqual(damage(false));
  expect((await run({ fix: false })).kinds).toEqual(damage(false));
  expect((await run({ fix: true })).kinds).toEqual(damage(true));
  const rest = damage(false).filter(([kind]) => kind !== 'OBJECT_WITHOUT_RECORD' && kind !== 'USAGE_WRONG');
  expect((await run({ fix: true })).kinds).toEqual(rest);
  expect(await mongo.usage.read(owners[2]!)).toMatchObject({ usedBytes: 10, fileCount: 4 });
  expect(await objects.findObject(stray)).toBeNull();
}, 60_000);

it('leaves alone what may still be on its way', async () => {
  const fresh = objectKeyOf(randomUUID(), randomUUID());
  await put(fresh, 'just now');
  const { kinds } = await run({ fix: true, hours: 0 });
  expect(kinds.map(([, subject]) => subject)).not.toContain(fresh);
  expect(await objects.findObject(fresh)).not.toBeNull();

  const owner = randomUUID();
  const file = await leave(owner);
  await fileModel(mongo.connection).updateOne({ _id: file.id }, { $set: { charge: 'USING' } });
  const moving = await run({ fix: true, hours: 0 });
  expect(moving.kinds).toContainEqual(['USAGE_BUSY', owner, false]);
});

it('goes through many files', async () => {
  const owner = randomUUID();
  await fillWithFiles(mongo.connection, owner, 300, at.getTime());
  const { kinds, report } = await run({ fix: true, batch: 100 });
  expect(kinds.filter(([kind]) => kind === 'OBJECT_MISSING')).toHaveLength(301);
  expect(kinds).toContainEqual(['USAGE_WRONG', owner, true]);
  expect(report.files).toBeGreaterThan(300);
}, 120_000);
