import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MAX_GRAPHQL_BODY_BYTES } from '../../platform/graphql';
import { isPlainJson, passEarlyBody, readEarlyBody } from './earlyBody';
import type { Step } from './entrance';

/** Answers a POST to /graphql with this JSON body, or says false and has done nothing. */
export type TakeBody = (body: unknown, request: IncomingMessage, response: ServerResponse) => boolean;

/** What the listener is made of. */
export interface LeanDoorOptions {
  /** What every request passes. */
  readonly entrance: Step;
  readonly take: TakeBody;
  /** The application that answers everything else; the body may have been read then (earlyBody.ts). */
  readonly otherwise: RequestListener;
}

/**
 * Listens in front of express. A plain `POST /graphql` whose operation is known is answered right here; whatever is
 * different in any way goes on to the application, which answers as if there were no such door
 * (docs/adr/lean-door.md).
 */
export function createLeanDoor({ entrance, take, otherwise }: LeanDoorOptions): RequestListener {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (!isPlain(request)) {
      otherwise(request, response);
      return;
    }
    readEarlyBody(request, (body) => {
      if (!('fault' in body) && take(body.value, request, response)) return;
      passEarlyBody(request, body);
      otherwise(request, response);
    });
  };
  return (request, response) => entrance(request, response, () => answer(request, response));
}

function isPlain(request: IncomingMessage): boolean {
  return (
    request.url === '/graphql' && request.method === 'POST' && isPlainJson(request, MAX_GRAPHQL_BODY_BYTES)
  );
}
