import type { ServerResponse } from 'node:http';

/**
 * Headers for answers that are data and no page: should a browser show one after all, nothing in it runs, and nobody
 * frames it. Pages replace the policy by their own.
 */
export function securityHeaders(response: ServerResponse): void {
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  response.setHeader('x-frame-options', 'DENY');
}
