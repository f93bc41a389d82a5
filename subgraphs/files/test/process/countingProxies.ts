import {
  createServer as createHttpServer,
  request as httpRequest,
  type Server as HttpServer,
} from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { deserialize } from 'bson';

/** Decides about each call to the outside, as it comes: goes through, or does not. */
export type Gate = () => boolean;

/** Two addresses through which a process reaches its database and its store. */
export interface CountingProxies {
  readonly mongodbUri: string;
  readonly s3Endpoint: string;
  close(): Promise<void>;
}

/**
 * Stands between a process and its database and store, and asks `gate` about every request: those to the collections
 * of files and usage, and all to the store. What the drivers say to keep a connection is no call.
 */
export async function startCountingProxies(
  { mongodbUri, s3Endpoint }: { mongodbUri: string; s3Endpoint: string },
  gate: Gate,
): Promise<CountingProxies> {
  const database = new URL(mongodbUri);
  const [mongo, sockets] = mongoProxy(database, gate);
  const s3 = s3Proxy(new URL(s3Endpoint), gate);
  await Promise.all([listening(mongo), listening(s3)]);
  const proxied = new URL(mongodbUri);
  proxied.host = `127.0.0.1:${(mongo.address() as AddressInfo).port}`;
  return {
    mongodbUri: proxied.href,
    s3Endpoint: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      s3.closeAllConnections();
      await Promise.all([mongo, s3].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function listening(server: Server | HttpServer): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function mongoProxy(target: URL, gate: Gate): [Server, Set<Socket>] {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        client.destroy();
        upstream.destroy();
        sockets.delete(socket);
      });
    }
    upstream.pipe(client);
    let pending = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 16 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        if (!isCall(message) || gate()) upstream.write(message);
      }
    });
  });
  return [server, sockets];
}

/** An OP_MSG (2013) whose command names one of our collections. */
function isCall(message: Buffer): boolean {
  if (message.readInt32LE(12) !== 2013) return false;
  const length = message.readInt32LE(21);
  const command = deserialize(message.subarray(21, 21 + length));
  return /^(?:files|usage)$/.test(String(Object.values(command)[0]));
}

function s3Proxy(target: URL, gate: Gate): HttpServer {
  return createHttpServer((request, response) => {
    if (!gate()) return;
    const { method, url, headers } = request;
    const { hostname, port } = target;
    const upstream = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
}
