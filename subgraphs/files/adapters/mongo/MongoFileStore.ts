import { trusted, type Model, type QueryFilter, type SortOrder, type UpdateQuery } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { Charge } from '../../domain/charge';
import { leavesTraces, type StoredFile, type StoredFileStatus } from '../../domain/file';
import type { FileFilter } from '../../domain/fileFilter';
import type {
  Change,
  FileCount,
  FileStore,
  FoundFiles,
  InsertOutcome,
  ListQuery,
  ReadyChange,
} from '../../ports';
import { FileFinder } from './FileFinder';
import { searchFieldsOf, searchNamesOf, toFile, UNREAD, type FileDocument } from './fileModel';

/** The states in which a file's owner sees it. */
const VISIBLE: StoredFileStatus[] = ['PENDING', 'READY', 'TRASHED'];

/**
 * Records of files in MongoDB. Every change is one conditional update of one document. `trusted` marks the operators
 * that are ours; sanitizeFilter makes plain values of all others.
 */
export class MongoFileStore implements FileStore {
  private readonly finder: FileFinder;

  constructor(private readonly model: Model<FileDocument>) {
    this.finder = new FileFinder(model);
  }

  async insert(file: StoredFile, sweepAt: Date): Promise<InsertOutcome> {
    const { id, idempotencyKey, ...rest } = file;
    const document: FileDocument = {
      _id: id,
      ...rest,
      ...(idempotencyKey === null ? {} : { idempotencyKey }),
      ...searchFieldsOf(file),
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
      status: trusted({ $in: VISIBLE }),
    });
  }

  async listOwned(ownerId: string, limit: number): Promise<StoredFile[]> {
    const found = await withMongo(() =>
      this.model
        .find({ ownerId, status: trusted({ $in: VISIBLE }) })
        .limit(limit)
        .lean<FileDocument[]>(),
    );
    return found.map(toFile);
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

  async listFiles(query: ListQuery): Promise<FoundFiles> {
    return this.finder.list(query);
  }

  async countFiles(ownerId: string, filter: FileFilter): Promise<FileCount> {
    return this.finder.count(ownerId, filter);
  }

  async extendUpload(
    ownerId: string,
    fileId: string,
    change: { uploadExpiresAt: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.update({ _id: fileId, ownerId, status: 'PENDING' }, { $set: change });
  }

  async setPartsUpload(
    ownerId: string,
    fileId: string,
    { from, to }: { from: string | null; to: string },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: 'PENDING', 'parts.uploadId': from },
      { $set: { 'parts.uploadId': to } },
    );
  }

  async markReady(ownerId: string, fileId: string, change: ReadyChange): Promise<StoredFile | null> {
    const { at, sweepAt, content = {} } = change;
    return this.update(
      { _id: fileId, ownerId, status: 'PENDING' },
      { $set: { status: 'READY', charge: 'USING', updatedAt: at, sweepAt, ...content } },
    );
  }

  async markDeleting(ownerId: string, fileId: string, { at, sweepAt }: Change): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: trusted({ $in: VISIBLE }) },
      { $set: { status: 'DELETING', updatedAt: at, sweepAt } },
    );
  }

  async markTrashed(ownerId: string, fileId: string, { at, sweepAt }: Change): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: 'READY' },
      { $set: { status: 'TRASHED', trashedAt: at, updatedAt: at, sweepAt } },
    );
  }

  async markRestored(ownerId: string, fileId: string, { at, sweepAt }: Change): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: 'TRASHED' },
      { $set: { status: 'READY', trashedAt: null, updatedAt: at, sweepAt } },
    );
  }

  async rename(
    ownerId: string,
    fileId: string,
    { name, at }: { name: string; at: Date },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: trusted({ $in: VISIBLE }) },
      { $set: { name, ...searchNamesOf(name), updatedAt: at } },
    );
  }

  async cancel(
    ownerId: string,
    fileId: string,
    { at, sweepAt }: { at: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, ownerId, status: 'PENDING' },
      { $set: { status: 'DELETING', updatedAt: at, sweepAt } },
    );
  }

  async expire(
    fileId: string,
    { expiredBefore, at, sweepAt }: Change & { expiredBefore: Date },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, status: 'PENDING', uploadExpiresAt: trusted({ $lte: expiredBefore }) },
      { $set: { status: 'DELETING', updatedAt: at, sweepAt } },
    );
  }

  async emptyTrash(
    fileId: string,
    { trashedBefore, at, sweepAt }: Change & { trashedBefore: Date },
  ): Promise<StoredFile | null> {
    return this.update(
      { _id: fileId, status: 'TRASHED', trashedAt: trusted({ $lte: trashedBefore }) },
      { $set: { status: 'DELETING', updatedAt: at, sweepAt } },
    );
  }

  async setCharge(file: StoredFile, to: Charge): Promise<StoredFile | null> {
    const { id, status, charge } = file;
    const atRest = status === 'READY' && to === 'USED' && !leavesTraces(file);
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

  async postpone(fileId: string, status: StoredFileStatus, sweepAt: Date): Promise<void> {
    await this.update({ _id: fileId, status }, { $set: { sweepAt } });
  }

  async rest(fileId: string): Promise<void> {
    await this.update({ _id: fileId, status: 'READY', charge: 'USED' }, { $unset: { sweepAt: 1 } });
  }

  async remove(fileId: string): Promise<void> {
    await withMongo(() => this.model.deleteOne({ _id: fileId, status: 'DELETING', charge: 'RETURNED' }));
  }

  private async findOne(filter: QueryFilter<FileDocument>): Promise<StoredFile | null> {
    const found = await withMongo(() => this.model.findOne(filter).select(UNREAD).lean<FileDocument>());
    return found === null ? null : toFile(found);
  }

  private async findMany(filter: QueryFilter<FileDocument>): Promise<StoredFile[]> {
    const found = await withMongo(() => this.model.find(filter).select(UNREAD).lean<FileDocument[]>());
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
