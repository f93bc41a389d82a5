import type { StoredFile } from '../domain/file';
import { fileOfKey } from '../domain/file';
import { MAX_UPLOAD_URL_SECONDS, PENDING_GRACE_MS } from '../domain/lifetimes';
import type { Inventory, ListedObject } from '../ports';
import { compareUsage } from './compareUsage';
import type { FilesDeps } from './deps';

/** Records read at once. */
const BATCH = 500;
/** An object younger than this may belong to a request that has not recorded it yet, whatever the clocks. */
const ORPHAN_AGE_MS = MAX_UPLOAD_URL_SECONDS * 1000 + PENDING_GRACE_MS;

/** Something that is not as it should be. */
export interface Finding {
  readonly kind:
    | 'OBJECT_WITHOUT_RECORD'
    | 'FOREIGN_OBJECT'
    | 'OBJECT_MISSING'
    | 'OBJECT_OF_WRONG_SIZE'
    | 'USAGE_WRONG'
    | 'USAGE_BUSY';
  /** The object's key, the file's id or the owner's id. */
  readonly subject: string;
  readonly detail: string;
  /** Whether it was put right. */
  readonly isFixed: boolean;
}

/** How many things were compared. */
export interface ReconcileReport {
  readonly objects: number;
  readonly files: number;
  readonly owners: number;
}

/** What reconciling works with. */
export interface ReconcileDeps extends Pick<FilesDeps, 'files' | 'objects' | 'clock'> {
  readonly inventory: Inventory;
}

/**
 * Compares the store with the records, both ways, and the usage with the files, while everything goes on. Each finding
 * is looked at a second time before it is told. With `fix` it repairs what is safe: it removes objects that have no
 * record, and sets counters right; bytes that are missing nobody can bring back. Memory does not grow with the bucket.
 */
export async function reconcile(
  deps: ReconcileDeps,
  { fix }: { readonly fix: boolean },
  tell: (finding: Finding) => void,
): Promise<ReconcileReport> {
  return {
    objects: await compareObjects(deps, fix, tell),
    files: await compareFiles(deps, tell),
    owners: await compareUsage(deps, fix, tell),
  };
}

/** Objects without a record. */
async function compareObjects(
  { inventory, files, objects, clock }: ReconcileDeps,
  fix: boolean,
  tell: (finding: Finding) => void,
): Promise<number> {
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const page: readonly ListedObject[] = await inventory.listObjects(after);
    const last = page.at(-1);
    if (last === undefined) return count;
    after = last.key;
    count += page.length;
    const ours = page.flatMap((object) => {
      const file = fileOfKey(object.key);
      if (file !== null) return [{ ...object, ...file }];
      tell({
        kind: 'FOREIGN_OBJECT',
        subject: object.key,
        detail: `${object.size} bytes that no upload of ours has written; left alone`,
        isFixed: false,
      });
      return [];
    });
    const existing = await files.findExistingIds(ours.map(({ fileId }) => fileId));
    const settledBefore = clock.now().getTime() - ORPHAN_AGE_MS;
    for (const { key, size, modifiedAt, fileId } of ours) {
      if (existing.has(fileId) || modifiedAt.getTime() > settledBefore) continue;
      if (fix) await objects.removeObject(key);
      tell({
        kind: 'OBJECT_WITHOUT_RECORD',
        subject: key,
        detail: `${size} bytes of ${modifiedAt.toISOString()}`,
        isFixed: fix,
      });
    }
  }
}

/** Files whose object is missing or of another size. */
async function compareFiles(deps: ReconcileDeps, tell: (finding: Finding) => void): Promise<number> {
  let count = 0;
  let after: StoredFile | null = null;
  for (;;) {
    const batch: readonly StoredFile[] = await deps.inventory.listFiles(after, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return count;
    after = last;
    count += batch.length;
    const kept = batch.filter(({ status }) => status === 'READY' || status === 'TRASHED');
    const sizes = await sizesOf(deps.inventory, kept);
    for (const file of kept) {
      if (sizes.get(file.objectKey) !== file.size) await lookAgain(deps, file, tell);
    }
  }
}

/** The sizes of the objects of these files, from the part of the bucket's listing in which they lie. */
async function sizesOf(inventory: Inventory, files: readonly StoredFile[]): Promise<Map<string, number>> {
  const wanted = new Set(files.map(({ objectKey }) => objectKey));
  const keys = [...wanted].map((key) => Buffer.from(key)).sort((one, other) => Buffer.compare(one, other));
  const [first, last] = [keys[0], keys.at(-1)];
  const sizes = new Map<string, number>();
  if (first === undefined || last === undefined) return sizes;
  // Listings begin behind a key: with a shorter one, so that the first is in it.
  let after = first.subarray(0, -1).toString();
  for (;;) {
    const page = await inventory.listObjects(after);
    for (const { key, size } of page) if (wanted.has(key)) sizes.set(key, size);
    const end = page.at(-1)?.key;
    if (end === undefined || Buffer.compare(Buffer.from(end), last) >= 0) return sizes;
    after = end;
  }
}

async function lookAgain(
  { files, objects }: ReconcileDeps,
  { ownerId, id }: StoredFile,
  tell: (finding: Finding) => void,
): Promise<void> {
  const file = await files.find(ownerId, id);
  if (file === null || (file.status !== 'READY' && file.status !== 'TRASHED')) return;
  const object = await objects.findObject(file.objectKey);
  if (object?.size === file.size) return;
  tell({
    kind: object === null ? 'OBJECT_MISSING' : 'OBJECT_OF_WRONG_SIZE',
    subject: id,
    detail: `${file.objectKey} should have ${file.size} bytes${object === null ? '' : `, has ${object.size}`}; restore it from a backup or delete the file`,
    isFixed: false,
  });
}
