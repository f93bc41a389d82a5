import { randomUUID } from 'node:crypto';
import type { StoredFile } from '../../domain/file';
import type { FileStore } from '../../ports';
import { MemoryFileStore } from '../memory/MemoryFileStore';
import { startMongoStores } from '../realStores';
import { at, buildFile, buildFilter, later } from '../records';

interface Target {
  files: FileStore;
  close(): Promise<void>;
}
const TARGETS: [string, () => Promise<Target>][] = [
  ['memory', async () => ({ files: new MemoryFileStore(), close: async () => undefined })],
  ['MongoDB', startMongoStores],
];

describe.each(TARGETS)('FileStore in %s', (_name, start) => {
  let target: Target;
  let files: FileStore;
  beforeAll(async () => {
    target = await start();
    files = target.files;
  });
  afterAll(() => target.close());

  const insert = async (overrides: Partial<StoredFile> = {}, sweepAt = later(1_000_000)) => {
    const file = buildFile(overrides);
    expect(await files.insert(file, sweepAt)).toBe('INSERTED');
    return file;
  };

  it('gives back what was put in, to its owner only', async () => {
    const file = await insert({ name: 'Hüte ☂\u200D.txt', idempotencyKey: 'k', checksum: 'abc' });
    expect(await files.find(file.ownerId, file.id)).toEqual(file);
    expect(await files.findByKey(file.ownerId, 'k')).toEqual(file);
    expect(await files.findVisible(file.ownerId, [file.id, randomUUID()])).toEqual([file]);
    expect(await files.findExistingIds([file.id, 'none'])).toEqual(new Set([file.id]));
    const stranger = randomUUID();
    expect(await files.find(stranger, file.id)).toBeNull();
    expect(await files.findByKey(stranger, 'k')).toBeNull();
    expect(await files.findVisible(stranger, [file.id])).toEqual([]);
    expect(await files.markReady(stranger, file.id, { at, sweepAt: at })).toBeNull();
    expect(await files.markDeleting(stranger, file.id, { at, sweepAt: at })).toBeNull();
    expect(await files.extendUpload(stranger, file.id, { uploadExpiresAt: at, sweepAt: at })).toBeNull();
  });

  it('lists what an owner has, in whatever state but DELETING, a bounded number', async () => {
    const ownerId = randomUUID();
    const owned = [
      await insert({ ownerId, status: 'PENDING' }),
      await insert({ ownerId, status: 'READY' }),
      await insert({ ownerId, status: 'TRASHED' }),
    ];
    await insert({ ownerId, status: 'DELETING' });
    await insert();
    const ids = (await files.listOwned(ownerId, 10)).map(({ id }) => id);
    expect(ids.sort()).toEqual(owned.map(({ id }) => id).sort());
    expect(await files.listOwned(ownerId, 2)).toHaveLength(2);
  });

  it('I02 keeps idempotency keys apart by owner, and each to one file', async () => {
    const file = await insert({ idempotencyKey: 'k' });
    expect(await files.insert(buildFile({ ownerId: file.ownerId, idempotencyKey: 'k' }), at)).toBe(
      'KEY_TAKEN',
    );
    expect(await files.insert(buildFile({ id: file.id }), at)).toBe('ID_TAKEN');
    await insert({ idempotencyKey: 'k' });
    await insert({ ownerId: file.ownerId });
    await insert({ ownerId: file.ownerId });
  });

  it('I01 lets one of many with the same key in', async () => {
    const ownerId = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => files.insert(buildFile({ ownerId, idempotencyKey: 'k' }), at)),
    );
    expect(outcomes.filter((outcome) => outcome === 'INSERTED')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'KEY_TAKEN')).toHaveLength(19);
  });

  it('lets a file become READY once and DELETING once', async () => {
    const { ownerId, id } = await insert();
    const content = { size: 9, checksum: 'sum' };
    const ready = await files.markReady(ownerId, id, { at: later(1), sweepAt: later(61), content });
    expect(ready).toMatchObject({ status: 'READY', charge: 'USING', updatedAt: later(1), ...content });
    expect(await files.markReady(ownerId, id, { at, sweepAt: at })).toBeNull();
    expect(await files.extendUpload(ownerId, id, { uploadExpiresAt: at, sweepAt: at })).toBeNull();
    expect(await files.expire(id, { expiredBefore: later(9_999), at, sweepAt: at })).toBeNull();
    const deleting = await files.markDeleting(ownerId, id, { at: later(2), sweepAt: later(62) });
    expect(deleting).toMatchObject({ status: 'DELETING', charge: 'USING', updatedAt: later(2) });
    expect(await files.markDeleting(ownerId, id, { at, sweepAt: at })).toBeNull();
    expect(await files.findVisible(ownerId, [id])).toEqual([]);
    await files.remove(id);
    expect(await files.find(ownerId, id)).not.toBeNull();
    await files.setCharge(deleting!, 'RETURNED');
    await files.remove(id);
    expect(await files.find(ownerId, id)).toBeNull();
  });

  it('records a charge only from the state it was seen in', async () => {
    const file = await insert();
    expect(await files.setCharge({ ...file, charge: 'USED' }, 'RETURNED')).toBeNull();
    expect(await files.setCharge({ ...file, status: 'READY' }, 'USED')).toBeNull();
    const ready = await files.markReady(file.ownerId, file.id, { at, sweepAt: at });
    expect(await files.setCharge(ready!, 'USED')).toMatchObject({ status: 'READY', charge: 'USED' });
  });

  it('expires what is PENDING and old enough', async () => {
    const { id } = await insert();
    const change = { at, sweepAt: at };
    expect(await files.expire(id, { ...change, expiredBefore: later(899) })).toBeNull();
    expect(await files.expire(id, { ...change, expiredBefore: later(900) })).toMatchObject({
      status: 'DELETING',
    });
  });

  it('K04 gives a due file to one sweeper at a time, the longest due first, and none that is at rest', async () => {
    const early = new Date('2020-01-01T00:00:00.000Z');
    const second = await insert({}, new Date(early.getTime() + 1));
    const first = await insert({}, early);
    const done = await insert({}, early);
    const ready = await files.markReady(done.ownerId, done.id, { at, sweepAt: early });
    await files.setCharge(ready!, 'USED');
    const now = new Date(early.getTime() + 1_000);
    const lease = later(1_000_000);
    const claims = await Promise.all([1, 2, 3, 4].map(() => files.claimDue(now, lease)));
    expect(claims.map((claim) => claim?.id).sort()).toEqual(
      [first.id, second.id, undefined, undefined].sort(),
    );
    await files.postpone(first.id, 'DELETING', early);
    expect(await files.claimDue(now, lease)).toBeNull();
    await files.markDeleting(first.ownerId, first.id, { at, sweepAt: lease });
    await files.postpone(first.id, 'DELETING', early);
    expect(await files.claimDue(now, lease)).toMatchObject({ id: first.id });
  });

  it('puts a file into the trash and back, and empties the trash when its time is over', async () => {
    const { ownerId, id } = await insert();
    const change = { at: later(5), sweepAt: later(65) };
    expect(await files.markTrashed(ownerId, id, change)).toBeNull();
    expect(await files.markRestored(ownerId, id, change)).toBeNull();
    await files.markReady(ownerId, id, { at, sweepAt: at });
    expect(await files.markTrashed(randomUUID(), id, change)).toBeNull();
    expect(await files.markTrashed(ownerId, id, change)).toMatchObject({
      status: 'TRASHED',
      charge: 'USING',
      trashedAt: later(5),
      updatedAt: later(5),
    });
    expect(await files.markTrashed(ownerId, id, change)).toBeNull();
    expect(await files.findVisible(ownerId, [id])).toHaveLength(1);
    expect(await files.markRestored(randomUUID(), id, change)).toBeNull();
    expect(await files.markRestored(ownerId, id, change)).toMatchObject({ status: 'READY', trashedAt: null });
    await files.markTrashed(ownerId, id, change);
    expect(await files.emptyTrash(id, { ...change, trashedBefore: later(4) })).toBeNull();
    expect(await files.emptyTrash(id, { ...change, trashedBefore: later(5) })).toMatchObject({
      status: 'DELETING',
    });
    expect(await files.emptyTrash(id, { ...change, trashedBefore: later(5) })).toBeNull();
    expect(await files.markRestored(ownerId, id, change)).toBeNull();
  });

  it('renames what its owner can see', async () => {
    const { ownerId, id } = await insert();
    expect(await files.rename(ownerId, id, { name: 'Mütze', at: later(9) })).toMatchObject({
      name: 'Mütze',
      updatedAt: later(9),
    });
    const named = (nameContains: string) =>
      files.countFiles(ownerId, { ...buildFilter({ status: 'PENDING' }), nameContains });
    expect(await named('mutze')).toEqual({ count: 1, isExact: true });
    expect(await named('coat')).toEqual({ count: 0, isExact: true });
    expect(await files.rename(randomUUID(), id, { name: 'mine', at })).toBeNull();
    await files.markDeleting(ownerId, id, { at, sweepAt: at });
    expect(await files.rename(ownerId, id, { name: 'gone', at })).toBeNull();
  });

  it('lets a file rest that needs no sweeping, and only such a one', async () => {
    const early = new Date('2019-01-01T00:00:00.000Z');
    const { ownerId, id } = await insert({}, early);
    const ready = await files.markReady(ownerId, id, { at, sweepAt: early });
    await files.rest(id);
    expect(await files.claimDue(early, early)).toMatchObject({ id });
    await files.setCharge(ready!, 'USED');
    await files.markTrashed(ownerId, id, { at, sweepAt: early });
    await files.rest(id);
    expect(await files.claimDue(early, early)).toMatchObject({ id });
    await files.postpone(id, 'DELETING', later(1_000_000));
    expect(await files.claimDue(early, early)).toMatchObject({ id });
    await files.postpone(id, 'TRASHED', later(1_000_000));
    expect(await files.claimDue(early, early)).toBeNull();
    await files.markRestored(ownerId, id, { at, sweepAt: early });
    await files.rest(id);
    expect(await files.claimDue(early, early)).toBeNull();
  });
});
