import { AppError } from '../../../platform/errors';
import { leavesTraces, objectKeyOf, type StoredFile } from '../domain/file';
import {
  nextPendingVisit,
  nextTraceVisit,
  ORPHAN_RESERVATION_MS,
  PENDING_GRACE_MS,
  leaseEndsAt,
  tombstoneEndsAt,
  trashedBeforeToEnd,
  trashEndsAt,
} from '../domain/lifetimes';
import { removeContent } from './deleteFile';
import type { FilesDeps } from './deps';
import { removeTraces } from './removeStored';
import { settleCharge } from './settleCharge';
import { settleWithPatience } from './settleUpload';

/** No sweep takes on more; what is left waits for the next. */
const MAX_FILES = 1_000;
const MAX_OWNERS = 100;
/** A verification that takes longer goes on while the sweeper does. */
const PATIENCE_MS = 5_000;

/** What settling says of bytes that are there, cannot be replaced, and are not as announced. */
const HOPELESS: ReadonlySet<string> = new Set(['CHECKSUM_MISMATCH', 'UNSUPPORTED_FILE_TYPE', 'CONFLICT']);

/** What a sweep has done. */
export interface SweepReport {
  /** Uploads that were never completed, ended, and files whose time in the trash was over, deleted. */
  readonly expired: number;
  /** PENDING files whose bytes had come without anybody saying so, now READY. */
  readonly settled: number;
  /** Charges and deletions that somebody left half done, or that were due again, finished. */
  readonly finished: number;
  /** Tombstones removed. */
  readonly purged: number;
  /** Reservations without a file, given back. */
  readonly orphans: number;
  /** Files that could not be dealt with; they are taken up again later. */
  readonly failed: number;
}

/**
 * Ends what has expired and finishes what was left half done. Safe in any number of processes at once: each file
 * is claimed for a minute, and everything done to it can be done twice.
 */
export async function sweep(deps: FilesDeps): Promise<SweepReport> {
  const report = {
    expired: 0,
    settled: 0,
    finished: 0,
    purged: 0,
    orphans: await buryOrphans(deps),
    failed: 0,
  };
  for (let visited = 0; visited < MAX_FILES; visited += 1) {
    const now = deps.clock.now();
    const file = await deps.files.claimDue(now, leaseEndsAt(now));
    if (file === null) break;
    try {
      report[await visit(deps, file, now)] += 1;
    } catch (error) {
      report.failed += 1;
      deps.log.warn({ err: error, fileId: file.id }, 'sweeping a file failed; it is tried again later');
    }
  }
  return report;
}

async function visit(
  deps: FilesDeps,
  file: StoredFile,
  now: Date,
): Promise<'expired' | 'settled' | 'finished' | 'purged'> {
  switch (file.status) {
    case 'PENDING':
      return visitPending(deps, file, now);
    case 'READY':
      return visitReady(deps, file, now);
    case 'TRASHED':
      return visitTrash(deps, file, now);
    case 'DELETING':
      await removeContent(deps, file);
      // Somebody may have died just before; as long as it is there, the usage counts as being changed.
      await deps.usage.dropReceipt(file.ownerId, file.id);
      if (now < tombstoneEndsAt(file.updatedAt, file.uploadExpiresAt)) return 'finished';
      await deps.links.removeByFile(file.ownerId, file.id);
      await deps.files.remove(file.id);
      return 'purged';
  }
}

async function visitReady(deps: FilesDeps, file: StoredFile, now: Date): Promise<'finished'> {
  await settleCharge(deps, file);
  if (leavesTraces(file)) await removeTraces(deps, file);
  const again = leavesTraces(file) ? nextTraceVisit(file, now) : null;
  if (again === null) await deps.files.rest(file.id);
  else await deps.files.postpone(file.id, 'READY', again);
  return 'finished';
}

async function visitTrash(deps: FilesDeps, file: StoredFile, now: Date): Promise<'expired' | 'finished'> {
  const trashedBefore = trashedBeforeToEnd(now, deps.trashDays);
  const sweepAt = leaseEndsAt(now);
  const emptied = await deps.files.emptyTrash(file.id, { trashedBefore, at: now, sweepAt });
  if (emptied !== null) {
    await removeContent(deps, emptied);
    return 'expired';
  }
  await settleCharge(deps, file);
  if (leavesTraces(file)) await removeTraces(deps, file);
  const endsAt = trashEndsAt(file.trashedAt ?? now, deps.trashDays);
  const again = leavesTraces(file) ? nextTraceVisit(file, now) : null;
  await deps.files.postpone(file.id, 'TRASHED', again !== null && again < endsAt ? again : endsAt);
  return 'finished';
}

/**
 * Makes a file READY whose bytes have come without anybody saying so; ends it when its time is over or its bytes can
 * never become what was announced. With the store in trouble nothing is known, and nothing ends.
 */
async function visitPending(
  deps: FilesDeps,
  file: StoredFile,
  now: Date,
): Promise<'expired' | 'settled' | 'finished'> {
  const verdict = await settleWithPatience(deps, file, PATIENCE_MS).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === 'UPLOAD_INCOMPLETE' || HOPELESS.has(error.code))) {
      return error.code;
    }
    throw error;
  });
  if (verdict === null) return 'finished';
  if (typeof verdict !== 'string') return 'settled';

  const change = { at: now, sweepAt: leaseEndsAt(now) };
  const expiredBefore = new Date(now.getTime() - PENDING_GRACE_MS);
  const ended = HOPELESS.has(verdict)
    ? await deps.files.cancel(file.ownerId, file.id, change)
    : await deps.files.expire(file.id, { ...change, expiredBefore });
  if (ended === null) {
    await deps.files.postpone(file.id, 'PENDING', nextPendingVisit(file, now));
    return 'finished';
  }
  await removeContent(deps, ended);
  return 'expired';
}

/**
 * Deals with reservations whose file was never recorded. A tombstone takes the place of the missing record first,
 * so that a very slow request cannot add it any more; from there it goes the way of every deleted file.
 */
async function buryOrphans({ files, usage, clock }: FilesDeps): Promise<number> {
  const now = clock.now();
  const stale = await usage.findStaleReservations(
    new Date(now.getTime() - ORPHAN_RESERVATION_MS),
    MAX_OWNERS,
  );
  const existing = await files.findExistingIds(stale.map(({ fileId }) => fileId));
  let orphans = 0;
  for (const { ownerId, fileId, size } of stale) {
    if (existing.has(fileId)) {
      await usage.confirm(ownerId, fileId);
      continue;
    }
    const tombstone: StoredFile = {
      id: fileId,
      ownerId,
      name: 'never recorded',
      size,
      contentType: 'application/octet-stream',
      checksum: null,
      status: 'DELETING',
      charge: 'RESERVED',
      objectKey: objectKeyOf(ownerId, fileId),
      method: 'PUT',
      uploadExpiresAt: now,
      idempotencyKey: null,
      inputHash: '',
      createdAt: now,
      updatedAt: now,
      trashedAt: null,
    };
    if ((await files.insert(tombstone, now)) === 'INSERTED') orphans += 1;
  }
  return orphans;
}
