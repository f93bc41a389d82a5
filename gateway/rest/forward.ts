import type { ClientRequest, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import { AppError } from '../../platform/errors';
import { REQUEST_ID_HEADER, requestIdOf } from '../../platform/service';
import { unavailable, type Service, type Upstream } from '../subgraphs/Upstream';

/** Neither side may pause longer than this while bytes are under way. */
const IDLE_MS = 60_000;
/** After an early answer the rest of a client's body is read and dropped for so long, so that the answer is read. */
const DISCARD_MS = 10_000;

const REQUEST_HEADERS =
  /^(content-(type|length|disposition)|authorization|accept|user-agent|traceparent|tracestate|range|idempotency-key|if-.*)$/;
const RESPONSE_HEADERS =
  /^(content-(type|length|disposition|range)|location|cache-control|etag|last-modified|expires|retry-after|www-authenticate|allow|accept-ranges|vary)$/;

/** Where a request goes, and how long it may take. */
export interface Forwarding {
  readonly service: Service;
  /** Path and query below the service's URL. */
  readonly path: string;
  readonly upstream: Upstream;
  /** Milliseconds from the request's end to the answer's head; null when only idleness counts. */
  readonly deadlineMs: number | null;
}

/**
 * Passes a request to a service and its answer back, both as streams with backpressure and with the allowed headers
 * only. When one side breaks off, so does the other.
 * @throws AppError SERVICE_UNAVAILABLE or TIMEOUT as long as no answer has begun.
 */
export function forward(request: Request, response: Response, to: Forwarding): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...pick(request.headers, REQUEST_HEADERS), [REQUEST_ID_HEADER]: requestIdOf(response) };
    const outgoing = to.upstream.open(to.service, {
      method: request.method,
      path: to.path,
      headers: headers as Record<string, string>,
    });
    const watch = new Watch(() => fail(new AppError('TIMEOUT')));
    const startWaiting = () => (to.deadlineMs === null ? watch.idle() : watch.until(to.deadlineMs));
    let isOver = false;
    const finish = (): boolean => {
      watch.stop();
      const isFirst = !isOver;
      isOver = true;
      return isFirst;
    };
    const fail = (error: AppError) => {
      if (!finish()) return;
      stopSending(request, outgoing);
      outgoing.destroy();
      reject(error);
    };

    response.once('close', () => {
      if (response.writableFinished || !finish()) return;
      outgoing.destroy();
      resolve();
    });
    outgoing.on('error', (error) => fail(unavailable(error)));
    outgoing.once('response', (incoming) => {
      watch.idle();
      incoming.on('data', () => watch.touch());
      request.off('end', startWaiting);
      if (!request.complete) stopSending(request, outgoing);
      response
        .status(incoming.statusCode ?? 502)
        .set(pick(incoming.headers, RESPONSE_HEADERS) as Record<string, string>);
      pipeline(incoming, response, () => {
        finish();
        if (!outgoing.writableFinished) outgoing.destroy();
        resolve();
      });
    });
    if (request.method === 'POST') {
      watch.idle();
      request.on('data', () => watch.touch());
      request.once('end', startWaiting);
      // Not pipeline(): that would end the client's connection when the service breaks off, and with it the answer.
      request.pipe(outgoing);
    } else {
      request.resume();
      outgoing.end();
      startWaiting();
    }
  });
}

/** Stops passing the body on, yet reads the rest of it for a while: clients look for an answer when they have sent. */
function stopSending(request: Request, outgoing: ClientRequest): void {
  request.unpipe(outgoing);
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), DISCARD_MS);
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

function pick(headers: IncomingHttpHeaders, allowed: RegExp): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => allowed.test(name)));
}

/** One timer: a deadline, or the longest time without a byte. */
class Watch {
  private timer: NodeJS.Timeout | undefined;
  private isIdleTimer = false;

  constructor(private readonly onTime: () => void) {}

  until(ms: number): void {
    this.stop();
    this.isIdleTimer = false;
    this.timer = setTimeout(this.onTime, ms);
  }

  idle(): void {
    this.until(IDLE_MS);
    this.isIdleTimer = true;
  }

  touch(): void {
    if (this.isIdleTimer) this.timer?.refresh();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
