import type { NextFunction, Request, Response } from 'express';

/**
 * Headers for answers that are data and no page: should a browser show one after all, nothing in it runs, and nobody
 * frames it. Pages replace the policy by their own.
 */
export function securityHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-frame-options': 'DENY',
  });
  next();
}
