import { Router } from 'express';
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
 * `GET /account-events`, for services: by a pass signed with SERVICE_SECRET; in local mode, where the secret is null,
 * for whoever is on this machine, as the GraphQL door is. The gateway does not lead here. docs/accounts.md describes
 * it for other teams' services.
 */
export function feedRoute({
  useCases,
  serviceSecret,
}: {
  useCases: Pick<UseCases, 'readAccountEvents'>;
  serviceSecret: string | null;
}): Router {
  const router = Router();
  router
    .route('/account-events')
    .get(async (request, response) => {
      if (serviceSecret !== null && !hasFeedPass(request.get('authorization'), serviceSecret)) {
        throw new AppError('UNAUTHENTICATED', { message: 'Only services may follow the account events.' });
      }
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
  return router;
}

function presentEvent({ sequence, recordedAt: _recordedAt, ...happening }: AccountEvent) {
  return { cursor: encodeFeedCursor(sequence), ...happening };
}
