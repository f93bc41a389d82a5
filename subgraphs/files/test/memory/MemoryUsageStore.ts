import type { ClosedOwner, Reservation, ReserveOutcome, Usage, UsageStore } from '../../ports';
import { effectiveQuota, type OwnQuota, type Quota } from '../../domain/quota';

interface Account {
  usedBytes: number;
  heldBytes: number;
  fileCount: number;
  reservations: Map<string, Reservation & { confirmed: boolean }>;
  receipts: Set<string>;
  stamp: number;
  closedAt: Date | null;
  dueAt: Date | null;
  own: OwnQuota | null;
  plan: Quota | null;
}

/** Usage in memory, for tests; keeps the same promises as the one in MongoDB. */
export class MemoryUsageStore implements UsageStore {
  readonly accounts = new Map<string, Account>();

  async read(ownerId: string): Promise<Usage> {
    const { usedBytes, heldBytes, fileCount, reservations, own, plan } = this.known(ownerId);
    const reservedBytes = heldBytes - usedBytes;
    return { usedBytes, reservedBytes, fileCount, pendingCount: reservations.size, own, plan };
  }

  async reserve(
    ownerId: string,
    reservation: Reservation,
    { maxPendingUploads, quotaBytes: planBytes, maxFiles: planFiles }: Quota & { maxPendingUploads: number },
  ): Promise<ReserveOutcome> {
    const account = this.account(ownerId);
    const { fileId, idempotencyKey, size, at } = reservation;
    if (account.closedAt !== null) return { kind: 'OWNER_CLOSED' };
    const same = [...account.reservations.values()].find(
      (other) =>
        other.fileId === fileId || (idempotencyKey !== null && other.idempotencyKey === idempotencyKey),
    );
    if (same !== undefined) {
      const redated = { ...same, at, confirmed: false };
      account.reservations.set(same.fileId, redated);
      return { kind: 'ALREADY_RESERVED', reservation: redated };
    }
    const plan = { quotaBytes: planBytes, maxFiles: planFiles };
    const { quotaBytes, maxFiles } = effectiveQuota(account.own, plan);
    if (account.reservations.size >= maxPendingUploads) return { kind: 'TOO_MANY_PENDING' };
    if (account.fileCount + account.reservations.size >= maxFiles) return { kind: 'TOO_MANY_FILES' };
    if (account.heldBytes > quotaBytes - size) return { kind: 'QUOTA_EXCEEDED' };
    account.plan = plan;
    account.heldBytes += size;
    account.reservations.set(fileId, { ...reservation, confirmed: false });
    return { kind: 'RESERVED', reservation };
  }

  async resize(ownerId: string, fileId: string, size: number, planBytes: number): Promise<boolean> {
    const account = this.known(ownerId);
    const quotaBytes = account.own?.quotaBytes ?? planBytes;
    const reservation = account.reservations.get(fileId);
    if (reservation === undefined) return false;
    const more = size - reservation.size;
    if (more > 0 && account.heldBytes > quotaBytes - more) return false;
    account.heldBytes += more;
    account.reservations.set(fileId, { ...reservation, size });
    return true;
  }

  async setQuota(ownerId: string, own: OwnQuota | null): Promise<boolean> {
    if (this.known(ownerId).closedAt !== null) return false;
    if (own !== null || this.accounts.has(ownerId)) this.account(ownerId).own = own;
    return true;
  }

  async release(ownerId: string, fileId: string): Promise<void> {
    const account = this.known(ownerId);
    account.heldBytes -= account.reservations.get(fileId)?.size ?? 0;
    account.reservations.delete(fileId);
  }

  async commit(ownerId: string, fileId: string, size: number): Promise<void> {
    const account = this.known(ownerId);
    if (account.reservations.get(fileId)?.size !== size) return;
    account.reservations.delete(fileId);
    account.usedBytes += size;
    account.fileCount += 1;
  }

  async creditStamp(ownerId: string): Promise<number> {
    return this.known(ownerId).stamp;
  }

  async credit(ownerId: string, fileId: string, size: number, stamp: number): Promise<boolean> {
    const account = this.known(ownerId);
    if (account.receipts.has(fileId)) return true;
    if (account.stamp !== stamp) return false;
    account.receipts.add(fileId);
    account.usedBytes -= size;
    account.heldBytes -= size;
    account.fileCount -= 1;
    return true;
  }

  async dropReceipt(ownerId: string, fileId: string): Promise<void> {
    const account = this.known(ownerId);
    if (account.receipts.delete(fileId)) account.stamp += 1;
  }

  async findStaleReservations(
    before: Date,
    limit: number,
  ): Promise<readonly (Reservation & { readonly ownerId: string })[]> {
    return [...this.accounts]
      .map(([ownerId, { reservations }]) =>
        [...reservations.values()]
          .filter(({ at, confirmed }) => !confirmed && at < before)
          .map((reservation) => ({ ownerId, ...reservation })),
      )
      .filter((ofOwner) => ofOwner.length > 0)
      .slice(0, limit)
      .flat();
  }

  async confirm(ownerId: string, fileId: string): Promise<void> {
    const reservation = this.known(ownerId).reservations.get(fileId);
    if (reservation !== undefined) reservation.confirmed = true;
  }

  async close(ownerId: string, at: Date): Promise<void> {
    const account = this.account(ownerId);
    if (account.closedAt === null) Object.assign(account, { closedAt: at, dueAt: at });
  }

  async claimClosed(now: Date, leaseUntil: Date): Promise<ClosedOwner | null> {
    for (const [ownerId, account] of this.accounts) {
      const { closedAt, dueAt } = account;
      if (closedAt === null || dueAt === null || dueAt > now) continue;
      account.dueAt = leaseUntil;
      return { ownerId, closedAt };
    }
    return null;
  }

  async postponeClosed(ownerId: string, dueAt: Date): Promise<void> {
    const account = this.accounts.get(ownerId);
    if (account !== undefined) account.dueAt = dueAt;
  }

  async removeClosed(ownerId: string): Promise<boolean> {
    const account = this.accounts.get(ownerId);
    if (account === undefined || account.closedAt === null || account.heldBytes > 0) return false;
    if (account.reservations.size > 0 || account.receipts.size > 0 || account.fileCount > 0) return false;
    return this.accounts.delete(ownerId);
  }

  /** What is kept of an owner; of one never seen, what is thrown away again. */
  private known(ownerId: string): Account {
    return this.accounts.get(ownerId) ?? emptyAccount();
  }

  private account(ownerId: string): Account {
    const account = this.known(ownerId);
    this.accounts.set(ownerId, account);
    return account;
  }
}

function emptyAccount(): Account {
  return {
    usedBytes: 0,
    heldBytes: 0,
    fileCount: 0,
    reservations: new Map(),
    receipts: new Set(),
    stamp: 0,
    closedAt: null,
    dueAt: null,
    own: null,
    plan: null,
  };
}
