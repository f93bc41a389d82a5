import type { Charge } from '../../domain/charge';
import { leavesTraces, type StoredFile, type StoredFileStatus } from '../../domain/file';
import { meetsFilter, type FileFilter } from '../../domain/fileFilter';
import { comparePositions, positionOf } from '../../domain/filePage';
import type {
  Change,
  FileCount,
  FileStore,
  FoundFiles,
  InsertOutcome,
  ListQuery,
  ReadyChange,
} from '../../ports';

interface Row {
  file: StoredFile;
  sweepAt: Date | null;
}

/** Records of files in memory, for tests; keeps the same promises as the one in MongoDB. */
export class MemoryFileStore implements FileStore {
  readonly rows = new Map<string, Row>();

  async insert(file: StoredFile, sweepAt: Date): Promise<InsertOutcome> {
    if (this.rows.has(file.id)) return 'ID_TAKEN';
    const { ownerId, idempotencyKey } = file;
    if (idempotencyKey !== null && this.byKey(ownerId, idempotencyKey) !== undefined) return 'KEY_TAKEN';
    this.rows.set(file.id, { file, sweepAt });
    return 'INSERTED';
  }

  async find(ownerId: string, fileId: string): Promise<StoredFile | null> {
    const file = this.rows.get(fileId)?.file;
    return file?.ownerId === ownerId ? file : null;
  }

  async findVisible(ownerId: string, fileIds: readonly string[]): Promise<StoredFile[]> {
    return this.select((file) => file.ownerId === ownerId && fileIds.includes(file.id) && isVisible(file));
  }

  async findByKey(ownerId: string, idempotencyKey: string): Promise<StoredFile | null> {
    return this.byKey(ownerId, idempotencyKey) ?? null;
  }

  async listOwned(ownerId: string, limit: number): Promise<StoredFile[]> {
    return this.select((file) => file.ownerId === ownerId && isVisible(file)).slice(0, limit);
  }

  async findExistingIds(fileIds: readonly string[]): Promise<Set<string>> {
    return new Set(fileIds.filter((id) => this.rows.has(id)));
  }

  async listFiles({ ownerId, filter, order, after, until, limit }: ListQuery): Promise<FoundFiles> {
    const files = this.select((file) => file.ownerId === ownerId && meetsFilter(file, filter))
      .map((file) => ({ file, position: positionOf(file, order) }))
      .filter(({ position }) => after === null || comparePositions(position, after, order) > 0)
      .filter(({ position }) => until === null || comparePositions(position, until, order) < 0)
      .sort((one, other) => comparePositions(one.position, other.position, order))
      .slice(0, limit)
      .map(({ file }) => file);
    return { files, stoppedAt: null };
  }

  async countFiles(ownerId: string, filter: FileFilter): Promise<FileCount> {
    const { length } = this.select((file) => file.ownerId === ownerId && meetsFilter(file, filter));
    return { count: length, isExact: true };
  }

  async extendUpload(
    ownerId: string,
    fileId: string,
    { uploadExpiresAt, sweepAt }: { uploadExpiresAt: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && file.status === 'PENDING',
      { uploadExpiresAt },
      sweepAt,
    );
  }

