import { createHash, timingSafeEqual } from 'node:crypto';
import express, { Router, type Request } from 'express';
import { AppError, badUserInput } from '../../../platform/errors';
import { methodNotAllowed, requestIdOf, type Log } from '../../../platform/service';
import type { UseCases } from '../usecases';
import { queryText } from './query';
import { parseStoreEvents } from './storeEvents';

/** SNS sends at most 256 kB; other stores a few records. */
const MAX_BODY_BYTES = 512 * 1024;

/** What the route for store events needs. */
export interface EventRouteOptions {
  useCases: Pick<UseCases, 'acceptStoreEvents'>;
  /** What a store proves itself with. */
  secret: string;
  /** Objects in other buckets are none of ours. */
  bucket: string;
  log: Log;
}

/** POST /events/s3: what the store says has arrived is verified without waiting for the client to say so. */
export function eventRoutes({ useCases, secret, bucket, log }: EventRouteOptions): Router {
  const router = Router();
  router.post(
    '/events/s3',
    (request, _response, next) => {
      // Before the body is read.
      if (!isStore(request, secret)) throw new AppError('UNAUTHENTICATED');
      next();
    },
    express.text({ type: () => true, limit: MAX_BODY_BYTES }),
    async (request, response) => {
      const events = parseStoreEvents(typeof request.body === 'string' ? request.body : '');
      if (events === null) throw badUserInput('body', 'The body is not JSON.');
      const about = { requestId: requestIdOf(response), op: 'acceptStoreEvents' };
      if (events.kind === 'CONFIRMATION') {
        // Opening addresses that others send in is for people: they can see whose it is.
        log.warn(
          { ...about, address: events.address },
          'open this address to confirm the subscription of SNS',
        );
        response.json({ settled: 0, ignored: 0 });
        return;
      }
      const keys = events.created.filter((object) => object.bucket === bucket).map(({ key }) => key);
      const report = await useCases.acceptStoreEvents(keys);
      log.info({ ...about, ...report }, 'operation');
      response.json(report);
    },
  );
  router.all('/events/s3', methodNotAllowed('POST'));
  return router;
}

/** Whether a request has the secret: as a bearer token, a Basic password (SNS), as it is (MinIO), or in the query. */
function isStore(request: Request, secret: string): boolean {
  const authorization = request.get('authorization') ?? '';
  const [, scheme = '', rest = ''] = /^(\S+) +(.*)$/.exec(authorization) ?? [];
  const given: Record<string, () => string> = {
    bearer: () => rest,
    basic: () =>
      Buffer.from(rest, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, ''),
  };
  const presented = given[scheme.toLowerCase()]?.() ?? (authorization || (queryText(request, 'token') ?? ''));
  // Digests have one length, so that comparing them tells nothing.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(presented), digest(secret));
}
