import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerTooSlow } from '../../platform/service';

const DEADLINE_MS = 30_000;

/**
 * Cuts off clients that take longer than 30 s to send a short body (promise M03). The server's own limit is wide, as
 * files pass through `POST /upload`; that route watches for idleness instead.
 */
export function bodyDeadline(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const hasBody = encoding !== undefined || (length !== undefined && length !== '0');
  // Short bodies come with their heads: these have no need of a timer, but that shows only after this turn.
  if (hasBody && request.url?.split('?', 1)[0] !== '/upload') process.nextTick(watch, request, response);
}

function watch(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || request.destroyed) return;
  const timer = setTimeout(() => {
    if (!request.complete) answerTooSlow(request, response);
  }, DEADLINE_MS);
  const clear = () => clearTimeout(timer);
  request.once('end', clear).once('close', clear);
}
