import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isTracing, serveTraced } from '../seeing/tracing';
import { prepareDrain } from './drain';
import { answerHostUnclear, answerUnreadable, isHostUnclear } from './unreadableRequests';

/** A service that listens. */
export interface Running {
  /** Base URL on loopback or the given host. */
  url: string;
  /** The port, useful when 0 was asked for. */
  port: number;
  /** The same for callers within the process. */
  inProcess: InProcessDoor;
  /** Refuses new connections after a moment, waits for work under way, at most `graceMs`, then lets go of everything. */
  close(graceMs?: number): Promise<void>;
}

/** Takes requests from within the process as if they had come over the port. */
export interface InProcessDoor {
  /** Whether anything is answered here any more. */
  readonly isOpen: boolean;
  /** Answers a request on a connection of the caller's making; closing waits for that, and at last destroys it. */
  answer(request: IncomingMessage, response: ServerResponse): void;
}

/** Where and how to listen. */
export interface ListenOptions {
  /** 0 chooses a free port. */
  port: number;
  /** The interface; default 127.0.0.1. */
  host?: string;
  /** The longest a client may take to send one request; default 30 s. Raise it where files are sent. */
  requestTimeoutMs?: number;
  /** The longest that the headers of a request may be together, its first line included; default 16 KiB, as Node has it. */
  maxHeaderBytes?: number;
  /** Which service this is, for traces; none are made without. */
  service?: string;
}

/** The default time in which work under way may finish (promise L02). */
export const DEFAULT_GRACE_MS = 10_000;

/** The longest the headers of a request may take, also to begin after a client has connected. */
const HEADERS_MS = 10_000;

/** So often Node looks for clients that take too long; its own default lets them go on for half a minute more. */
const CHECK_EVERY_MS = 1_000;

/** So long the rest of a body nobody wants is read and dropped before its connection is cut. */
const DISCARD_MS = 10_000;

/**
 * After an early answer (a refused upload) the rest of the body still stands in front of the connection's next
 * request. Node drops it only when the handler had not begun to read.
 */
function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  // An answered request does not tell any more that its connection has closed; the socket does.
  const { socket } = request;
  const cut = setTimeout(() => socket.destroy(), DISCARD_MS);
  const keep = () => {
    clearTimeout(cut);
    socket.off('close', keep);
  };
  request.once('end', keep);
  socket.once('close', keep);
}

/** Starts an HTTP server; resolves once it listens. Slow clients are cut off by Node's own timers (promise M03). */
export async function listen(
  handler: RequestListener,
  { port, host = '127.0.0.1', requestTimeoutMs = 30_000, maxHeaderBytes = 16_384, service }: ListenOptions,
): Promise<Running> {
  const server = createServer({
    headersTimeout: Math.min(HEADERS_MS, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    maxHeaderSize: maxHeaderBytes,
    keepAliveTimeout: 60_000,
    connectionsCheckingInterval: CHECK_EVERY_MS,
    // Node's own answer to a request without a host would be empty.
    requireHostHeader: false,
  });
  answerUnreadable(server);
  const drain = prepareDrain(server);
  server.on('request', (request, response) => {
    response.on('finish', () => discardRest(request));
    if (isHostUnclear(request)) answerHostUnclear(request);
    else if (service === undefined || !isTracing()) handler(request, response);
    else serveTraced(service, request, response, () => handler(request, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const inside = new Set<Socket>();
  const address = server.address() as AddressInfo;
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return {
    url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${address.port}`,
    port: address.port,
    inProcess: {
      get isOpen() {
        return server.listening;
      },
      answer(request, response) {
        const { socket } = request;
        inside.add(socket);
        socket.once('close', () => inside.delete(socket));
        server.emit('request', request, response);
      },
    },
    async close(graceMs = DEFAULT_GRACE_MS) {
      const cut = setTimeout(() => {
        server.closeAllConnections();
        for (const socket of inside) socket.destroy();
      }, graceMs);
      await drain.run(graceMs);
      await Promise.all([...inside].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
      clearTimeout(cut);
    },
  };
}
