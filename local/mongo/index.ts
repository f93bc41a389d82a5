import { mkdir } from 'node:fs/promises';
import { answerCommand } from './commands/dispatch';
import { listen } from './protocol/listen';
import { type Clock, Server } from './Server';
import { lockFolder } from '../lockFolder';
import { Store } from './storage/Store';

/** What startMongo takes. */
export interface MongoOptions {
  /** Where the data is kept; created when missing. */
  readonly dataFolder: string;
  /** 0, the default, chooses a free port. */
  readonly port?: number;
  /** `127.0.0.1` by default. There is no access control: do not listen on other interfaces. */
  readonly host?: string;
  /** Takes lines of text about what goes on; nothing is printed without it. */
  readonly log?: (line: string) => void;
  /** The time in milliseconds since 1970, for tests of expiry. */
  readonly clock?: Clock;
}

/** A running server. */
export interface RunningMongo {
  /** `mongodb://127.0.0.1:PORT`, for any driver. */
  readonly uri: string;
  readonly port: number;
  /** Removes the documents that TTL indexes have let expire and ends idle cursors; runs by itself every minute. */
  sweep(): Promise<void>;
  /** Ends all connections, waits for the writes under way and closes the store. */
  close(): Promise<void>;
}

/**
 * Starts an embedded server that speaks the MongoDB wire protocol, for development and tests. A write that has been
 * acknowledged is on disk. Rejects when the port is taken, another process uses the folder, or the store cannot be opened.
 */
export async function startMongo(options: MongoOptions): Promise<RunningMongo> {
  const { dataFolder, port = 0, host = '127.0.0.1', log = () => undefined, clock = Date.now } = options;
  await mkdir(dataFolder, { recursive: true });
  const unlock = await lockFolder(dataFolder);
  const server = new Server(Store.open(dataFolder), clock, log);
  const stop = async (): Promise<void> => {
    await server.close();
    await unlock();
  };
  const endpoint = await listen(
    { host, port },
    (command, connection) => answerCommand(server, command, connection, log),
    log,
  ).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  log(
    `local/mongo listens on ${host}:${endpoint.port}. It is for development and tests, not for production.`,
  );
  return {
    uri: `mongodb://${host}:${endpoint.port}`,
    port: endpoint.port,
    sweep: () => server.sweeper.sweep(),
    close: async () => {
      await endpoint.close();
      await stop();
    },
  };
}
