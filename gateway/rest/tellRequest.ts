import type { IncomingMessage, ServerResponse } from 'node:http';
import { operations } from '../../platform/seeing';
import { requestIdOf, serviceOf, type Log } from '../../platform/service';
import type { Route } from './routeTable';

/** Writes a request's line in the log when it is over, and counts it. */
export function tellRequest(
  log: Log,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const startedAt = performance.now();
  response.once('close', () => {
    const op = `${request.method} ${route.name}`;
    const ms = performance.now() - startedAt;
    const status = response.writableFinished ? response.statusCode : null;
    log.info(
      {
        requestId: requestIdOf(response),
        op,
        status: status ?? 'broken off',
        ms: Math.round(ms * 10) / 10,
      },
      'request',
    );
    if (!operations.isWatched) return;
    operations.tell({
      service: serviceOf(log),
      op,
      kind: 'rest',
      status,
      codes: undefined,
      ms,
      isKnown: false,
    });
  });
}
