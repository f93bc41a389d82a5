import type { RequestListener } from 'node:http';
import type { Response } from 'express';
import { toAppError } from '../../platform/errors';
import { sendProblem, type Log } from '../../platform/service';
import { clientAddress } from '../http/clientAddress';
import { REFUSED_COST, payerOf, type RateLimits } from '../limits/RateLimits';
import { isTooMany, type SignIns } from '../limits/SignIns';
import { findRoute } from './routeTable';
import { tellRequest } from './tellRequest';

/** What refusing takes. */
export interface SurplusOptions {
  readonly signIns: SignIns;
  readonly rates: RateLimits;
  readonly trustedProxies: number;
  readonly log: Log;
}

/**
 * Refuses one more sign-in while there are too many, before anything else is done for it: in a storm, passing express
 * would double what that costs. `otherwise` is the application that answers everything else.
 */
export function refuseSurplus(
  { signIns, rates, trustedProxies, log }: SurplusOptions,
  otherwise: RequestListener,
): RequestListener {
  return (request, response) => {
    const surplus = request.method === 'POST' ? signIns.refuse() : null;
    const route = surplus === null ? undefined : findRoute(request.url ?? '');
    if (surplus === null || route?.isSignIn !== true) {
      otherwise(request, response);
      return;
    }
    tellRequest(log, route, request, response);
    rates.charge(
      payerOf({ ip: clientAddress(request, trustedProxies), headers: request.headers }),
      REFUSED_COST,
    );
    sendProblem(response, surplus);
  };
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
