import { trusted, type Model, type QueryFilter, type SortOrder, type UpdateQuery } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { Charge } from '../../domain/charge';
import type { StoredFile } from '../../domain/file';
import type { ListOrder, ListPosition } from '../../domain/filePage';
import type { FileStore, InsertOutcome, PageQuery, ReadyChange } from '../../ports';
import type { FileDocument } from './fileModel';

const ORDER_FIELDS = { CREATED_AT: 'createdAt', NAME: 'name', SIZE: 'size' } as const;

/**
 * Records of files in MongoDB. Every change is one conditional update of one document. `trusted` marks the operators
 * that are ours; sanitizeFilter makes plain values of all others.
 */
export class MongoFileStore implements FileStore {
  constructor(private readonly model: Model<FileDocument>) {}

  async insert(file: StoredFile, sweepAt: Date): Promise<InsertOutcome> {
    const { id, idempotencyKey, ...rest } = file;
    const document: FileDocument = {
      _id: id,
      ...rest,
      ...(idempotencyKey === null ? {} : { idempotencyKey }),
      sweepAt,
    };
    try {
      await withMongo(() => this.model.create([document]));
      return 'INSERTED';
    } catch (error) {
      if (isDuplicateKey(error, 'idempotencyKey')) return 'KEY_TAKEN';
      if (isDuplicateKey(error)) return 'ID_TAKEN';
      throw error;
    }
  }

  async find(ownerId: string, fileId: string): Promise<StoredFile | null> {
    return this.findOne({ _id: fileId, ownerId });
  }

  async findByKey(ownerId: string, idempotencyKey: string): Promise<StoredFile | null> {
    return this.findOne({ ownerId, idempotencyKey });
  }

  async findVisible(ownerId: string, fileIds: readonly string[]): Promise<StoredFile[]> {
    return this.findMany({
      _id: trusted({ $in: [...fileIds] }),
      ownerId,
      status: trusted({ $in: ['PENDING', 'READY'] }),
    });
  }

  async findExistingIds(fileIds: readonly string[]): Promise<Set<string>> {
    if (fileIds.length === 0) return new Set();
    const found = await withMongo(() =>
      this.model
        .find({ _id: trusted({ $in: [...fileIds] }) })
        .select('_id')
        .lean(),
    );
    return new Set(found.map(({ _id }) => _id));
  }

  async listPage({ ownerId, status, order, after, limit }: PageQuery): Promise<StoredFile[]> {
    if (after === null) return this.findMany({ ownerId, status }, order, limit);
    // Two plain ranges of the index, rather than one $or that a planner may or may not see through: first what is
    // equal to the place we were at, then what lies behind it.
    const field = ORDER_FIELDS[order.field];
    const operator = order.direction === 'ASC' ? '$gt' : '$lt';
    const value = valueOf(after, order);
    const equal = await this.findMany(
      { ownerId, status, [field]: value, _id: trusted({ [operator]: after.id }) },
      order,
      limit,
    );
    if (equal.length === limit) return equal;
    const behind = await this.findMany(
      { ownerId, status, [field]: trusted({ [operator]: value }) },
      order,
      limit - equal.length,
    );
    return [...equal, ...behind];
  }

  async countPending(ownerId: string): Promise<number> {
    return withMongo(() => this.model.countDocuments({ ownerId, status: 'PENDING' }));
  }

  async extendUpload(
    ownerId: string,
    fileId: string,
    change: { uploadExpiresAt: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.update({ _id: fileId, ownerId, status: 'PENDING' }, { $set: change });
  }

  async markReady(ownerId: string, fileId: string, change: ReadyChange): Promise<StoredFile | null> {
    const { at, sweepAt, content = {} } = change;
    return this.update(
      { _id: fileId, ownerId, status: 'PENDING' },
      { $set: { status: 'READY', charge: 'USING', updatedAt: at, sweepAt, ...content } },
    );
  }

  async markDeleting(
    ownerId: string,
    fileId: string,
    { at, sweepAt }: { at: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: trusted({ $in: ['PENDING', 'READY'] }) },
      { $set: { status: 'DELETING', updatedAt: at, sweepAt } },
    );
  }

  async expire(
    fileId: string,
    { expiredBefore, at, sweepAt }: { expiredBefore: Date; at: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, status: 'PENDING', uploadExpiresAt: trusted({ $lte: expiredBefore }) },
      { $set: { status: 'DELETING', updatedAt: at, sweepAt } },
    );
  }

  async setCharge({ id, status, charge }: StoredFile, to: Charge): Promise<StoredFile | null> {
    const atRest = status === 'READY' && to === 'USED';
    return this.update(
      { _id: id, status, charge },
      { $set: { charge: to }, ...(atRest ? { $unset: { sweepAt: 1 } } : {}) },
    );
  }

  async claimDue(now: Date, leaseUntil: Date): Promise<StoredFile | null> {
    return this.update(
      { sweepAt: trusted({ $lte: now }) },
      { $set: { sweepAt: leaseUntil } },
      { sweepAt: 1 },
    );
  }

  async postpone(fileId: string, sweepAt: Date): Promise<void> {
    await this.update({ _id: fileId, status: 'DELETING' }, { $set: { sweepAt } });
  }

  async remove(fileId: string): Promise<void> {
    await withMongo(() => this.model.deleteOne({ _id: fileId, status: 'DELETING', charge: 'RETURNED' }));
  }

  private async findOne(filter: QueryFilter<FileDocument>): Promise<StoredFile | null> {
    const found = await withMongo(() => this.model.findOne(filter).lean<FileDocument>());
    return found === null ? null : toFile(found);
  }

  private async findMany(
    filter: QueryFilter<FileDocument>,
    order?: ListOrder,
    limit?: number,
  ): Promise<StoredFile[]> {
    const query = this.model.find(filter);
    if (order !== undefined) void query.sort(sortOf(order));
    if (limit !== undefined) void query.limit(limit);
    const found = await withMongo(() => query.lean<FileDocument[]>());
    return found.map(toFile);
  }

  private async update(
    filter: QueryFilter<FileDocument>,
    change: UpdateQuery<FileDocument>,
    sort?: Record<string, SortOrder>,
  ): Promise<StoredFile | null> {
    const updated = await withMongo(() =>
      this.model
        .findOneAndUpdate(filter, change, {
          returnDocument: 'after',
          ...(sort === undefined ? {} : { sort }),
        })
        .lean<FileDocument>(),
    );
    return updated === null ? null : toFile(updated);
  }
}

function sortOf({ field, direction }: ListOrder): Record<string, SortOrder> {
  const way = direction === 'ASC' ? 1 : -1;
  return { [ORDER_FIELDS[field]]: way, _id: way };
}

function valueOf({ value }: ListPosition, { field }: ListOrder): Date | number | string {
  return field === 'CREATED_AT' ? new Date(value) : value;
}

function toFile({ _id, idempotencyKey, sweepAt: _sweepAt, ...rest }: FileDocument): StoredFile {
  return { id: _id, idempotencyKey: idempotencyKey ?? null, ...rest };
}
