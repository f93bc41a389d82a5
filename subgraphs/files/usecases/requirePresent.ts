import { AppError } from '../../../platform/errors';
import type { Cancellation } from '../../../platform/service';

/**
 * Lets go on unless the client has gone, which is when `gone` is aborted (promise S04). To be asked before something
 * begins, never in the middle of it: a change is made whole or not at all.
 * @throws AppError SERVICE_UNAVAILABLE, which nobody hears.
 */
export function requirePresent(gone: Cancellation | undefined): void {
  if (gone?.aborted === true) {
    throw new AppError('SERVICE_UNAVAILABLE', { message: 'The client has gone.' });
  }
}
