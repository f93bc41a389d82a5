import { type AddressInfo, type Server as NetServer, createServer } from 'node:net';
import { type Answer, Connection } from './Connection';

/** A listening endpoint. */
export interface Endpoint {
  readonly port: number;
  /** Refuses new connections and ends those there are. */
  close(): Promise<void>;
}

/** Listens on an address; port 0 chooses a free one. */
export async function listen(
  options: { host: string; port: number },
  answer: Answer,
  log: (line: string) => void,
): Promise<Endpoint> {
  const connections = new Set<Connection>();
  let count = 0;
  const server = createServer((socket) => {
    const connection = new Connection(socket, ++count, answer, log);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  await started(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        for (const connection of connections) connection.destroy();
      }),
  };
}

function started(server: NetServer, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
