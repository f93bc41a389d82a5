import { trusted, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { ClosedOwner, Reservation, ReserveOutcome, Usage, UsageStore } from '../../ports';
import { effectiveQuota, type OwnQuota, type Quota } from '../../domain/quota';
import type { UsageDocument } from './usageModel';

/** Contention on one owner's document passes; this many rounds without getting through do not happen. */
const MAX_ROUNDS = 50;

/**
 * Usage in MongoDB, one document per owner. Each method is one guarded update: the presence of a reservation or of
 * a receipt in the document itself decides whether a step was taken before.
 */
export class MongoUsageStore implements UsageStore {
  constructor(private readonly model: Model<UsageDocument>) {}

  async read(ownerId: string): Promise<Usage> {
    const found = await this.load(ownerId);
    const { usedBytes = 0, heldBytes = 0, fileCount = 0, pendingCount = 0 } = found ?? {};
    const { own = null, plan = null } = found ?? {};
    return { usedBytes, reservedBytes: heldBytes - usedBytes, fileCount, pendingCount, own, plan };
  }

  async reserve(
    ownerId: string,
    reservation: Reservation,
    { maxPendingUploads, ...limits }: Quota & { maxPendingUploads: number },
  ): Promise<ReserveOutcome> {
    const { fileId, size, idempotencyKey, at } = reservation;
    const plan: Quota = { quotaBytes: limits.quotaBytes, maxFiles: limits.maxFiles };
    let own: OwnQuota | null = null;
    const key = idempotencyKey === null ? {} : { key: idempotencyKey };
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { quotaBytes, maxFiles } = effectiveQuota(own, plan);
      const matched = await this.update(
        {
          _id: ownerId,
          closedAt: null,
          // The quota that is judged by is the one in force.
          ...(own === null
            ? { own: null }
            : { 'own.quotaBytes': own.quotaBytes, 'own.maxFiles': own.maxFiles }),
          heldBytes: trusted({ $lte: quotaBytes - size }),
          $expr: trusted({ $lt: [{ $add: ['$fileCount', '$pendingCount'] }, maxFiles] }),
          pendingCount: trusted({ $lt: maxPendingUploads }),
          'reservations.id': trusted({ $ne: fileId }),
          ...(idempotencyKey === null ? {} : { 'reservations.key': trusted({ $ne: idempotencyKey }) }),
        },
        {
          $inc: { heldBytes: size, pendingCount: 1 },
          $push: { reservations: { id: fileId, size, at, ...key } },
          $set: { plan },
        },
      );
      if (matched) return { kind: 'RESERVED', reservation };

      const usage = await this.load(ownerId);
      if (usage === null) {
        await this.open(ownerId);
        continue;
      }
      if (usage.closedAt !== undefined) return { kind: 'OWNER_CLOSED' };
      const same = usage.reservations.find(
        ({ id, key: usedKey }) => id === fileId || (idempotencyKey !== null && usedKey === idempotencyKey),
      );
      if (same !== undefined) {
        // Dated anew, so that the sweeper does not take it for an orphan just now; unless it is gone already.
        const redated = await this.update(
          { _id: ownerId, reservations: trusted({ $elemMatch: { id: same.id } }) },
          { $set: { 'reservations.$.at': at } },
        );
        if (!redated) continue;
        return {
          kind: 'ALREADY_RESERVED',
          reservation: { fileId: same.id, size: same.size, idempotencyKey: same.key ?? null, at },
        };
      }
      own = usage.own ?? null;
      const inForce = effectiveQuota(own, plan);
      if (usage.pendingCount >= maxPendingUploads) return { kind: 'TOO_MANY_PENDING' };
      if (usage.fileCount + usage.pendingCount >= inForce.maxFiles) return { kind: 'TOO_MANY_FILES' };
      if (usage.heldBytes > inForce.quotaBytes - size) return { kind: 'QUOTA_EXCEEDED' };
    }
    throw new Error(`no reservation came about in ${MAX_ROUNDS} rounds`);
  }

  async resize(ownerId: string, fileId: string, size: number, planBytes: number): Promise<boolean> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = await this.load(ownerId);
      const current = before?.reservations.find(({ id }) => id === fileId);
      if (current === undefined) return false;
      const quotaBytes = before?.own?.quotaBytes ?? planBytes;
      const more = size - current.size;
      if (more === 0) return true;
      const matched = await this.update(
        {
          _id: ownerId,
          reservations: trusted({ $elemMatch: { id: fileId, size: current.size } }),
          ...(more > 0 ? { heldBytes: trusted({ $lte: quotaBytes - more }) } : {}),
        },
        { $inc: { heldBytes: more }, $set: { 'reservations.$.size': size } },
      );
      if (matched) return true;
      const usage = await this.load(ownerId);
      if (usage !== null && usage.heldBytes > quotaBytes - more) return false;
    }
    return false;
  }

  async setQuota(ownerId: string, own: OwnQuota | null): Promise<boolean> {
    const change = own === null ? { $unset: { own: 1 } } : { $set: { own } };
    while (!(await this.update({ _id: ownerId, closedAt: null }, change))) {
      if ((await this.load(ownerId)) !== null) return false;
      if (own === null) return true;
      await this.open(ownerId);
    }
    return true;
  }

  async release(ownerId: string, fileId: string): Promise<void> {
    for (;;) {
      const current = await this.findReservation(ownerId, fileId);
      if (current === undefined) return;
      // The size is part of the guard: what is subtracted is what was there.
      const matched = await this.update(
        { _id: ownerId, reservations: trusted({ $elemMatch: { id: fileId, size: current.size } }) },
        { $inc: { heldBytes: -current.size, pendingCount: -1 }, $pull: { reservations: { id: fileId } } },
      );
      if (matched) return;
    }
  }

  async commit(ownerId: string, fileId: string, size: number): Promise<void> {
    await this.update(
      { _id: ownerId, reservations: trusted({ $elemMatch: { id: fileId, size } }) },
      { $inc: { usedBytes: size, fileCount: 1, pendingCount: -1 }, $pull: { reservations: { id: fileId } } },
    );
  }

  async creditStamp(ownerId: string, fileId: string): Promise<number> {
    return (await this.load(ownerId))?.stamps[laneOf(fileId)] ?? 0;
  }

  async credit(ownerId: string, fileId: string, size: number, stamp: number): Promise<boolean> {
    const matched = await this.update(
      {
        _id: ownerId,
        receipts: trusted({ $ne: fileId }),
        [`stamps.${laneOf(fileId)}`]: stamp === 0 ? trusted({ $exists: false }) : stamp,
      },
      { $inc: { usedBytes: -size, heldBytes: -size, fileCount: -1 }, $push: { receipts: fileId } },
    );
    return matched || ((await this.load(ownerId))?.receipts.includes(fileId) ?? false);
  }

  async dropReceipt(ownerId: string, fileId: string): Promise<void> {
    await this.update(
      { _id: ownerId, receipts: fileId },
      { $pull: { receipts: fileId }, $inc: { [`stamps.${laneOf(fileId)}`]: 1 } },
    );
  }

  async findStaleReservations(
    before: Date,
    limit: number,
  ): Promise<readonly (Reservation & { readonly ownerId: string })[]> {
    const found = await withMongo(() =>
      this.model
        .find({ 'reservations.at': trusted({ $lt: before }) })
        .limit(limit)
        .lean<UsageDocument[]>(),
    );
    return found.flatMap(({ _id: ownerId, reservations }) =>
      reservations.flatMap(({ id, size, key, at }) =>
        at !== null && at < before ? [{ ownerId, fileId: id, size, idempotencyKey: key ?? null, at }] : [],
      ),
    );
  }

  async confirm(ownerId: string, fileId: string): Promise<void> {
    await this.update(
      { _id: ownerId, reservations: trusted({ $elemMatch: { id: fileId } }) },
      { $set: { 'reservations.$.at': null } },
    );
  }

  async close(ownerId: string, at: Date): Promise<void> {
    const filter = { _id: ownerId, closedAt: null };
    while (!(await this.update(filter, { $set: { closedAt: at, dueAt: at } }))) {
      if ((await this.load(ownerId)) !== null) return;
      await this.open(ownerId);
    }
  }

  async claimClosed(now: Date, leaseUntil: Date): Promise<ClosedOwner | null> {
    const claimed = await withMongo(() =>
      this.model
        .findOneAndUpdate({ dueAt: trusted({ $lte: now }) }, { $set: { dueAt: leaseUntil } })
        .sort({ dueAt: 1 })
        .lean<UsageDocument>(),
    );
    return claimed?.closedAt === undefined ? null : { ownerId: claimed._id, closedAt: claimed.closedAt };
  }

  async postponeClosed(ownerId: string, dueAt: Date): Promise<void> {
    await this.update({ _id: ownerId, closedAt: trusted({ $exists: true }) }, { $set: { dueAt } });
  }

  async removeClosed(ownerId: string): Promise<boolean> {
    const nothing = {
      heldBytes: 0,
      fileCount: 0,
      reservations: trusted({ $size: 0 }),
      receipts: trusted({ $size: 0 }),
    };
    const filter = { _id: ownerId, closedAt: trusted({ $exists: true }), ...nothing };
    const { deletedCount } = await withMongo(() => this.model.deleteOne(filter));
    return deletedCount === 1;
  }

  private async findReservation(ownerId: string, fileId: string) {
    return (await this.load(ownerId))?.reservations.find(({ id }) => id === fileId);
  }

  private async load(ownerId: string): Promise<UsageDocument | null> {
    return withMongo(() => this.model.findById(ownerId).lean<UsageDocument>());
  }

  /** Opens an owner's document; somebody else may have done so at the same moment. */
  private async open(ownerId: string): Promise<void> {
    const empty: UsageDocument = {
      _id: ownerId,
      usedBytes: 0,
      heldBytes: 0,
      fileCount: 0,
      pendingCount: 0,
      reservations: [],
      receipts: [],
      stamps: {},
    };
    try {
      await withMongo(() => this.model.create([empty]));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  private async update(
    filter: QueryFilter<UsageDocument>,
    change: UpdateQuery<UsageDocument>,
  ): Promise<boolean> {
    const { matchedCount } = await withMongo(() => this.model.updateOne(filter, change));
    return matchedCount === 1;
  }
}

/** The lane of a file's receipts: the first hexadecimal digit of its id. */
function laneOf(fileId: string): string {
  return fileId.charAt(0);
}
