import { AppError } from '../../../platform/errors';
import { fileOfKey } from '../domain/file';
import type { FilesDeps } from './deps';
import { settleWithPatience } from './settleUpload';

/** Who tells of an event waits a few seconds only; a long verification goes on after that. */
const PATIENCE_MS = 5_000;
/** So many are settled at once. */
const AT_ONCE = 4;

/** What became of a store's events. */
export interface EventReport {
  /** Uploads that are verified, or being verified. */
  readonly settled: number;
  /** Everything else: no uploads of ours, complete before, or not as announced. */
  readonly ignored: number;
}

/**
 * Settles the uploads whose objects the store says to have. An event tells where to look and nothing more, so a false
 * one does no harm, and the same one twice is as good as once.
 * @throws AppError SERVICE_UNAVAILABLE or TIMEOUT when one could not be looked at: tell it again.
 */
export async function acceptStoreEvents(deps: FilesDeps, keys: readonly string[]): Promise<EventReport> {
  const waiting = new Set(keys).values();
  let settled = 0;
  let seen = 0;
  const failures: unknown[] = [];
  const workOff = async (): Promise<void> => {
    for (const key of waiting) {
      seen += 1;
      try {
        if (await settleKey(deps, key)) settled += 1;
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  if (failures.length > 0) throw failures[0];
  return { settled, ignored: seen - settled };
}

async function settleKey(deps: FilesDeps, key: string): Promise<boolean> {
  const place = fileOfKey(key);
  const file = place && (await deps.files.find(place.ownerId, place.fileId));
  if (file?.status !== 'PENDING') return false;
  try {
    await settleWithPatience(deps, file, PATIENCE_MS);
    return true;
  } catch (error) {
    const isTrouble =
      !(error instanceof AppError) || error.code === 'SERVICE_UNAVAILABLE' || error.code === 'TIMEOUT';
    if (isTrouble) throw error;
    deps.log.info({ fileId: file.id, code: error.code }, 'what arrived is not what was announced');
    return false;
  }
}
