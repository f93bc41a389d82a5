import type { OwnQuota, Quota } from '../domain/quota';

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
  | { readonly kind: 'QUOTA_EXCEEDED' | 'TOO_MANY_FILES' | 'TOO_MANY_PENDING' | 'OWNER_CLOSED' };

/** An owner whose account was deleted. */
export interface ClosedOwner {
  readonly ownerId: string;
  readonly closedAt: Date;
}

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
  /** What an admin has set for the person; null when nothing. */
  readonly own: OwnQuota | null;
  /** The plan by which the person last reserved; null for one who never did. */
  readonly plan: Quota | null;
}

/**
 * The usage of each owner: one document, changed by single atomic updates only. Used and reserved bytes never
 * exceed the quota that `reserve` and `resize` are given.
 */
export interface UsageStore {
  /** What the owner uses; zeros for one never seen. */
  read(ownerId: string): Promise<Usage>;
  /**
   * Sets bytes aside if they fit into the quota (promise Q01), that is what an admin has set for the owner or else
   * `limits`, and the owner is not closed.
   */
  reserve(
    ownerId: string,
    reservation: Reservation,
    limits: Quota & { maxPendingUploads: number },
  ): Promise<ReserveOutcome>;
  /** Changes a reservation's size; false when the difference does not fit or there is no such reservation. */
  resize(ownerId: string, fileId: string, size: number, quotaBytes: number): Promise<boolean>;
  /** Sets what is in force for this person instead of the plan, null for the plan alone; false for a closed owner. */
  setQuota(ownerId: string, own: OwnQuota | null): Promise<boolean>;
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

  /** Closes an owner for good and makes it due at once: no reservation is made any more; nothing when it is closed. */
  close(ownerId: string, at: Date): Promise<void>;
  /** Takes the closed owner that is due longest and is due by `now`, for this caller alone until `leaseUntil`. */
  claimClosed(now: Date, leaseUntil: Date): Promise<ClosedOwner | null>;
  /** Sets when a closed owner is due again. */
  postponeClosed(ownerId: string, dueAt: Date): Promise<void>;
  /** Removes what is known of a closed owner in one step if nothing is used, reserved or unsettled; whether it did. */
  removeClosed(ownerId: string): Promise<boolean>;
}
