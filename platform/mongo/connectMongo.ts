import { setTimeout as pause } from 'node:timers/promises';
import ConnectionString from 'mongodb-connection-string-url';
import mongoose, { type Connection } from 'mongoose';
import { isTracing, traceMongo } from '../seeing';
import type { Log } from '../service';
import { withDeadline } from './deadline';

const SERVER_SELECTION_MS = 1_500;
/** A socket that has been silent for so long in the middle of an operation is given up; callers have gone earlier. */
const SOCKET_TIMEOUT_MS = 30_000;
const HEARTBEAT_MS = 2_000;
const PING_DEADLINE_MS = 1_000;
const RETRY_PAUSE_MS = 1_000;
/** The driver has no deadline for closing: with a connection that goes at that moment, 7.8 waits for ever. */
const CLOSE_DEADLINE_MS = 2_000;

/** What connectMongo takes. */
export interface MongoOptions {
  /** MONGODB_URI. */
  uri: string;
  /** The database when the URI names none. */
  defaultDatabase: string;
  /** Runs after each first connection and must succeed before the service is ready: create the indexes here. */
  prepare: (connection: Connection) => Promise<void>;
  log: Log;
}

/** A database connection that comes and goes without the process going with it. */
export interface MongoHandle {
  /** Define models on it at once; operations fail at once while it is down. */
  connection: Connection;
  /** Whether the database answers and `prepare` has succeeded. */
  isReady(): Promise<boolean>;
  /** Stops trying and closes; what cannot be closed in two seconds is left to the end of the process. */
  close(): Promise<void>;
}

/**
 * Connects in the background: the process lives while the database is down and joins when it appears (D01).
 * bufferCommands is off because mongoose would hold each operation for 10 s before the first connection (D02);
 * majority and journal so that an acknowledged write is never lost (D04).
 */
export function connectMongo({ uri, defaultDatabase, prepare, log }: MongoOptions): MongoHandle {
  const named = new ConnectionString(uri).pathname.replace(/^\//, '');
  const connection = mongoose.createConnection();
  const stop = new AbortController();
  let prepared = false;
  let trouble: string | null = null;

  const connect = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await connection.openUri(uri, {
          dbName: named === '' ? defaultDatabase : decodeURIComponent(named),
          serverSelectionTimeoutMS: SERVER_SELECTION_MS,
          connectTimeoutMS: SERVER_SELECTION_MS,
          waitQueueTimeoutMS: SERVER_SELECTION_MS,
          socketTimeoutMS: SOCKET_TIMEOUT_MS,
          heartbeatFrequencyMS: HEARTBEAT_MS,
          maxPoolSize: 50,
          monitorCommands: isTracing(),
          // mongoose reads these here; connection.set() would leave most of them without effect.
          bufferCommands: false,
          sanitizeFilter: true,
          autoIndex: false,
          autoCreate: false,
          writeConcern: { w: 'majority', journal: true },
          readPreference: 'primary',
        });
        if (isTracing()) traceMongo(connection.getClient());
        await prepare(connection);
        prepared = true;
        if (trouble !== null) log.info('database is ready');
        return;
      } catch (error) {
        if (stop.signal.aborted) return;
        // Every other second for as long as it takes: the same trouble is told once.
        const isSame = trouble === String(error);
        trouble = String(error);
        log[isSame ? 'debug' : 'warn']({ err: error }, 'database is not ready; trying again');
        await connection
          .close()
          .catch((closing: unknown) => log.debug({ err: closing }, 'closing a failed connection'));
        await pause(RETRY_PAUSE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  };
  const connecting = connect();

  return {
    connection,
    async isReady() {
      if (!prepared || connection.db === undefined) return false;
      const { db } = connection;
      return withDeadline(() => db.command({ ping: 1 }), PING_DEADLINE_MS).then(
        () => true,
        () => false,
      );
    },
    async close() {
      stop.abort();
      await withDeadline(async () => {
        await connecting;
        await connection.close();
      }, CLOSE_DEADLINE_MS).catch((error: unknown) =>
        log.warn({ err: error }, 'the database was not closed'),
      );
    },
  };
}
