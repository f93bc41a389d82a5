import * as http from 'node:http';
import * as https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { AppError } from '../../platform/errors';
import { GATEWAY_PASS_HEADER } from '../../platform/identity';
import type { Bound } from './Bound';

/** A service behind the gateway. */
export interface Service {
  /** Its name in the supergraph, for the log. */
  readonly name: string;
  /** Its base URL. */
  readonly url: URL;
  /** How much that changes something may be under way there; any amount when it is left out. */
  readonly changes?: Bound;
}

/** One request with a short answer. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the service's base URL, e.g. `/graphql`; may be empty. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds until the whole answer must be there. */
  readonly deadlineMs: number;
  /** Ends the call when the client is gone. */
  readonly signal?: AbortSignal;
  /** The longest answer that is read. */
  readonly maxBytes: number;
  /**
   * Whether the request may be sent once more when a kept connection turns out to be closed. A service that
   * restarts closes its idle connections, and a request can be on its way at that moment.
   */
  readonly mayRepeat: boolean;
}

/** What a service answered. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * Sends requests to the services over kept connections, always with the gateway's pass. Over node:http rather than
 * fetch: exactly the given headers are sent, redirects are never followed, and bodies stay as they are.
 */
export class Upstream {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true, scheduling: 'lifo' }),
    'https:': new https.Agent({ keepAlive: true, scheduling: 'lifo' }),
  };

  /** `pass` makes the gateway's pass; null sends none. */
  constructor(private readonly pass: (() => string) | null) {}

  /** Opens a request; the caller sends the body and reads the answer. */
  open(
    { url }: Service,
    { method, path, headers }: { method: string; path: string; headers: Readonly<Record<string, string>> },
  ): http.ClientRequest {
    const isSecure = url.protocol === 'https:';
    return (isSecure ? https : http).request({
      ...urlToHttpOptions(url),
      path: url.pathname === '/' && path !== '' ? path : url.pathname + url.search + path,
      method,
      headers: this.pass === null ? headers : { ...headers, [GATEWAY_PASS_HEADER]: this.pass() },
      agent: this.agents[isSecure ? 'https:' : 'http:'],
    });
  }

  /**
   * Sends a request and reads the whole answer.
   * @throws AppError TIMEOUT after the deadline, SERVICE_UNAVAILABLE when there is no whole answer; with the cause.
   */
  call(service: Service, call: Call): Promise<Reply> {
    const { body, deadlineMs, signal, maxBytes, mayRepeat } = call;
    if (signal?.aborted === true) return Promise.reject(unavailable(CLIENT_GONE));
    return new Promise<Reply>((resolve, reject) => {
      const startedAt = performance.now();
      const headers =
        body === undefined
          ? call.headers
          : { ...call.headers, 'content-length': String(Buffer.byteLength(body)) };
      const request = this.open(service, { ...call, headers });
      let answering = false;
      let isOver = false;

      const finish = () => {
        isOver = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onGone);
      };
      const fail = (error: AppError) => {
        finish();
        request.destroy();
        reject(error);
      };
      const onGone = () => fail(unavailable(CLIENT_GONE));
      const timer = setTimeout(
        () => fail(new AppError('TIMEOUT', { cause: new Error(`no whole answer within ${deadlineMs} ms`) })),
        deadlineMs,
      );
      signal?.addEventListener('abort', onGone, { once: true });

      request.on('error', (error) => {
        // Ending a request early makes it report an error of its own.
        if (isOver) return;
        const left = deadlineMs - (performance.now() - startedAt);
        if (mayRepeat && request.reusedSocket && !answering && left > 0) {
          finish();
          resolve(this.call(service, { ...call, deadlineMs: left, mayRepeat: false }));
        } else {
          fail(unavailable(error));
        }
      });
      request.on('response', (response) => {
        answering = true;
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('error', (error) => isOver || fail(unavailable(error)));
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) fail(unavailable(new Error(`the answer is longer than ${maxBytes} bytes`)));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          finish();
          const [first] = chunks;
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            text: (first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks)).toString(),
          });
        });
      });
      request.end(body);
    });
  }

  /** Closes the kept connections. */
  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }
}

const CLIENT_GONE = new Error('the client went away');

/** The error for a service that gave no usable answer; `cause` is for the log. */
export function unavailable(cause: unknown): AppError {
  return new AppError('SERVICE_UNAVAILABLE', { cause });
}
