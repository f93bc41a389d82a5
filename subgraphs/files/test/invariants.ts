import type { StoredFile } from '../domain/file';
import { PENDING_GRACE_MS, TOMBSTONE_MS } from '../domain/lifetimes';
import type { Bed } from './bed';
import type { MemoryFileStore } from './memory/MemoryFileStore';

/** Every record there is. Beds on MongoDB bring their own way to list them. */
export type ListRecords = () => Promise<StoredFile[]>;

/** The records of a bed on stores in memory. */
export function memoryRecords(bed: Bed): ListRecords {
  return async () => [...(bed.files as MemoryFileStore).rows.values()].map(({ file }) => file);
}

/** What is in the store: keys of objects, and of uploads in parts that nobody has finished. */
export type ListStored = () => Promise<{ objects: string[]; uploads: string[] }>;

/** What is in a store in memory. */
function memoryObjects({ objects }: Bed): ListStored {
  return async () => ({
    objects: [...objects.objects.keys()],
    uploads: [...objects.uploads.values()].map(({ objectKey }) => objectKey),
  });
}

/** Sweeps again and again while the time goes on to beyond the end of every tombstone: then all is quiet. */
export async function quiesce(bed: Bed): Promise<void> {
  const sweeper = bed.restart();
  for (const pause of [
    0,
    3 * 60_000,
    15 * 60_000,
    PENDING_GRACE_MS,
    TOMBSTONE_MS,
    PENDING_GRACE_MS,
    60_000,
  ]) {
    bed.clock.advance(pause);
    const { failed } = await sweeper.sweep();
    expect(failed).toBe(0);
  }
}

/** Checks I1 to I4 of the promises for one owner, as they hold at any quiet moment. */
export async function expectInvariants(
  bed: Bed,
  ownerId: string,
  records: ListRecords,
  stored: ListStored = memoryObjects(bed),
): Promise<void> {
  const files = (await records()).filter((file) => file.ownerId === ownerId);
  const ready = files.filter(({ status }) => status === 'READY' || status === 'TRASHED');
  const pending = files.filter(({ status }) => status === 'PENDING');
  const sum = (of: StoredFile[]) => of.reduce((total, { size }) => total + size, 0);

  // I1: a READY file's object exists with that size and checksum.
  for (const file of ready) {
    const object = await bed.objects.findObject(file.objectKey);
    expect(object).toMatchObject({ size: file.size, ...(file.checksum && { checksum: file.checksum }) });
  }
  // I2: used is what is READY, reserved what is PENDING, and both fit the quota.
  const usage = await bed.usage.read(ownerId);
  expect(usage).toMatchObject({
    usedBytes: sum(ready),
    reservedBytes: sum(pending),
    fileCount: ready.length,
    pendingCount: pending.length,
  });
  expect(usage.usedBytes + usage.reservedBytes).toBeLessThanOrEqual(bed.deps.limits.quotaBytes);
  // I3: no object without a record.
  const keys = new Set(files.map(({ objectKey }) => objectKey));
  const { objects, uploads } = await stored();
  const isOwn = (key: string) => key.startsWith(`${ownerId}/`);
  expect(objects.filter((key) => isOwn(key) && !keys.has(key))).toEqual([]);
  // ... and no upload in parts but of a PENDING one.
  const uploading = new Set(pending.map(({ objectKey }) => objectKey));
  expect(uploads.filter((key) => isOwn(key) && !uploading.has(key))).toEqual([]);
  // I4: no PENDING older than its URL plus grace.
  const now = bed.clock.now().getTime();
  const overdue = pending.filter(({ uploadExpiresAt }) => now > uploadExpiresAt.getTime() + PENDING_GRACE_MS);
  expect(overdue).toEqual([]);
}