  async setPartsUpload(
    ownerId: string,
    fileId: string,
    { from, to }: { from: string | null; to: string },
  ): Promise<StoredFile | null> {
    const { parts } = this.rows.get(fileId)?.file ?? {};
    if (parts === undefined) return null;
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && file.status === 'PENDING' && parts.uploadId === from,
      { parts: { ...parts, uploadId: to } },
    );
  }

  async markReady(
    ownerId: string,
    fileId: string,
    { at, sweepAt, content }: ReadyChange,
  ): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && file.status === 'PENDING',
      { status: 'READY', charge: 'USING', updatedAt: at, ...content },
      sweepAt,
    );
  }

  async markTrashed(ownerId: string, fileId: string, { at, sweepAt }: Change): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && file.status === 'READY',
      { status: 'TRASHED', trashedAt: at, updatedAt: at },
      sweepAt,
    );
  }

  async markRestored(ownerId: string, fileId: string, { at, sweepAt }: Change): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && file.status === 'TRASHED',
      { status: 'READY', trashedAt: null, updatedAt: at },
      sweepAt,
    );
  }

  async rename(
    ownerId: string,
    fileId: string,
    { name, at }: { name: string; at: Date },
  ): Promise<StoredFile | null> {
    const isOwn = (file: StoredFile) => file.ownerId === ownerId && isVisible(file);
    return this.change(fileId, isOwn, { name, updatedAt: at });
  }

  async markDeleting(ownerId: string, fileId: string, { at, sweepAt }: Change): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && isVisible(file),
      { status: 'DELETING', updatedAt: at },
      sweepAt,
    );
  }

  async cancel(
    ownerId: string,
    fileId: string,
    { at, sweepAt }: { at: Date; sweepAt: Date },
  ): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.ownerId === ownerId && file.status === 'PENDING',
      { status: 'DELETING', updatedAt: at },
      sweepAt,
    );
  }

  async expire(
    fileId: string,
    { expiredBefore, at, sweepAt }: Change & { expiredBefore: Date },
  ): Promise<StoredFile | null> {
    return this.change(
      fileId,
      (file) => file.status === 'PENDING' && file.uploadExpiresAt <= expiredBefore,
      { status: 'DELETING', updatedAt: at },
      sweepAt,
    );
  }

  async emptyTrash(
    fileId: string,
    { trashedBefore, at, sweepAt }: Change & { trashedBefore: Date },
  ): Promise<StoredFile | null> {
    return this.change(
      fileId,
      ({ status, trashedAt }) => status === 'TRASHED' && trashedAt !== null && trashedAt <= trashedBefore,
      { status: 'DELETING', updatedAt: at },
      sweepAt,
    );
  }

  async setCharge(changed: StoredFile, to: Charge): Promise<StoredFile | null> {
    const { id, status, charge } = changed;
    const atRest = status === 'READY' && to === 'USED' && !leavesTraces(changed);
    return this.change(
      id,
      (file) => file.status === status && file.charge === charge,
      { charge: to },
      atRest ? null : undefined,
    );
  }

  async claimDue(now: Date, leaseUntil: Date): Promise<StoredFile | null> {
    const due = [...this.rows.values()]
      .filter(({ sweepAt }) => sweepAt !== null && sweepAt <= now)
      .sort((one, other) => Number(one.sweepAt) - Number(other.sweepAt))[0];
    if (due === undefined) return null;
    return this.change(due.file.id, () => true, {}, leaseUntil);
  }

  async postpone(fileId: string, status: StoredFileStatus, sweepAt: Date): Promise<void> {
    this.change(fileId, (file) => file.status === status, {}, sweepAt);
  }

  async rest(fileId: string): Promise<void> {
    this.change(fileId, (file) => file.status === 'READY' && file.charge === 'USED', {}, null);
  }

  async remove(fileId: string): Promise<void> {
    const file = this.rows.get(fileId)?.file;
    if (file?.status === 'DELETING' && file.charge === 'RETURNED') this.rows.delete(fileId);
  }

  private byKey(ownerId: string, key: string): StoredFile | undefined {
    return this.select((file) => file.ownerId === ownerId && file.idempotencyKey === key)[0];
  }

  private select(matches: (file: StoredFile) => boolean): StoredFile[] {
    return [...this.rows.values()].map(({ file }) => file).filter(matches);
  }

  private change(
    fileId: string,
    matches: (file: StoredFile) => boolean,
    set: Partial<StoredFile>,
    sweepAt?: Date | null,
  ): StoredFile | null {
    const row = this.rows.get(fileId);
    if (row === undefined || !matches(row.file)) return null;
    const file = { ...row.file, ...set };
    this.rows.set(fileId, { file, sweepAt: sweepAt === undefined ? row.sweepAt : sweepAt });
    return file;
  }
}

function isVisible({ status }: StoredFile): boolean {
  return status !== 'DELETING';
}
