import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, toProblem, type ErrorCode } from '../errors';
import { REQUEST_ID_HEADER } from './requestContext';

interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
}

const UNREADABLE: Refusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The request is not valid HTTP/1.1.',
};
const TOO_SLOW: Refusal = {
  status: 408,
  code: 'TIMEOUT',
  message: 'The request took too long to arrive. Nothing was done.',
};

/** Node's own codes of what it cannot read, as far as the answer is another than 400. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'BAD_USER_INPUT',
    message: 'The headers of the request are too long together.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    message: 'The chunk extensions of the request body are too long.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
};

/**
 * Answers requests that never reach a handler, which Node refuses with an empty body: what is no HTTP, headers that are
 * too long or too slow, CONNECT, and expectations nobody meets. As problem+json (RFC 9457) with a request id, then the
 * connection is closed, as where the next request would begin cannot be known.
 */
export function answerUnreadable(server: Server): void {
  const underWay = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) =>
    underWay.set(request.socket, response),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Half an answer is out: nothing that is written now would be read as one of its own.
    if (!socket.writable || isHalfSent(underWay.get(socket))) socket.destroy();
    else refuse(socket, REFUSALS[error.code ?? ''] ?? UNREADABLE);
  });
  server.on('connect', (_request, socket: Duplex) =>
    refuse(socket, { status: 405, code: 'METHOD_NOT_ALLOWED', message: 'This is no proxy.' }),
  );
  server.on('checkExpectation', (request: IncomingMessage) =>
    refuse(request.socket, {
      status: 417,
      code: 'BAD_USER_INPUT',
      message: 'The header "expect" can only say 100-continue.',
    }),
  );
}

/**
 * Whether a request lacks the header `host`, which HTTP/1.1 demands, or has it twice, so that a proxy may have read another
 * one than is read here (RFC 9112 section 3.2). Node looks for neither.
 */
export function isHostUnclear({ headers, httpVersion, rawHeaders }: IncomingMessage): boolean {
  if (headers.host === undefined) return httpVersion === '1.1';
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === HOST.length && name.toLowerCase() === HOST) hosts += 1;
  }
  return hosts > 1;
}

const HOST = 'host';

/** Answers a request whose host is unclear. */
export function answerHostUnclear({ socket }: IncomingMessage): void {
  refuse(socket, UNREADABLE);
}

/** Answers a request whose body takes too long with 408, when nothing was answered yet, and ends its connection. */
export function answerTooSlow({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) socket.destroy();
  else refuse(socket, TOO_SLOW, response.getHeader(REQUEST_ID_HEADER));
}

function isHalfSent(response: ServerResponse | undefined): boolean {
  return response !== undefined && response.headersSent && !response.writableFinished;
}

function refuse(
  socket: Duplex,
  { status, code, message }: Refusal,
  given?: ReturnType<ServerResponse['getHeader']>,
): void {
  const requestId = typeof given === 'string' ? given : randomUUID();
  const body = JSON.stringify({ ...toProblem(new AppError(code, { message }), requestId), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    ...(status === 405 ? ['allow: GET, POST'] : []),
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
