import { z } from 'zod';
import { ACCOUNT_EVENT_KINDS } from '../domain/accountEvent';
import { MAX_FEED_PAGE } from './feedRoute';

const kinds = Object.entries(ACCOUNT_EVENT_KINDS).map(([kind, means]) => `${kind}: ${means}`);

/** The schemas of what services are answered. */
export const FEED_RESPONSES = {
  AccountEventPage: z.object({
    events: z.array(
      z.object({
        cursor: z.string().describe('The cursor behind this event.'),
        kind: z.enum(Object.keys(ACCOUNT_EVENT_KINDS)).describe(kinds.join(' ')),
        accountId: z.string().describe('The `sub` of its access tokens.'),
        sessionId: z.string().optional().describe('The `sid` of its access tokens; with SESSION_ENDED.'),
        at: z.iso.datetime().describe('When it happened.'),
      }),
    ),
    cursor: z.string().describe('For `after` in the next request.'),
    hasMore: z.boolean().describe('Whether the next request will find more at once.'),
  }),
  ExistingAccount: z.object({ id: z.string().describe('The id that was asked for.') }),
} as const;

/** GET /accounts/{id} as OpenAPI, for services as well. */
export function hasAccountOperation({
  ok,
  problems,
}: {
  ok: object;
  problems: Record<string, object>;
}): object {
  return {
    'x-internal': true,
    get: {
      operationId: 'hasAccount',
      tags: ['services'],
      summary: 'For services, not for clients: whether there is an account.',
      security: [{ servicePass: [] }],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: ok, ...problems },
    },
  };
}

/**
 * GET /account-events as OpenAPI. `x-internal` keeps it out of the document of the gateway, which does not lead here.
 */
export function feedOperation({ ok, problems }: { ok: object; problems: Record<string, object> }): object {
  return {
    'x-internal': true,
    get: {
      operationId: 'readAccountEvents',
      tags: ['services'],
      summary: 'For services, not for clients: what has happened to accounts, in order.',
      description:
        'Sessions that have ended and accounts that are gone, so that a service that verifies access tokens itself ' +
        'can refuse them within seconds and remove what it keeps for a deleted account. At least once. Ask again ' +
        'with the cursor of the answer; docs/accounts.md has the details.',
      security: [{ servicePass: [] }],
      parameters: [
        {
          name: 'after',
          in: 'query',
          description:
            'The cursor of the answer before; without it the last 16 minutes, "0" for everything there is.',
          schema: { type: 'string' },
        },
        {
          name: 'limit',
          in: 'query',
          description: 'The most events to answer.',
          schema: { type: 'integer', minimum: 1, maximum: MAX_FEED_PAGE, default: 100 },
        },
      ],
      responses: { 200: ok, ...problems },
    },
  };
}
