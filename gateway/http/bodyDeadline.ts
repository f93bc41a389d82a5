import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerTooSlow } from '../../platform/service';

const DEADLINE_MS = 30_000;

/**
 * Cuts off clients that take longer than 30 s to send a short body (promise M03). The server's own limit is wide, as
 * files pass through `POST /upload`; that route watches for idleness instead.
 */
export function bodyDeadline(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const hasBody = encoding !== undefined || (length !== undefined && length !== '0');
  if (hasBody && request.url?.split('?', 1)[0] !== '/upload') {
    const timer = setTimeout(() => {
      if (!request.complete) answerTooSlow(request, response);
    }, DEADLINE_MS);
    const clear = () => clearTimeout(timer);
    request.once('end', clear).once('close', clear);
  }
  next();
}
