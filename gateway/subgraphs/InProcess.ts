import { AsyncResource } from 'node:async_hooks';
import { IncomingMessage, ServerResponse, validateHeaderValue } from 'node:http';
import { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import type { InProcessDoor } from '../../platform/service';

/** The part of undici's callbacks that an answer is told by. */
interface AnswerHandler {
  onConnect(abort: () => void): void;
  onHeaders(status: number, headers: Buffer[]): boolean;
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  onError(error: Error): void;
}

/**
 * Takes requests to a service that runs in the same process, in place of a pool of connections: the service gets a
 * request and an answer of node:http as if they had come over its port, and whoever asked gets undici's callbacks
 * (docs/adr/in-process-transport.md).
 */
export class InProcess {
  private readonly connections = new Set<Connection>();
  /** The service knows nothing of whose request it serves but what the headers say; nor do its traces. */
  private readonly outside = new AsyncResource('InProcess');

  /** `host` is what the header of that name says. */
  constructor(
    private readonly door: InProcessDoor,
    private readonly host: string,
  ) {}

  /**
   * Sends a request in a turn of its own. Its headers are names in lower case and values in turns, each name once; its
   * body a string or null. To the answer's, only `content-type` is handed on.
   */
  dispatch(request: Dispatcher.DispatchOptions, handler: AnswerHandler): true {
    this.outside.runInAsyncScope(() => setImmediate(() => this.send(request, handler)));
    return true;
  }

  /** Breaks off what is under way. */
  async destroy(): Promise<void> {
    for (const connection of this.connections) connection.destroy();
  }

  private send(options: Dispatcher.DispatchOptions, handler: AnswerHandler): void {
    const connection = new Connection(handler);
    let request: IncomingMessage;
    try {
      if (!this.door.isOpen) throw faultWith('ECONNREFUSED', 'the service has ended');
      request = requestOn(connection, this.host, options);
    } catch (error) {
      handler.onError(error as Error);
      return;
    }
    this.connections.add(connection);
    connection.once('close', () => this.connections.delete(connection));
    handler.onConnect(() => connection.destroy());
    if (!connection.destroyed) this.door.answer(request, responseTo(request, connection));
  }
}

/** Where a service writes its answer, and breaks it off. */
class Connection extends Socket {
  private isHeadRead = false;
  private isOver = false;

  constructor(private readonly handler: AnswerHandler) {
    super();
    let cause: Error | undefined;
    this.once('error', (error) => {
      cause = error;
    });
    this.once('close', () => {
      if (!this.isOver) handler.onError(faultWith('ECONNRESET', 'the answer was broken off', cause));
    });
  }

  /** The whole answer has been written. */
  complete(): void {
    if (this.destroyed) return;
    this.isOver = true;
    this.handler.onComplete();
    this.destroy();
  }

  override _read(): void {
    // Nothing comes but the request, which has been handed over.
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.receive(chunk, encoding);
    done();
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], done: () => void): void {
    for (const { chunk, encoding } of chunks) this.receive(chunk, encoding);
    done();
  }

  /** Node writes a head in one piece, alone or with the beginning of the body. */
  private receive(chunk: Buffer | string, encoding: BufferEncoding): void {
    if (this.destroyed || chunk.length === 0) return;
    if (this.isHeadRead) {
      this.handler.onData(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
      return;
    }
    const text = chunk.toString('latin1');
    const end = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length;
    const status = Number(text.slice(STATUS_AT, STATUS_AT + 3));
    // 100 to 199 announce the answer.
    this.isHeadRead = status >= 200;
    const [, contentType = ''] = CONTENT_TYPE.exec(text.slice(0, end)) ?? [];
    this.handler.onHeaders(status, [CONTENT_TYPE_NAME, Buffer.from(contentType, 'latin1')]);
    this.receive(chunk.slice(end), encoding);
  }
}

// What Node's own getter says follows from a connection of the system's.
Object.defineProperty(Connection.prototype, 'remoteAddress', { value: '127.0.0.1' });

const END_OF_HEAD = '\r\n\r\n';
const STATUS_AT = 'HTTP/1.1 '.length;
const CONTENT_TYPE = /\r\ncontent-type: *([^\r]*)/i;
const CONTENT_TYPE_NAME = Buffer.from('content-type');

/** @throws when a header cannot be sent. */
function requestOn(
  connection: Connection,
  host: string,
  { method, path, headers, body }: Dispatcher.DispatchOptions,
): IncomingMessage {
  const bytes = typeof body === 'string' ? Buffer.from(body) : null;
  const list = ['host', host, 'connection', 'keep-alive', ...(headers as string[])];
  if (bytes !== null) list.push('content-length', String(bytes.length));
  const request = new IncomingMessage(connection);
  request.method = method;
  request.url = path;
  request.httpVersion = '1.1';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.rawHeaders = list;
  request.headers = Object.create(null) as IncomingMessage['headers'];
  for (let index = 0; index + 1 < list.length; index += 2) {
    const [name = '', value = ''] = [list[index], list[index + 1]];
    validateHeaderValue(name, value);
    request.headers[name] = value;
  }
  if (bytes !== null) request.push(bytes);
  request.push(null);
  request.complete = true;
  return request;
}

function responseTo(request: IncomingMessage, connection: Connection): ServerResponse {
  const response = new ServerResponse(request);
  // A body of unknown length ends with the answer.
  response.useChunkedEncodingByDefault = false;
  // As a server does with a request whose connection has closed before its answer was whole; before the answer learns.
  connection.once('close', () => {
    if (!response.writableFinished) request.destroy(faultWith('ECONNRESET', 'aborted'));
  });
  response.assignSocket(connection);
  response.once('finish', () => connection.complete());
  return response;
}

/** The circuit knows faults of a connection by their code. */
function faultWith(code: string, message: string, cause?: Error): Error {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), { code });
}
