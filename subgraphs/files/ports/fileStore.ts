import type { Charge } from '../domain/charge';
import type { StoredFile } from '../domain/file';
import type { ListOrder, ListPosition } from '../domain/filePage';

/** What became of an insert. */
export type InsertOutcome = 'INSERTED' | 'ID_TAKEN' | 'KEY_TAKEN';

/** One page's worth of a list. */
export interface PageQuery {
  readonly ownerId: string;
  readonly status: 'PENDING' | 'READY';
  readonly order: ListOrder;
  /** Where to go on; null from the start. */
  readonly after: ListPosition | null;
  /** The most files to answer. */
  readonly limit: number;
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
  /** Which of these ids have a record, whoever's. */
  findExistingIds(fileIds: readonly string[]): Promise<Set<string>>;
  /** A page of the owner's files; costs about as many index keys as it answers files. */
  listPage(query: PageQuery): Promise<StoredFile[]>;
  /** How many of the owner's files are PENDING. */
  countPending(ownerId: string): Promise<number>;

  /** Prolongs a PENDING file's upload; null when it is not PENDING (any more). */
  extendUpload(
    ownerId: string,
    fileId: string,
    change: { uploadExpiresAt: Date; sweepAt: Date },
  ): Promise<StoredFile | null>;
  /** PENDING -> READY with charge USING, in one conditional update; null when it is not PENDING (any more). */
  markReady(ownerId: string, fileId: string, change: ReadyChange): Promise<StoredFile | null>;
  /** PENDING or READY -> DELETING, in one conditional update; null when it is neither. */
  markDeleting(
    ownerId: string,
    fileId: string,
    change: { at: Date; sweepAt: Date },
  ): Promise<StoredFile | null>;
  /** PENDING -> DELETING when its upload expired at `expiredBefore` or earlier; null otherwise. */
  expire(
    fileId: string,
    change: { expiredBefore: Date; at: Date; sweepAt: Date },
  ): Promise<StoredFile | null>;
  /**
   * Records that a charge has gone on to `to`, if status and charge are still those of `file`; null when they are
   * not. A READY file that is USED is of no further interest to the sweeper.
   */
  setCharge(file: StoredFile, to: Charge): Promise<StoredFile | null>;

  /** Takes the file that is due longest and is due by `now`, for this caller alone until `leaseUntil`. */
  claimDue(now: Date, leaseUntil: Date): Promise<StoredFile | null>;
  /** Sets when the sweeper looks at a DELETING file again. */
  postpone(fileId: string, sweepAt: Date): Promise<void>;
  /** Removes the record of a DELETING file whose charge is RETURNED. */
  remove(fileId: string): Promise<void>;
}

/** What becoming READY sets. */
export interface ReadyChange {
  readonly at: Date;
  /** When the sweeper makes sure that the charge is USED. */
  readonly sweepAt: Date;
  /** What was learned while streaming. */
  readonly content?: { readonly size: number; readonly checksum: string };
}
