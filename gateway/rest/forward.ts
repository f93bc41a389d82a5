import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { pipeline } from 'node:stream';
import type { Request, Response } from 'express';
import { AppError } from '../../platform/errors';
import { clientHeaders } from '../../platform/identity';
import { traceHeaders } from '../../platform/seeing';
import { REQUEST_ID_HEADER, requestIdOf } from '../../platform/service';
import { unavailable } from '../subgraphs/Exchange';
import type { Service, Upstream } from '../subgraphs/Upstream';

const MAX_LISTENERS = 30;

/** Neither side may pause longer than this while bytes are under way. */
const IDLE_MS = 60_000;

const REQUEST_HEADERS =
  /^(content-(type|length|encoding|disposition)|authorization|accept|user-agent|traceparent|tracestate|range|idempotency-key|if-.*)$/;
const RESPONSE_HEADERS =
  /^(content-(type|length|disposition|range)|location|cache-control|etag|last-modified|expires|retry-after|www-authenticate|allow|accept-ranges|content-security-policy|referrer-policy|x-robots-tag)$/;

/** Where a request goes, and how long it may take. */
export interface Forwarding {
  readonly service: Service;
  /** Path and query below the service's URL. */
  readonly path: string;
  readonly upstream: Upstream;
  /** The request's body where it was read already. */
  readonly body?: Buffer | undefined;
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
    const headers = {
      ...pick(request.headers, REQUEST_HEADERS),
      ...traceHeaders(),
      ...clientHeaders(request.ip, request.get('user-agent')),
      [REQUEST_ID_HEADER]: requestIdOf(response),
      ...(to.body === undefined ? {} : { 'content-length': String(to.body.length) }),
    };
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
      request.unpipe(outgoing);
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
      // What is left of the body nobody wants any more; listen() reads past it.
      request.unpipe(outgoing);
      response
        .status(incoming.statusCode ?? 502)
        .set(pick(incoming.headers, RESPONSE_HEADERS) as Record<string, string>);
      // Beside what the gateway's own answers depend on.
      if (incoming.headers.vary !== undefined) response.vary(incoming.headers.vary);
      // Those who wait for the end of an answer are a dozen by now, and each takes its listener away again.
      response.setMaxListeners(MAX_LISTENERS);
      pipeline(incoming, response, () => {
        finish();
        if (!outgoing.writableFinished) outgoing.destroy();
        resolve();
      });
    });
    if (to.body !== undefined) {
      outgoing.end(to.body);
      startWaiting();
    } else if (request.method === 'POST') {
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

function pick(headers: IncomingHttpHeaders, allowed: RegExp): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => allowed.test(name)));
}

/** One timer: a deadline, or the longest time without a byte. Once stopped it stays so. */
class Watch {
  private timer: NodeJS.Timeout | undefined;
  private isIdleTimer = false;
  private isStopped = false;

  constructor(private readonly onTime: () => void) {}

  until(ms: number): void {
    clearTimeout(this.timer);
    this.isIdleTimer = false;
    if (!this.isStopped) this.timer = setTimeout(this.onTime, ms);
  }

  idle(): void {
    this.until(IDLE_MS);
    this.isIdleTimer = true;
  }

  touch(): void {
    if (this.isIdleTimer && !this.isStopped) this.timer?.refresh();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }
}
