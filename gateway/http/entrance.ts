import type { IncomingMessage, ServerResponse } from 'node:http';
import { beginRequest } from '../../platform/service';
import { bodyDeadline } from './bodyDeadline';
import { packAnswer } from './compression';
import { corsFor } from './cors';
import { securityHeaders } from './securityHeaders';

/** A step that every request passes; it answers, or calls `next`. */
export type Step = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * What every request passes, whoever answers it: its id, the headers that all answers carry, cross-origin rules, the
 * time its body has, and packing the answer. On node:http alone, so that there is one place for what is fast and what
 * is not.
 */
export function createEntrance({ corsOrigins }: { corsOrigins: readonly string[] }): Step {
  const cors = corsFor(corsOrigins);
  return (request, response, next) => {
    beginRequest(request, response);
    securityHeaders(response);
    bodyDeadline(request, response);
    cors(request, response, () => packAnswer(request, response, next));
  };
}
