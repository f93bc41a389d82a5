import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

/** Ends a server without losing a request that a client had reason to send (promise L01). */
export interface Drain {
  /** Resolves when the last connection is closed. `graceMs` is only what its parts are measured by: nothing is cut off. */
  run(graceMs: number): Promise<void>;
}

/** Draining goes on accepting while clients are waiting for that, for at most this part of the grace period. */
const ARRIVAL_SHARE = 0.5;
const ARRIVAL_STEP_MS = 20;

/** Of the grace period, what clients have for one more request on a connection that they were told is kept. */
const LAST_REQUEST_SHARE = 0.1;

/**
 * The answer under way, at its connection: a set of all answers would change with each request, and what it held before
 * keeps garbage alive.
 */
const ANSWER = Symbol('answer');
type Connection = Socket & { [ANSWER]?: ServerResponse | null };

/** Follows the requests of a server from its start, so that it can be drained. */
export function prepareDrain(server: Server): Drain {
  const connections = new Set<Connection>();
  let isDraining = false;
  let mayBeAsked = true;
  server.on('connection', (connection: Connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  server.on('request', ({ socket }, response) => {
    const connection: Connection = socket;
    connection[ANSWER] = response;
    if (isDraining) response.setHeader('connection', 'close');
    response.on('close', () => {
      if (connection[ANSWER] === response) connection[ANSWER] = null;
      // It may have begun too early to say "connection: close".
      if (!mayBeAsked) setImmediate(() => server.closeIdleConnections());
    });
  });
  return {
    async run(graceMs) {
      isDraining = true;
      for (const { [ANSWER]: answer } of connections) {
        if (answer?.headersSent === false) answer.setHeader('connection', 'close');
      }
      await acceptWaiting(server, graceMs * ARRIVAL_SHARE);
      const closed = once(server, 'close');
      // Not http's close(), which cuts idle connections at once, and with them requests that are on their way.
      TcpServer.prototype.close.call(server);
      const waiting = new AbortController();
      const lastRequests = pause(graceMs * LAST_REQUEST_SHARE, undefined, { signal: waiting.signal });
      await Promise.race([closed, lastRequests.catch(() => undefined)]);
      waiting.abort();
      // A busy process has not read yet what came in that time.
      await nextTurn();
      mayBeAsked = false;
      server.close();
      await closed;
    },
  };
}

/**
 * Waits until no client is left that had connected but was not accepted yet: closing would reset those, requests and
 * all. The event loop of a busy process accepts one in each turn.
 */
async function acceptWaiting(server: Server, atMostMs: number): Promise<void> {
  const endsAt = performance.now() + atMostMs;
  let accepted = 0;
  let before: number;
  const count = () => (accepted += 1);
  server.on('connection', count);
  do {
    before = accepted;
    await pause(ARRIVAL_STEP_MS);
    await nextTurn();
  } while (accepted > before && performance.now() < endsAt);
  server.off('connection', count);
}
