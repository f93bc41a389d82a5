import type { StoredFile } from '../../domain/file';
import { CLOSED_OWNER_MS, ORPHAN_RESERVATION_MS } from '../../domain/lifetimes';
import { createUseCases } from '../../usecases';
import { buildCaller, buildUpload, createBed, type Bed } from '../bed';
import { forEachDeath, Killed, mortal, type Death } from '../crashes';
import { expectInvariants, memoryRecords, quiesce } from '../invariants';
import type { MemoryShareLinkStore } from '../memory/MemoryShareLinkStore';
import type { MemoryUsageStore } from '../memory/MemoryUsageStore';
import { sha256 } from '../memory/MemoryObjectStore';

const content = Buffer.from('a dozen byte');
const caller = buildCaller();
const other = buildCaller();
const ownerId = caller.userId;

async function sent(bed: Bed, by = caller): Promise<StoredFile> {
  const { file, upload } = await bed.useCases.requestUpload(by, buildUpload({ checksum: sha256(content) }));
  if (upload === null || !('url' in upload)) throw new Error('no upload ticket');
  expect(bed.objects.put(upload, content, bed.clock.now())).toBe(200);
  return file;
}

/** Somebody with files in every state, and somebody else whose file is to stay. */
async function fill(bed: Bed): Promise<{ kept: StoredFile }> {
  for (const state of ['READY', 'TRASHED', 'DELETING', 'PENDING']) {
    const { id: fileId } = await sent(bed);
    if (state !== 'PENDING') await bed.useCases.completeUpload(caller, { fileId });
    if (state === 'READY' || state === 'DELETING') await bed.useCases.createShareLink(caller, { fileId });
    if (state === 'TRASHED') await bed.useCases.trashFile(caller, { fileId });
    if (state === 'DELETING') await bed.useCases.deleteFile(caller, { fileId });
  }
  const kept = await sent(bed, other);
  await bed.useCases.createShareLink(other, { fileId: kept.id });
  return { kept: await bed.useCases.completeUpload(other, { fileId: kept.id }) };
}

/** Lets time pass as it does: the purger and the sweeper go on until nothing is left to do. */
async function settle(bed: Bed): Promise<void> {
  for (const pause of [0, 60_000, ORPHAN_RESERVATION_MS, CLOSED_OWNER_MS, 60_000, 60_000]) {
    bed.clock.advance(pause);
    await bed.restart().sweep();
    await bed.restart().purgeOwners();
  }
}

const linkedFiles = ({ links }: Bed) =>
  [...(links as MemoryShareLinkStore).links.values()].map(({ fileId }) => fileId);
const usageOf = (bed: Bed) => (bed.usage as MemoryUsageStore).accounts;

async function expectGone(bed: Bed, kept: StoredFile): Promise<void> {
  await settle(bed);
  await quiesce(bed);
  // A receipt of one who died in the middle of crediting stays until the sweeper looks at its file again.
  await bed.restart().purgeOwners();
  expect(usageOf(bed).has(ownerId)).toBe(false);
  expect(linkedFiles(bed)).toEqual([kept.id]);
  expect((await memoryRecords(bed)()).map(({ id }) => id)).toEqual([kept.id]);
  expect([...bed.objects.objects.keys()]).toEqual([kept.objectKey]);
  await expectInvariants(bed, other.userId, memoryRecords(bed));
}

it('K purges every file of a deleted account, wherever the process is killed, and nobody else’s', async () => {
  const work = async (useCases: Bed['useCases']) => {
    await useCases.closeOwner(ownerId);
    await useCases.purgeOwners();
  };
  const { deaths } = await forEachDeath(async (death: Death | null) => {
    const bed = createBed();
    const { kept } = await fill(bed);
    const { deps, calls } = mortal(bed.deps, death);
    const killed = await work(createUseCases(deps)).then(
      () => null,
      (error: unknown) => error,
    );
    if (killed !== null) expect(killed).toBeInstanceOf(Killed);
    const count = calls();
    // The event comes again, as its cursor was not advanced; the person cannot upload any more.
    await bed.restart().closeOwner(ownerId);
    await expect(bed.restart().requestUpload(caller, buildUpload())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      reason: 'INVALID_TOKEN',
    });
    await expectGone(bed, kept);
    return count;
  });
  expect(deaths).toBeGreaterThanOrEqual(30);
});

it('K credits once and removes all when several processes hear of the deletion and purge at once', async () => {
  const bed = createBed();
  const { kept } = await fill(bed);
  const processes = [bed.restart(), bed.restart(), bed.restart()];
  await Promise.all(processes.map((useCases) => useCases.closeOwner(ownerId)));
  await Promise.all([...processes.map((useCases) => useCases.purgeOwners()), bed.restart().sweep()]);
  expect(await bed.usage.read(ownerId)).toMatchObject({ usedBytes: 0, fileCount: 0 });
  await expectGone(bed, kept);
});

it('removes the share links of a deleted account with its first purge, those of files deleted before as well', async () => {
  const bed = createBed();
  const { kept } = await fill(bed);
  expect(linkedFiles(bed)).toHaveLength(3);
  await bed.useCases.closeOwner(ownerId);
  await bed.useCases.purgeOwners();
  expect(linkedFiles(bed)).toEqual([kept.id]);
});

it('K catches an upload that was under way when the account was deleted', async () => {
  const bed = createBed();
  const { kept } = await fill(bed);
  let meanwhile = async (): Promise<void> => undefined;
  const slow = bed.restart({
    files: new Proxy(bed.files, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
        if (name !== 'insert') return method;
        return async (...args: unknown[]) => {
          await meanwhile();
          return method.apply(target, args);
        };
      },
    }),
  });
  // Between its reservation and its record the deletion is heard of and carried out.
  meanwhile = async () => {
    await bed.useCases.closeOwner(ownerId);
    await bed.useCases.purgeOwners();
  };
  const late = await slow.requestUpload(caller, buildUpload());
  expect(late.file.status).toBe('PENDING');
  await expectGone(bed, kept);
});

it('keeps the door shut until the last token has expired, and may hear of the deletion again after that', async () => {
  const bed = createBed();
  await bed.useCases.closeOwner(ownerId);
  await bed.useCases.purgeOwners();
  bed.clock.advance(CLOSED_OWNER_MS - 1);
  await bed.useCases.purgeOwners();
  await expect(bed.useCases.requestUpload(caller, buildUpload())).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  bed.clock.advance(1);
  await bed.useCases.purgeOwners();
  expect(usageOf(bed).has(ownerId)).toBe(false);
  await bed.useCases.closeOwner(ownerId);
  await settle(bed);
  expect(usageOf(bed).has(ownerId)).toBe(false);
});
