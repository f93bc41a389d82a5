import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The header that names a request in answers, logs and between our services. */
export const REQUEST_ID_HEADER = 'x-request-id';

const HARMLESS = /^[\w.-]{1,128}$/;

/**
 * Gives every request an id (kept from the caller when it is harmless) and every answer the headers all of them
 * carry: the id, and that browsers must not guess types (promise H03).
 */
export function beginRequest(request: IncomingMessage, response: ServerResponse): void {
  const given = request.headers[REQUEST_ID_HEADER];
  const requestId = typeof given === 'string' && HARMLESS.test(given) ? given : randomUUID();
  response.setHeader(REQUEST_ID_HEADER, requestId);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  if (isOverTls(request)) {
    response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
}

/** The same for express. */
export function requestContext(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  beginRequest(request, response);
  next();
}

/** The id that beginRequest gave this request. */
export function requestIdOf(response: ServerResponse): string {
  return String(response.getHeader(REQUEST_ID_HEADER));
}

/** Services speak plain HTTP; only a proxy before them can say that the client came over TLS. */
function isOverTls({ headers }: IncomingMessage): boolean {
  const proto = headers['x-forwarded-proto'];
  return typeof proto === 'string' && /^https\s*(,|$)/.test(proto);
}
