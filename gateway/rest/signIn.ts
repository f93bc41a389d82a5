import type { Request, Response } from 'express';
import { toAppError } from '../../platform/errors';
import { REFUSED_COST, payerOf, type RateLimits } from '../limits/RateLimits';
import { isTooMany, type SignIns } from '../limits/SignIns';

/** Refuses one more sign-in while there are too many, before anything is done for it. @throws AppError */
export function refuseSurplus(signIns: SignIns, rates: RateLimits, request: Request): void {
  const surplus = signIns.refuse();
  if (surplus === null) return;
  rates.charge(payerOf(request), REFUSED_COST);
  throw surplus;
}

/**
 * Passes a sign-in on, and learns from what comes of it how many there may be at once.
 * @throws AppError SERVICE_UNAVAILABLE when there are too many, else what `pass` throws.
 */
export async function passSignIn(
  signIns: SignIns,
  response: Response,
  pass: () => Promise<void>,
): Promise<void> {
  // Others have come while the body was read.
  const surplus = signIns.refuse();
  if (surplus !== null) throw surplus;
  const end = signIns.enter();
  let isRefused = false;
  try {
    await pass();
    isRefused = saysTooMany(response);
  } catch (error) {
    const { code, retryAfterSeconds } = toAppError(error);
    isRefused = isTooMany([{ extensions: { code, retryAfterSeconds } }]);
    throw error;
  } finally {
    end(isRefused);
  }
}

/** A service that is out of reach itself says a second (errorHeaders); its queue of hashes says how long that is. */
const OUT_OF_REACH_SECONDS = 1;

function saysTooMany(response: Response): boolean {
  return (
    response.writableFinished &&
    response.statusCode === 503 &&
    Number(response.getHeader('retry-after') ?? 0) > OUT_OF_REACH_SECONDS
  );
}
