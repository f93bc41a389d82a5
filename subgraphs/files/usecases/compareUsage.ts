import type { StoredFile } from '../domain/file';
import type { Inventory, UsageSnapshot } from '../ports';
import type { Finding, ReconcileDeps } from './reconcile';

/** Records read at once. */
const BATCH = 500;
/** An owner whose usage changes all the time is looked at so often. */
const MAX_LOOKS = 3;

/** Usage that is not the sum of its owner's files; answers how many owners were looked at. */
export async function compareUsage(
  { inventory }: ReconcileDeps,
  fix: boolean,
  tell: (finding: Finding) => void,
): Promise<number> {
  let count = 0;
  for (
    let owner = await inventory.nextOwner(null);
    owner !== null;
    owner = await inventory.nextOwner(owner)
  ) {
    count += 1;
    const finding = await compareOwner(inventory, owner, fix);
    if (finding !== null) tell(finding);
  }
  return count;
}

async function compareOwner(inventory: Inventory, ownerId: string, fix: boolean): Promise<Finding | null> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const before = await inventory.readUsage(ownerId);
    const sum = await sumOf(inventory, ownerId);
    const after = await inventory.readUsage(ownerId);
    // Only what stood still while its files were counted can be compared with them.
    if (before?.version !== after?.version || after?.isCrediting === true || sum.isMoving) continue;
    if (agrees(after, sum)) return null;
    const isFixed = fix && (await inventory.repairUsage(ownerId, after, sum));
    const { usedBytes = 0, fileCount = 0 } = after ?? {};
    return {
      kind: 'USAGE_WRONG',
      subject: ownerId,
      detail: `${usedBytes} bytes of ${fileCount} files are counted; there are ${sum.usedBytes} bytes of ${sum.fileCount} files`,
      isFixed,
    };
  }
  return {
    kind: 'USAGE_BUSY',
    subject: ownerId,
    detail: 'changes while it is looked at; run this again',
    isFixed: false,
  };
}

interface Sum {
  readonly usedBytes: number;
  readonly fileCount: number;
  /** Whether a file is between two steps of its charge (docs/adr/quota-reservation.md). */
  readonly isMoving: boolean;
}

async function sumOf(inventory: Inventory, ownerId: string): Promise<Sum> {
  let [usedBytes, fileCount, isMoving] = [0, 0, false];
  let after = { ownerId, id: '' };
  for (;;) {
    const batch: readonly StoredFile[] = await inventory.listFiles(after, BATCH);
    for (const file of batch) {
      if (file.ownerId !== ownerId) return { usedBytes, fileCount, isMoving };
      if (file.charge === 'USING' || (file.charge === 'USED' && file.status === 'DELETING')) isMoving = true;
      if (file.charge !== 'USED') continue;
      usedBytes += file.size;
      fileCount += 1;
    }
    const last = batch.at(-1);
    if (last === undefined) return { usedBytes, fileCount, isMoving };
    after = last;
  }
}

function agrees(usage: UsageSnapshot | null, sum: Sum): boolean {
  if (usage === null) return sum.fileCount === 0;
  const reserved = usage.reservedSizes.reduce((total, size) => total + size, 0);
  return (
    usage.usedBytes === sum.usedBytes &&
    usage.fileCount === sum.fileCount &&
    usage.heldBytes === usage.usedBytes + reserved &&
    usage.pendingCount === usage.reservedSizes.length
  );
}
