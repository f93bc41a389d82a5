import type { Charge } from '../domain/charge';
import type { StoredFile, StoredFileStatus } from '../domain/file';
import type { FileFilter } from '../domain/fileFilter';
import type { ListOrder, ListPosition } from '../domain/filePage';

/** What became of an insert. */
export type InsertOutcome = 'INSERTED' | 'ID_TAKEN' | 'KEY_TAKEN';

/** A stretch of a list. */
export interface ListQuery {
  readonly ownerId: string;
  readonly filter: FileFilter;
  readonly order: ListOrder;
  /** Where to go on, this place left out; null from the start. */
  readonly after: ListPosition | null;
  /** Where to end, this place left out; null at the end. */
  readonly until: ListPosition | null;
  /** The most files to answer. */
  readonly limit: number;
}

/** What a stretch of a list holds. */
export interface FoundFiles {
  readonly files: readonly StoredFile[];
  /**
   * Where the search stopped before it had found `limit` files, because it had examined enough for one call: there
   * may be more behind. Null when it found `limit` or came to the end.
   */
  readonly stoppedAt: ListPosition | null;
}

/** How many files a filter lets through. */
export interface FileCount {
  readonly count: number;
  /** False when there may be more than `count`: counting stops somewhere. */
  readonly isExact: boolean;
}

/** The records of files. */
export interface FileStore {
  /** Adds a record. KEY_TAKEN when its owner has one with this idempotency key, ID_TAKEN when the id is in use. */
  insert(file: StoredFile, sweepAt: Date): Promise<InsertOutcome>;
  /** The owner's file, in whatever state; null when there is none. */
  find(ownerId: string, fileId: string): Promise<StoredFile | null>;
  /** Those of these files that are the owner's and not DELETING, in one query, in any order. */
  findVisible(ownerId: string, fileIds: readonly string[]): Promise<StoredFile[]>;
  /** The owner's file with this idempotency key, in whatever state. */
  findByKey(ownerId: string, idempotencyKey: string): Promise<StoredFile | null>;
  /** At most `limit` of the owner's files that are not DELETING, in any order. */
  listOwned(ownerId: string, limit: number): Promise<StoredFile[]>;
  /** Which of these ids have a record, whoever's. */
  findExistingIds(fileIds: readonly string[]): Promise<Set<string>>;
  /**
   * A stretch of a list of the owner's files. Without a filter, or with one on status, type or the field the list is
   * ordered by, it examines about as many records as it answers; with any other a few thousand at most.
   */
  listFiles(query: ListQuery): Promise<FoundFiles>;
  /** How many of the owner's files the filter lets through; exact up to 1,000, or some thousand that are examined. */
  countFiles(ownerId: string, filter: FileFilter): Promise<FileCount>;

  /** Prolongs a PENDING file's upload; null when it is not PENDING (any more). */
  extendUpload(
    ownerId: string,
    fileId: string,
    change: { uploadExpiresAt: Date; sweepAt: Date },
  ): Promise<StoredFile | null>;
  /**
   * Records the store's name of a PENDING file's upload in parts, if it is still `from`; null when it is not, or the
   * file is not PENDING (any more).
   */
  setPartsUpload(
    ownerId: string,
    fileId: string,
    change: { from: string | null; to: string },
  ): Promise<StoredFile | null>;
  /** PENDING -> READY with charge USING, in one conditional update; null when it is not PENDING (any more). */
  markReady(ownerId: string, fileId: string, change: ReadyChange): Promise<StoredFile | null>;
  /** READY -> TRASHED, in one conditional update; null when it is not READY. */
  markTrashed(ownerId: string, fileId: string, change: Change): Promise<StoredFile | null>;
  /** TRASHED -> READY, in one conditional update; null when it is not TRASHED. */
  markRestored(ownerId: string, fileId: string, change: Change): Promise<StoredFile | null>;
  /** Anything else -> DELETING, in one conditional update; null when it is DELETING or there is none. */
  markDeleting(ownerId: string, fileId: string, change: Change): Promise<StoredFile | null>;
  /** Gives a file another name, unless it is DELETING; null then. */
  rename(ownerId: string, fileId: string, change: { name: string; at: Date }): Promise<StoredFile | null>;
  /** PENDING -> DELETING, in one conditional update; null when it is not PENDING (any more). */
  cancel(ownerId: string, fileId: string, change: Change): Promise<StoredFile | null>;
  /** PENDING -> DELETING when its upload expired at `expiredBefore` or earlier; null otherwise. */
  expire(fileId: string, change: Change & { expiredBefore: Date }): Promise<StoredFile | null>;
  /** TRASHED -> DELETING when it was put into the trash at `trashedBefore` or earlier; null otherwise. */
  emptyTrash(fileId: string, change: Change & { trashedBefore: Date }): Promise<StoredFile | null>;
  /**
   * Records that a charge has gone on to `to`, if status and charge are still those of `file`; null when they are
   * not. A READY file that is USED is of no further interest to the sweeper, unless its
   * upload leaves traces.
   */
  setCharge(file: StoredFile, to: Charge): Promise<StoredFile | null>;

  /** Takes the file that is due longest and is due by `now`, for this caller alone until `leaseUntil`. */
  claimDue(now: Date, leaseUntil: Date): Promise<StoredFile | null>;
  /** Sets when the sweeper looks at a file again, if it is still in this state. */
  postpone(fileId: string, status: StoredFileStatus, sweepAt: Date): Promise<void>;
  /** Notes that a READY file that is USED is of no further interest to the sweeper. */
  rest(fileId: string): Promise<void>;
  /** Removes the record of a DELETING file whose charge is RETURNED. */
  remove(fileId: string): Promise<void>;
}

/** When something changes, and when the sweeper sees to what follows from it. */
export interface Change {
  readonly at: Date;
  readonly sweepAt: Date;
}

/** What becoming READY sets. */
export interface ReadyChange {
  readonly at: Date;
  /** When the sweeper makes sure that the charge is USED. */
  readonly sweepAt: Date;
  /** What was learned while streaming, and where the bytes are now. */
  readonly content?: { readonly size?: number; readonly checksum?: string; readonly objectKey?: string };
}
