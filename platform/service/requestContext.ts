import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** The header that names a request in answers, logs and between our services. */
export const REQUEST_ID_HEADER = 'x-request-id';

/**
 * Gives every request an id (kept from the caller when it is harmless) and every answer the headers all of them
 * carry: the id, and that browsers must not guess types (promise H03).
 */
export function requestContext(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(REQUEST_ID_HEADER);
  const requestId = given !== undefined && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
  response.locals.requestId = requestId;
  response.set({
    [REQUEST_ID_HEADER]: requestId,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  if (request.secure || request.get('x-forwarded-proto') === 'https') {
    response.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
  next();
}

/** The id that requestContext gave this request. */
export function requestIdOf(response: Response): string {
  return response.locals.requestId as string;
}
