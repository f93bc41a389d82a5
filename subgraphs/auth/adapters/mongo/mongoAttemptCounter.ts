import type { Connection } from 'mongoose';
import { RateLimiterMongo, type RateLimiterRes } from 'rate-limiter-flexible';
import { withMongo } from '../../../../platform/mongo';
import type { AttemptCount, AttemptCounter } from '../../ports';

const COLLECTION = 'attempts';

/**
 * Counts in the collection `attempts`, by rate-limiter-flexible: an upsert with $inc on a unique key. Its own limits
 * are not used, only its counts, as waits that grow take two of them (usecases/limitAttempts.ts). Stretches of time
 * are measured by this process's clock, ended ones are not counted any more and go by a TTL index.
 */
export function createMongoAttemptCounter(
  connection: Connection,
): AttemptCounter & { createIndexes(): Promise<void> } {
  const limiter = new RateLimiterMongo({
    storeClient: connection,
    tableName: COLLECTION,
    keyPrefix: '',
    points: Number.MAX_SAFE_INTEGER,
    duration: 1,
    // It would do so at once, before there is a connection, and only print when that fails.
    disableIndexesCreation: true,
  });
  return {
    createIndexes: () => limiter.createIndexes(),

    count: (key, withinSeconds, by = 1) =>
      withMongo(async () => {
        const options = { attrs: {}, customDuration: withinSeconds };
        return toCount(await limiter.penalty(key, by, options));
      }),

    find: (key) =>
      withMongo(async () => {
        const found = await limiter.get(key);
        return found === null ? null : toCount(found);
      }),

    forget: (key) =>
      withMongo(async () => {
        await limiter.delete(key);
      }),
  };
}

function toCount({ consumedPoints, msBeforeNext }: RateLimiterRes): AttemptCount {
  // The last millisecond may go by between the database's answer and the library's look at the clock.
  return { count: consumedPoints, secondsLeft: Math.max(msBeforeNext, 1) / 1000 };
}
