import { randomUUID } from 'node:crypto';
import type { Reservation, UsageStore } from '../../ports';
import { MemoryUsageStore } from '../memory/MemoryUsageStore';
import { startMongoStores } from '../realStores';

interface Target {
  usage: UsageStore;
  close(): Promise<void>;
}
const TARGETS: [string, () => Promise<Target>][] = [
  ['memory', async () => ({ usage: new MemoryUsageStore(), close: async () => undefined })],
  ['MongoDB', startMongoStores],
];

describe.each(TARGETS)('UsageStore in %s', (_name, start) => {
  let target: Target;
  let usage: UsageStore;
  beforeAll(async () => {
    target = await start();
    usage = target.usage;
  });
  afterAll(() => target.close());

  const at = new Date('2026-03-01T12:00:00.000Z');
  const limits = { quotaBytes: 100, maxFiles: 10_000, maxPendingUploads: 5 };
  const reservation = (overrides: Partial<Reservation> = {}): Reservation => ({
    fileId: randomUUID(),
    size: 10,
    idempotencyKey: null,
    at,
    ...overrides,
  });
  const reserve = async (ownerId: string, overrides: Partial<Reservation> = {}) => {
    const wanted = reservation(overrides);
    expect(await usage.reserve(ownerId, wanted, limits)).toMatchObject({ kind: 'RESERVED' });
    return wanted;
  };
  const used = async (ownerId: string, size = 10) => {
    const { fileId } = await reserve(ownerId, { size });
    await usage.commit(ownerId, fileId, size);
    return fileId;
  };

  it('knows nothing of somebody never seen', async () => {
    expect(await usage.read(randomUUID())).toMatchObject({
      usedBytes: 0,
      reservedBytes: 0,
      fileCount: 0,
      pendingCount: 0,
    });
  });

  it('takes a reservation from aside to used to gone', async () => {
    const ownerId = randomUUID();
    const { fileId } = await reserve(ownerId);
    expect(await usage.read(ownerId)).toMatchObject({ usedBytes: 0, reservedBytes: 10, pendingCount: 1 });
    for (let time = 0; time < 2; time += 1) await usage.commit(ownerId, fileId, 10);
    expect(await usage.read(ownerId)).toMatchObject({
      usedBytes: 10,
      reservedBytes: 0,
      fileCount: 1,
      pendingCount: 0,
    });
    const stamp = await usage.creditStamp(ownerId, fileId);
    for (let time = 0; time < 2; time += 1) {
      expect(await usage.credit(ownerId, fileId, 10, stamp)).toBe(true);
    }
    await usage.dropReceipt(ownerId, fileId);
    await usage.dropReceipt(ownerId, fileId);
    expect(await usage.read(ownerId)).toMatchObject({
      usedBytes: 0,
      reservedBytes: 0,
      fileCount: 0,
      pendingCount: 0,
    });
  });

  it('Q02 refuses to credit with a stamp from before somebody else finished crediting', async () => {
    const ownerId = randomUUID();
    await used(ownerId);
    const fileId = await used(ownerId);
    const stamp = await usage.creditStamp(ownerId, fileId);
    expect(await usage.credit(ownerId, fileId, 10, stamp)).toBe(true);
    await usage.dropReceipt(ownerId, fileId);
    expect(await usage.credit(ownerId, fileId, 10, stamp)).toBe(false);
    expect(await usage.read(ownerId)).toMatchObject({ usedBytes: 10, fileCount: 1 });
  });

  it('Q02 gives a reservation back once', async () => {
    const ownerId = randomUUID();
    await reserve(ownerId);
    const { fileId } = await reserve(ownerId, { size: 20 });
    await Promise.all([usage.release(ownerId, fileId), usage.release(ownerId, fileId)]);
    await usage.commit(ownerId, fileId, 20);
    expect(await usage.read(ownerId)).toMatchObject({
      usedBytes: 0,
      reservedBytes: 10,
      fileCount: 0,
      pendingCount: 1,
    });
  });

  it('Q01 admits exactly what fits, however many ask at once', async () => {
    const ownerId = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () =>
        usage.reserve(ownerId, reservation(), {
          quotaBytes: 100,
          maxFiles: 10_000,
          maxPendingUploads: 1_000,
        }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'RESERVED')).toHaveLength(10);
    expect(outcomes.filter(({ kind }) => kind === 'QUOTA_EXCEEDED')).toHaveLength(50);
    expect(await usage.read(ownerId)).toMatchObject({ reservedBytes: 100, pendingCount: 10 });
  });

  it('Q01 admits only so many uploads at once, empty ones included', async () => {
    const ownerId = randomUUID();
    for (let count = 0; count < 5; count += 1) await reserve(ownerId, { size: 0 });
    expect(await usage.reserve(ownerId, reservation({ size: 0 }), limits)).toEqual({
      kind: 'TOO_MANY_PENDING',
    });
  });

  it('takes an empty file when the quota is used up, and nothing more', async () => {
    const ownerId = randomUUID();
    await reserve(ownerId, { size: 100 });
    await reserve(ownerId, { size: 0 });
    expect(await usage.reserve(ownerId, reservation({ size: 1 }), limits)).toEqual({
      kind: 'QUOTA_EXCEEDED',
    });
    expect(await usage.reserve(randomUUID(), reservation({ size: 101 }), limits)).toEqual({
      kind: 'QUOTA_EXCEEDED',
    });
  });

  it('I01 makes one reservation for one idempotency key, however many ask at once', async () => {
    const ownerId = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => usage.reserve(ownerId, reservation({ idempotencyKey: 'k' }), limits)),
    );
    const ids = outcomes.map((outcome) => ('reservation' in outcome ? outcome.reservation.fileId : null));
    expect(new Set(ids).size).toBe(1);
    expect(outcomes.filter(({ kind }) => kind === 'RESERVED')).toHaveLength(1);
    expect(await usage.read(ownerId)).toMatchObject({ reservedBytes: 10, pendingCount: 1 });
  });

  it('resizes a reservation within the quota', async () => {
    const ownerId = randomUUID();
    const { fileId } = await reserve(ownerId);
    await reserve(ownerId, { size: 50 });
    expect(await usage.resize(ownerId, fileId, 50, 100)).toBe(true);
    expect(await usage.resize(ownerId, fileId, 51, 100)).toBe(false);
    expect(await usage.resize(ownerId, fileId, 3, 100)).toBe(true);
    expect(await usage.resize(ownerId, randomUUID(), 3, 100)).toBe(false);
    expect(await usage.read(ownerId)).toMatchObject({ reservedBytes: 53 });
    await usage.commit(ownerId, fileId, 3);
    expect(await usage.read(ownerId)).toMatchObject({ usedBytes: 3, reservedBytes: 50 });
  });

  it('finds reservations of an age, unless their file is known', async () => {
    const ownerId = randomUUID();
    const old = await reserve(ownerId, { at: new Date(at.getTime() - 60_000), idempotencyKey: 'old' });
    const confirmed = await reserve(ownerId, { at: new Date(at.getTime() - 60_000) });
    await reserve(ownerId, { at: new Date(at.getTime() + 1) });
    await usage.confirm(ownerId, confirmed.fileId);
    const stale = async () =>
      (await usage.findStaleReservations(at, 100)).filter((found) => found.ownerId === ownerId);
    expect(await stale()).toMatchObject([{ fileId: old.fileId, size: 10, idempotencyKey: 'old' }]);
    // Asking for it again dates it anew.
    expect(await usage.reserve(ownerId, reservation({ idempotencyKey: 'old' }), limits)).toMatchObject({
      kind: 'ALREADY_RESERVED',
      reservation: { fileId: old.fileId },
    });
    expect(await stale()).toEqual([]);
  });

  it('T08 reserves nothing any more for an owner that was closed, however often that is said', async () => {
    const ownerId = randomUUID();
    const before = await reserve(ownerId, { idempotencyKey: 'before' });
    await Promise.all([usage.close(ownerId, at), usage.close(ownerId, at), usage.close(ownerId, at)]);
    for (const idempotencyKey of [null, 'new', 'before']) {
      const outcome = await usage.reserve(ownerId, reservation({ idempotencyKey }), limits);
      expect(outcome).toEqual({ kind: 'OWNER_CLOSED' });
    }
    await usage.commit(ownerId, before.fileId, before.size);
    expect(await usage.read(ownerId)).toMatchObject({ usedBytes: 10, fileCount: 1, pendingCount: 0 });
    const unseen = randomUUID();
    await usage.close(unseen, at);
    expect(await usage.reserve(unseen, reservation(), limits)).toEqual({ kind: 'OWNER_CLOSED' });
  });

  it('K04 gives a closed owner to one at a time, and removes it when nothing is left', async () => {
    const [later, soon] = [new Date(at.getTime() + 60_000), new Date(at.getTime() + 1)];
    while ((await usage.claimClosed(later, new Date('2100-01-01'))) !== null);
    const ownerId = randomUUID();
    const fileId = await used(ownerId);
    await usage.close(ownerId, at);
    const claims = await Promise.all(Array.from({ length: 5 }, () => usage.claimClosed(at, later)));
    expect(claims.filter((claim) => claim !== null)).toEqual([{ ownerId, closedAt: at }]);
    await usage.postponeClosed(ownerId, soon);
    expect(await usage.claimClosed(at, later)).toBeNull();
    expect(await usage.claimClosed(soon, later)).toEqual({ ownerId, closedAt: at });

    expect(await usage.removeClosed(ownerId)).toBe(false);
    await usage.credit(ownerId, fileId, 10, await usage.creditStamp(ownerId, fileId));
    expect(await usage.removeClosed(ownerId)).toBe(false);
    await usage.dropReceipt(ownerId, fileId);
    expect(await usage.removeClosed(ownerId)).toBe(true);
    expect(await usage.removeClosed(ownerId)).toBe(false);
    const open = randomUUID();
    await usage.release(open, (await reserve(open)).fileId);
    expect(await usage.removeClosed(open)).toBe(false);
  });

  it('Q01 admits as many files as the quota has, those that are kept counted with the announced', async () => {
    const ownerId = randomUUID();
    await used(ownerId, 0);
    const few = { quotaBytes: 100, maxFiles: 3, maxPendingUploads: 5 };
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => usage.reserve(ownerId, reservation({ size: 0 }), few)),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      ...Array<string>(2).fill('RESERVED'),
      ...Array<string>(4).fill('TOO_MANY_FILES'),
    ]);
  });

  it('judges by what was set for a person, and by the plan again when that is taken away', async () => {
    const ownerId = randomUUID();
    const kindOf = async (size: number) => (await usage.reserve(ownerId, reservation({ size }), limits)).kind;
    await usage.setQuota(ownerId, { quotaBytes: 200, maxFiles: null });
    expect(await kindOf(150)).toBe('RESERVED');
    expect(await kindOf(51)).toBe('QUOTA_EXCEEDED');
    const { own, plan } = await usage.read(ownerId);
    expect(own).toEqual({ quotaBytes: 200, maxFiles: null });
    expect(plan).toEqual({ quotaBytes: 100, maxFiles: 10_000 });
    await usage.setQuota(ownerId, { quotaBytes: null, maxFiles: 1 });
    expect(await kindOf(0)).toBe('TOO_MANY_FILES');
    await usage.setQuota(ownerId, null);
    expect(await kindOf(0)).toBe('QUOTA_EXCEEDED');
    expect((await usage.read(ownerId)).own).toBeNull();
  });

  it('sets nothing for a person whose account was deleted, and forgets with the usage what was set', async () => {
    const ownerId = randomUUID();
    expect(await usage.setQuota(ownerId, { quotaBytes: 200, maxFiles: 3 })).toBe(true);
    await usage.close(ownerId, at);
    expect(await usage.setQuota(ownerId, { quotaBytes: 300, maxFiles: 3 })).toBe(false);
    expect(await usage.setQuota(ownerId, null)).toBe(false);
    expect(await usage.removeClosed(ownerId)).toBe(true);
    expect((await usage.read(ownerId)).own).toBeNull();
    // Taking away what nobody has leaves nothing behind.
    expect(await usage.setQuota(ownerId, null)).toBe(true);
    expect(await usage.removeClosed(ownerId)).toBe(false);
  });
});
