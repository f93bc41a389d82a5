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
  if (request.headers['accept-encoding'] === undefined) {
    next();
    return;
  }
  compress(request as Request, response as Response, () => {
    sayLength(response);
    next();
  });
}

/**
 * compression has the head written before it hands on the body, so that Node would send a short answer that stays as it
 * is in chunks, with a write for each. Where an answer is packed compression removes the length again.
 */
function sayLength(response: ServerResponse): void {
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  const endWithLength = (...given: unknown[]): ServerResponse => {
    const [whole] = given;
    if (!response.headersSent && !response.hasHeader('content-length') && isText(whole)) {
      response.setHeader('content-length', Buffer.byteLength(whole));
    }
    return end(...given);
  };
  response.end = endWithLength as typeof response.end;
}

function isText(value: unknown): value is string | Buffer {
  return typeof value === 'string' || Buffer.isBuffer(value);
}
