/** All durations in the life of a file, in one place. */
import type { StoredFile } from './file';

const DAY_MS = 24 * 60 * 60_000;

/** The longest an upload URL may live (promise U04). */
export const MAX_UPLOAD_URL_SECONDS = 15 * 60;

/** The longest a download URL may live (promise U04). */
export const MAX_DOWNLOAD_URL_SECONDS = 5 * 60;

/** How long a download URL lives unless asked otherwise: so that with its bucket it comes to the longest. */
export const DEFAULT_DOWNLOAD_URL_SECONDS = 4 * 60;

/** Download URLs asked for within this time are the same, so that browsers and proxies know what they have. */
const MAX_BUCKET_SECONDS = 60;

/**
 * From when and how long a download URL is valid that is asked for `now`: from the beginning of the current bucket,
 * and longer by the bucket, so that it never lives shorter than asked for. A bucket is a quarter of the life, at most
 * a minute, and less where the whole would exceed the longest life.
 */
export function downloadWindow(now: Date, seconds: number): { from: Date; seconds: number } {
  const bucket = Math.min(MAX_BUCKET_SECONDS, Math.floor(seconds / 4), MAX_DOWNLOAD_URL_SECONDS - seconds);
  if (bucket === 0) return { from: now, seconds };
  const from = new Date(Math.floor(now.getTime() / (bucket * 1000)) * bucket * 1000);
  return { from, seconds: seconds + bucket };
}

/** The longest an upload in parts may take from its announcement to its last part: a week. */
export const MAX_MULTIPART_SECONDS = 7 * 24 * 60 * 60;

/** How often the sweeper looks whether all parts of an upload have come. */
const PARTS_VISIT_MS = 6 * 60 * 60_000;

/** After its URL has expired, a PENDING file may still be completed for this long: a slow PUT begun in time ends. */
export const PENDING_GRACE_MS = 60 * 60_000;

/** How far the store's clock may be behind ours: an upload URL counts as dead only this long after it expired. */
export const CLOCK_SKEW_MS = 30_000;

/**
 * A deleted file's record is kept for this long: repeated deletes succeed, its idempotency key stays taken, and the
 * object is removed once more at the end, should a very slow PUT have re-created it.
 */
export const TOMBSTONE_MS = DAY_MS;

/** A reservation without a file after this long belongs to a request that died in between. */
export const ORPHAN_RESERVATION_MS = 2 * 60_000;

/** Whoever works on a file has this long before the sweeper takes it up again. */
const LEASE_MS = 60_000;

/** When the sweeper takes up what somebody works on `now`, should they not have finished. */
export function leaseEndsAt(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}

/** When the trash with this file in it is emptied. */
export function trashEndsAt(trashedAt: Date, trashDays: number): Date {
  return new Date(trashedAt.getTime() + trashDays * DAY_MS);
}

/** What went into the trash then or before is to be deleted `now`. */
export function trashedBeforeToEnd(now: Date, trashDays: number): Date {
  return new Date(now.getTime() - trashDays * DAY_MS);
}

/** When the sweeper ends an upload that nobody has completed. */
export function pendingEndsAt(uploadExpiresAt: Date): Date {
  return new Date(uploadExpiresAt.getTime() + PENDING_GRACE_MS);
}

/** When the sweeper looks next whether a PENDING file's bytes have come without anybody saying so. */
export function nextPendingVisit(
  { method, uploadExpiresAt }: Pick<StoredFile, 'method' | 'uploadExpiresAt'>,
  now: Date,
): Date {
  const urlsAreDeadAt = uploadUrlsAreDeadAt(uploadExpiresAt);
  if (method === 'STREAM' || now >= urlsAreDeadAt) return pendingEndsAt(uploadExpiresAt);
  if (method !== 'MULTIPART') return urlsAreDeadAt;
  return new Date(Math.min(now.getTime() + PARTS_VISIT_MS, urlsAreDeadAt.getTime()));
}

/**
 * When the sweeper looks next for what an upload has left beside a READY file's object: when no URL can write any
 * more, and once more after what was begun in time has ended; then never, which is null.
 */
export function nextTraceVisit(
  { uploadExpiresAt }: Pick<StoredFile, 'uploadExpiresAt'>,
  now: Date,
): Date | null {
  const urlsAreDeadAt = uploadUrlsAreDeadAt(uploadExpiresAt);
  if (now < urlsAreDeadAt) return urlsAreDeadAt;
  const last = new Date(uploadExpiresAt.getTime() + TOMBSTONE_MS);
  return now < last ? last : null;
}

/** When no upload URL of the file works any more, whatever the clocks. */
export function uploadUrlsAreDeadAt(uploadExpiresAt: Date): Date {
  return new Date(uploadExpiresAt.getTime() + CLOCK_SKEW_MS);
}

/** When the record of a deleted file goes. `deletedAt` is the tombstone's updatedAt. */
export function tombstoneEndsAt(deletedAt: Date, uploadExpiresAt: Date): Date {
  return new Date(Math.max(deletedAt.getTime(), uploadExpiresAt.getTime()) + TOMBSTONE_MS);
}

/**
 * What is known of the owner of a deleted account stays at least this long after we heard of it, to refuse uploads:
 * by then its last access token has expired (15 minutes, and what clocks differ).
 */
export const CLOSED_OWNER_MS = 16 * 60_000;
