import type { Readable } from 'node:stream';
import type { Charge } from './domain/charge';
import type { Disposition } from './domain/contentDisposition';
import type { StoredFile } from './domain/file';
import type { ListOrder, ListPosition } from './domain/filePage';
import type { Sniffed } from './domain/contentMatch';

/**
 * What the use cases need from outside. Every method may also throw AppError SERVICE_UNAVAILABLE (nothing was done)
 * or TIMEOUT (the outcome is unknown); each that writes can be repeated without doing more than once.
 */

/** The time. */
export interface Clock {
  /** Now, by the wall clock. */
  now(): Date;
}

/** Where new files get their ids. */
export interface IdSource {
  /** An id that was never given before (a random UUID). */
  nextId(): string;
}

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

/** Bytes set aside for one upload. */
export interface Reservation {
  readonly fileId: string;
  readonly size: number;
  readonly idempotencyKey: string | null;
  readonly at: Date;
}

/**
 * What became of asking for a reservation. ALREADY_RESERVED: there is one with the same idempotency key, made by a
 * concurrent or an interrupted call; it has been dated anew and may be used.
 */
export type ReserveOutcome =
  | { readonly kind: 'RESERVED' | 'ALREADY_RESERVED'; readonly reservation: Reservation }
  | { readonly kind: 'QUOTA_EXCEEDED' | 'TOO_MANY_PENDING' };

/** What a person uses. */
export interface Usage {
  /** Bytes of files whose charge is USED. */
  readonly usedBytes: number;
  /** Bytes of reservations. */
  readonly reservedBytes: number;
  /** Files whose charge is USED. */
  readonly fileCount: number;
  /** Reservations. */
  readonly pendingCount: number;
}

/**
 * The usage of each owner: one document, changed by single atomic updates only. Used and reserved bytes never
 * exceed the quota that `reserve` and `resize` are given.
 */
export interface UsageStore {
  /** What the owner uses; zeros for one never seen. */
  read(ownerId: string): Promise<Usage>;
  /** Sets bytes aside if they fit (promise Q01). */
  reserve(
    ownerId: string,
    reservation: Reservation,
    limits: { quotaBytes: number; maxPendingUploads: number },
  ): Promise<ReserveOutcome>;
  /** Changes a reservation's size; false when the difference does not fit or there is no such reservation. */
  resize(ownerId: string, fileId: string, size: number, quotaBytes: number): Promise<boolean>;
  /** Gives a reservation up; nothing when there is none. */
  release(ownerId: string, fileId: string): Promise<void>;
  /** Turns a reservation of this size into use; nothing when there is none. */
  commit(ownerId: string, fileId: string, size: number): Promise<void>;
  /**
   * Takes the stamp that `credit` asks for. Read it before the file's charge: only then does `credit` notice that
   * somebody else has finished crediting in between.
   */
  creditStamp(ownerId: string, fileId: string): Promise<number>;
  /**
   * Gives a used file's bytes back, once, and keeps a receipt of it. False when the stamp is no longer valid: look
   * at the file again.
   */
  credit(ownerId: string, fileId: string, size: number, stamp: number): Promise<boolean>;
  /** Drops the receipt, after the file's charge was recorded as RETURNED; ends the validity of stamps. */
  dropReceipt(ownerId: string, fileId: string): Promise<void>;
  /** Reservations dated before `before` and not confirmed, of at most `limit` owners. */
  findStaleReservations(
    before: Date,
    limit: number,
  ): Promise<readonly (Reservation & { readonly ownerId: string })[]>;
  /** Notes that the reservation's file has been recorded: it is not stale whatever its age. */
  confirm(ownerId: string, fileId: string): Promise<void>;
}

/** An HTTP request that writes an object, signed in advance. */
export interface SignedUpload {
  readonly method: 'PUT';
  readonly url: string;
  /** Headers to send exactly; names in lower case. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: Date;
}

/** An object as the store describes it. */
export interface ObjectDescription {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the whole content in base64, when the store has computed it. */
  readonly checksum: string | null;
}

/** The bytes. The bucket is private; clients come in through signed URLs only. */
export interface ObjectStore {
  /** Signs a PUT bound to key, length, type, checksum and creation only. Needs no network (promise O01). */
  signUpload(
    file: Pick<StoredFile, 'objectKey' | 'size' | 'contentType' | 'checksum'>,
    at: Date,
    expiresInSeconds: number,
  ): Promise<SignedUpload>;
  /** Signs a GET that answers with the file's name and type. Needs no network. */
  signDownload(
    file: Pick<StoredFile, 'objectKey' | 'name' | 'contentType'>,
    disposition: Disposition,
    at: Date,
    expiresInSeconds: number,
  ): Promise<string>;
  /** What is stored under the key; null when nothing is. */
  findObject(key: string): Promise<ObjectDescription | null>;
  /** The first bytes of a non-empty object, at most `length`. */
  readStart(key: string, length: number): Promise<Buffer>;
  /** SHA-256 of the object in base64, by reading all of it. */
  hashObject(key: string): Promise<string>;
  /**
   * Writes a stream of any length in constant memory. When the stream fails or is destroyed, what was written is
   * undone before the error is thrown.
   */
  writeObject(key: string, contentType: string, body: Readable): Promise<void>;
  /** Removes the object, if there is one. */
  removeObject(key: string): Promise<void>;
}

/** Recognises types by magic bytes. */
export interface TypeDetector {
  /** What a file's first bytes say. */
  sniff(start: Buffer): Promise<Sniffed>;
  /** The question whether a media type has magic bytes that `sniff` knows. */
  loadMagicTypes(): Promise<ReadonlySet<string>>;
}
