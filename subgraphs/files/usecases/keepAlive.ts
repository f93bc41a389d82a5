import { AppError } from '../../../platform/errors';
import type { StoredFile } from '../domain/file';
import { MAX_UPLOAD_URL_SECONDS, pendingEndsAt } from '../domain/lifetimes';
import type { FilesDeps } from './deps';

/** While somebody works on a PENDING file, the sweeper is told so this often. */
const HEARTBEAT_MS = 60_000;

/** How long a sign of life counts. */
export function aliveUntil(now: Date): Date {
  return new Date(now.getTime() + MAX_UPLOAD_URL_SECONDS * 1000);
}

/**
 * A function to call as often as there is progress with a PENDING file: once a minute it tells the sweeper, and every
 * other process, that somebody is at work. That this fails is no reason to stop; that the file was deleted is.
 */
export function keepAlive({ files, clock, log }: FilesDeps, file: StoredFile): () => void {
  let last = clock.now().getTime();
  let isGone = false;
  return () => {
    if (isGone) throw new AppError('CONFLICT', { message: 'The file was deleted meanwhile.' });
    const now = clock.now();
    if (now.getTime() - last < HEARTBEAT_MS) return;
    last = now.getTime();
    const uploadExpiresAt = new Date(Math.max(aliveUntil(now).getTime(), file.uploadExpiresAt.getTime()));
    files
      .extendUpload(file.ownerId, file.id, { uploadExpiresAt, sweepAt: pendingEndsAt(aliveUntil(now)) })
      .then(
        (extended) => {
          isGone = extended === null;
        },
        (error: unknown) => log.warn({ err: error, fileId: file.id }, 'no sign of life was given'),
      );
  };
}
