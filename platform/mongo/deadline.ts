import { AppError } from '../errors';

/**
 * Waits for `work` no longer than `deadlineMs`. The driver has no deadline for an operation as a whole (its timeoutMS
 * has no effect), and a database that hangs must not make every caller hang (promise D03). The work itself is not
 * stopped: what it does is unknown from then on.
 * @throws AppError TIMEOUT when the deadline has passed, else what `work` throws.
 */
export async function withDeadline<T>(work: () => Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('TIMEOUT')), deadlineMs);
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
