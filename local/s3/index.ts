import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'node:net';
import { S3Error } from './protocol/errors';
import { element, xmlDocument } from './protocol/xml';
import { createRequestHandler } from './server';
import { openStorage } from './storage/storage';

const IDLE_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 30_000;
/** A pre-signed URL with a key of 1024 bytes, all escaped, and metadata fit well. */
const MAX_HEADER_BYTES = 32 * 1024;
/** Clients that keep connections send on them what they must not send twice; Node's 5 s are over at the wrong moment. */
const KEEP_ALIVE_MS = 60_000;
const CLOSE_GRACE_MS = 5_000;

/** How to start the embedded S3 server. */
export interface S3Options {
  /** Created when missing; holds everything that is stored. One server at a time may use it. */
  readonly dataFolder: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Default us-east-1. */
  readonly region?: string;
  /** Decides about expiry, skew, times and lifecycle rules. */
  readonly clock?: () => Date;
  /** Silence on a connection after which it ends, in milliseconds. Default 60 000. */
  readonly idleTimeoutMs?: number;
  /** Receives one line for each thing an operator should know. */
  readonly log?: (line: string) => void;
}

/** A running server. */
export interface S3Server {
  /** `http://host:port`; buckets are the first part of the path. */
  readonly endpoint: string;
  readonly port: number;
  /** Answers what is being asked, for at most 5 seconds, then closes the store. */
  close(): Promise<void>;
}

/**
 * Starts an S3 server for development and tests, with objects as files under `dataFolder`. It is not
 * for production. Rejects when the port is taken or another server uses the folder.
 */
export async function startS3(options: S3Options): Promise<S3Server> {
  const { dataFolder, port = 0, host = '127.0.0.1', region = 'us-east-1' } = options;
  const { accessKeyId, secretAccessKey, clock = () => new Date(), log = () => undefined } = options;
  const storage = await openStorage(dataFolder, log);
  const handle = createRequestHandler({
    storage,
    credentials: { accessKeyId, secretAccessKey, region },
    clock,
    log,
  });
  const running = new Set<Promise<void>>();
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    // Large uploads take long; what ends a stuck one is silence.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  server.timeout = options.idleTimeoutMs ?? IDLE_TIMEOUT_MS;
  const track = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  server.on('request', (incoming, response) => track(handle(incoming, response, false)));
  server.on('checkContinue', (incoming, response) => track(handle(incoming, response, true)));
  // Any other expectation may be ignored (RFC 9110, section 10.1.1); left alone, node answers a bare 417.
  server.on('checkExpectation', (incoming, response) => track(handle(incoming, response, false)));
  server.on('clientError', refuseMalformed);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await storage.close();
    throw error;
  }
  const address = server.address() as AddressInfo;
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const endpoint = `http://${shownHost}:${address.port}`;
  log(`S3: embedded server at ${endpoint}, data in ${dataFolder}; for development and tests only`);
  return {
    endpoint,
    port: address.port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
      server.closeIdleConnections();
      await closed;
      clearTimeout(deadline);
      await Promise.all(running);
      await storage.close();
    },
  };
}

/** Bytes that are no HTTP request get S3's BadRequest, and the connection ends. */
function refuseMalformed(error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
  const refusal = new S3Error(tooLarge ? 'RequestHeaderSectionTooLarge' : 'BadRequest', { cause: error });
  const content = [element('Code', refusal.code), element('Message', refusal.message)];
  const body = xmlDocument('Error', content, '');
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
