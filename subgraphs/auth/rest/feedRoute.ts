import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { AppError, badUserInput } from '../../../platform/errors';
import { hasFeedPass } from '../../../platform/identity';
import { methodNotAllowed } from '../../../platform/service';
import type { AccountEvent } from '../domain/accountEvent';
import { encodeFeedCursor } from '../domain/accountEvent';
import type { UseCases } from '../usecases';

/** The most events of one answer. */
export const MAX_FEED_PAGE = 1_000;

const querySchema = z.strictObject({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(MAX_FEED_PAGE).default(100),
});

/**
 * `GET /account-events` and `GET /accounts/:id`, for services: by a pass signed with SERVICE_SECRET; in local mode, where
 * the secret is null, for whoever is on this machine, as the GraphQL door is. The gateway does not lead here.
 * docs/accounts.md describes them for other teams' services.
 */
export function feedRoute({
  useCases,
  serviceSecret,
}: {
  useCases: Pick<UseCases, 'readAccountEvents' | 'hasAccount'>;
  serviceSecret: string | null;
}): Router {
  const requireService: RequestHandler = (request, _response, next) => {
    if (serviceSecret !== null && !hasFeedPass(request.get('authorization'), serviceSecret)) {
      throw new AppError('UNAUTHENTICATED', { message: 'Only services may ask this.' });
    }
    next();
  };
  const router = Router();
  router
    .route('/account-events')
    .get(requireService, async (request, response) => {
      const query = querySchema.safeParse(request.query);
      if (!query.success) {
        const field = query.error.issues[0]?.path[0] === 'limit' ? 'limit' : 'after';
        throw badUserInput(
          field,
          `Give "after" (a cursor) and "limit" (1 to ${MAX_FEED_PAGE}) at most once, and nothing else.`,
        );
      }
      const { events, cursor, hasMore } = await useCases.readAccountEvents(query.data);
      response.set('cache-control', 'no-store').json({ events: events.map(presentEvent), cursor, hasMore });
    })
    .all(methodNotAllowed('GET, HEAD'));
  router
    .route('/accounts/:id')
    .get(requireService, async (request, response) => {
      const id = request.params.id;
      if (!(await useCases.hasAccount({ id }))) throw new AppError('NOT_FOUND');
      response.set('cache-control', 'no-store').json({ id });
    })
    .all(methodNotAllowed('GET, HEAD'));
  return router;
}

function presentEvent({ sequence, recordedAt: _recordedAt, ...happening }: AccountEvent) {
  return { cursor: encodeFeedCursor(sequence), ...happening };
}
