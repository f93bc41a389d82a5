import { randomUUID } from 'node:crypto';
import { objectKeyOf, type StoredFile } from '../../domain/file';
import { orderValue, type ListOrder, type ListPosition } from '../../domain/filePage';
import type { FileStore } from '../../ports';
import { MemoryFileStore } from '../memory/MemoryFileStore';
import { startMongoStores } from '../realStores';

interface Target {
  files: FileStore;
  close(): Promise<void>;
}
const TARGETS: [string, () => Promise<Target>][] = [
  ['memory', async () => ({ files: new MemoryFileStore(), close: async () => undefined })],
  ['MongoDB', startMongoStores],
];

const at = new Date('2026-03-01T12:00:00.000Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);

/** A PENDING file; everything can be said otherwise. */
function buildFile(overrides: Partial<StoredFile> = {}): StoredFile {
  const id = overrides.id ?? randomUUID();
  const ownerId = overrides.ownerId ?? randomUUID();
  return {
    id,
    ownerId,
    name: 'coat.txt',
    size: 4,
    contentType: 'text/plain',
    checksum: null,
    status: 'PENDING',
    charge: 'RESERVED',
    objectKey: objectKeyOf(ownerId, id),
    method: 'PUT',
    uploadExpiresAt: later(900),
    idempotencyKey: null,
    inputHash: 'hash',
    createdAt: at,
    updatedAt: at,
    ...overrides,
  };
}

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
    await files.postpone(first.id, early);
    expect(await files.claimDue(now, lease)).toBeNull();
    await files.markDeleting(first.ownerId, first.id, { at, sweepAt: lease });
    await files.postpone(first.id, early);
    expect(await files.claimDue(now, lease)).toMatchObject({ id: first.id });
  });

  describe('lists', () => {
    const ownerId = randomUUID();
    const NAMES = ['b', 'a', 'B', 'é', 'z', '☂', '𝒳', '\uFF5E', 'a'];
    let all: StoredFile[];
    beforeAll(async () => {
      all = [];
      for (const [index, name] of NAMES.entries()) {
        const size = [5, 0, 5, 2 ** 40, 5, 7, 7, 5, 1][index]!;
        all.push(
          await insert({ ownerId, name, size, createdAt: later(Math.floor(index / 3)), status: 'READY' }),
        );
      }
      await insert({ ownerId, name: 'pending' });
      await insert({ name: 'of somebody else', status: 'READY' });
    });

    const orders: ListOrder[] = (['CREATED_AT', 'NAME', 'SIZE'] as const).flatMap((field) =>
      (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
    );
    const positionOf = (file: StoredFile, { field }: ListOrder): ListPosition => ({
      value: orderValue(file, field),
      id: file.id,
    });

    it.each(orders)('pages through everything once by $field $direction', async (order) => {
      const sorted = [...all].sort((one, other) => {
        const [a, b] = [orderValue(one, order.field), orderValue(other, order.field)];
        const byValue =
          typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : a - Number(b);
        const ascending = byValue || (one.id < other.id ? -1 : 1);
        return order.direction === 'ASC' ? ascending : -ascending;
      });
      for (const limit of [1, 2, 4, 100]) {
        const seen: StoredFile[] = [];
        for (;;) {
          const last = seen.at(-1);
          const after = last === undefined ? null : positionOf(last, order);
          const page = await files.listPage({ ownerId, status: 'READY', order, after, limit });
          expect(page.length).toBeLessThanOrEqual(limit);
          seen.push(...page);
          if (page.length < limit) break;
        }
        expect(seen.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
      }
    });

    it('counts what is PENDING', async () => {
      expect(await files.countPending(ownerId)).toBe(1);
      expect(await files.countPending(randomUUID())).toBe(0);
    });
  });
});
