import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';
import type { Request, Response } from 'express';

/**
 * Answers that are shorter stay as they are: packing them costs more than it saves, and answers that hand out tokens
 * are among them (docs/adr/persisted-operations.md says why that is all right for the others).
 */
const THRESHOLD_BYTES = 2_048;

/** Also what a plain node:http request and response can be given to. */
const compress = compression({ threshold: THRESHOLD_BYTES });

/** Packs answers for clients that accept br, gzip or deflate (RFC 9110 section 12.5.3); nothing happens for others. */
export function packAnswer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (request.headers['accept-encoding'] === undefined) next();
  else compress(request as Request, response as Response, next);
}
