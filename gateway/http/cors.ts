import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';

/**
 * Lets the pages of these origins call (Fetch standard, section 3.3). Never with credentials: what proves a caller is
 * the header `authorization`, which pages set on purpose, so a browser's cookies have no part in it (promise H03).
 */
export function corsFor(
  origins: readonly string[],
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const allow = cors({
    origin: [...origins],
    methods: ['GET', 'POST', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'content-disposition',
      'idempotency-key',
      'x-request-id',
      'traceparent',
      'tracestate',
      'apollo-require-preflight',
      'x-apollo-operation-name',
      'apollographql-client-name',
      'apollographql-client-version',
    ],
    exposedHeaders: ['x-request-id', 'retry-after', 'www-authenticate', 'location'],
    maxAge: 7_200,
  });
  return (request, response, next) => {
    // Whoever is no page of a browser says no origin, and has no use for the rest of it.
    if (request.headers.origin === undefined && request.method !== 'OPTIONS') {
      response.setHeader('vary', 'Origin');
      next();
      return;
    }
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    // OPTIONS that is no preflight is a method like others, for the route to refuse (promise H02).
    if (request.method === 'OPTIONS' && !isPreflight) next();
    else allow(request, response, next);
  };
}
