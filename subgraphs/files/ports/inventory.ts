import type { StoredFile } from '../domain/file';

/** An object in a listing of the store. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
}

/** An owner's usage, whole: two that are the same tell that nothing has happened in between. */
export interface UsageSnapshot {
  readonly usedBytes: number;
  /** Used and reserved bytes. */
  readonly heldBytes: number;
  readonly fileCount: number;
  readonly pendingCount: number;
  /** The sizes of its reservations. */
  readonly reservedSizes: readonly number[];
  /** Whether bytes have been given back whose file does not say so yet. */
  readonly isCrediting: boolean;
  /** Everything else that changes with it. */
  readonly version: string;
}

/** Goes through everything there is, a page at a time: for comparing records with the store. */
export interface Inventory {
  /** A page of the bucket's objects behind `after`, by key; empty at the end. */
  listObjects(after: string | null): Promise<readonly ListedObject[]>;
  /** Up to `limit` records behind `after`, by owner and id. */
  listFiles(
    after: { readonly ownerId: string; readonly id: string } | null,
    limit: number,
  ): Promise<readonly StoredFile[]>;
  /** The next owner behind `after` that has usage or files; null at the end. */
  nextOwner(after: string | null): Promise<string | null>;
  /** What is kept of an owner's usage; null when nothing is. */
  readUsage(ownerId: string): Promise<UsageSnapshot | null>;
  /** Sets the counters right, if the usage is still as it was `seen`; false when it is not. */
  repairUsage(
    ownerId: string,
    seen: UsageSnapshot | null,
    right: { readonly usedBytes: number; readonly fileCount: number },
  ): Promise<boolean>;
}
