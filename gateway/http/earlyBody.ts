import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/** A JSON body that was read before express had the request, or what is wrong with it. */
export type EarlyBody = { readonly value: unknown } | { readonly fault: Error };

const early = new WeakMap<IncomingMessage, EarlyBody>();

/**
 * Whether a body is of the kind that nearly all clients send: JSON in UTF-8, packed in nothing, of a length that is said
 * beforehand and allowed.
 */
export function isPlainJson({ headers }: IncomingMessage, limitBytes: number): boolean {
  const { 'content-type': type, 'content-length': length, 'content-encoding': encoding } = headers;
  if (type !== 'application/json' && !PLAIN_TYPE.test(type ?? '')) return false;
  if (headers['transfer-encoding'] !== undefined || length === undefined) return false;
  if (encoding !== undefined && encoding !== 'identity') return false;
  return Number(length) > 0 && Number(length) <= limitBytes;
}

const PLAIN_TYPE = /^application\/json *(; *charset="?utf-8"?)?$/i;

/** Reads a body for which isPlainJson holds, then goes on; never does when the client breaks off. */
export function readEarlyBody(request: IncomingMessage, next: (body: EarlyBody) => void): void {
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    if (first === undefined) first = chunk;
    else (more ??= [first]).push(chunk);
  });
  request.on('end', () => next(parse((more === undefined ? first : Buffer.concat(more))?.toString() ?? '')));
}

/** Leaves a body that was read to the application. */
export function passEarlyBody(request: IncomingMessage, body: EarlyBody): void {
  early.set(request, body);
}

/** In place of express.json() for bodies that were read before; all others are left to `otherwise`. */
export function earlyBodyOr(otherwise: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const body = early.get(request);
    if (body === undefined) {
      otherwise(request, response, next);
    } else if ('fault' in body) {
      next(body.fault);
    } else {
      request.body = body.value;
      next();
    }
  };
}

const START = /^[ \t\r\n]*[[{]/;
const BYTE_ORDER_MARK = '\ufeff';

/** As express.json() does: objects and lists only, a byte order mark is skipped, and nothing at all is `{}`. */
function parse(text: string): EarlyBody {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (json === '') return { value: {} };
  if (!START.test(json)) return { fault: unreadable() };
  try {
    return { value: JSON.parse(json) as unknown };
  } catch (error) {
    return { fault: unreadable(error) };
  }
}

/** Bears the mark that bodyParserFault looks for. */
function unreadable(cause?: unknown): Error {
  return Object.assign(new Error('the body is not valid JSON', { cause }), { type: 'entity.parse.failed' });
}
