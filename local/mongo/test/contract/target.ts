import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { startMongo } from '../../index';

/** A server that the contract suite runs against. */
export interface Target {
  readonly name: string;
  /** Gives the server's address and what ends it. */
  readonly start: () => Promise<{ uri: string; stop: () => Promise<void> }>;
}

const embedded: Target = {
  name: 'embedded',
  start: async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'cloakroom-mongo-'));
    const server = await startMongo({ dataFolder });
    return {
      uri: server.uri,
      stop: async () => {
        await server.close();
        await rm(dataFolder, { recursive: true, force: true });
      },
    };
  },
};

/** The servers to run against: always the embedded one, and the one at MONGODB_URI where that is set. */
export function targets(): Target[] {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined || uri === '') {
    process.stderr.write('Contract suite: only the embedded server, because MONGODB_URI is not set.\n');
    return [embedded];
  }
  return [embedded, { name: 'MONGODB_URI', start: async () => ({ uri, stop: async () => undefined }) }];
}

/** A client and a database of its own on a target, for one test file. */
export interface Session {
  readonly uri: string;
  readonly client: MongoClient;
  readonly db: ReturnType<MongoClient['db']>;
}

let count = 0;

/** Runs a suite against every target; the database is dropped afterwards. */
export function describeContract(title: string, suite: (session: () => Session) => void): void {
  describe.each(targets())(`${title} ($name)`, (target) => {
    let session: Session | undefined;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      const started = await target.start();
      stop = started.stop;
      const client = new MongoClient(started.uri);
      await client.connect();
      session = { uri: started.uri, client, db: client.db(`contract_${process.pid}_${++count}`) };
    });

    afterAll(async () => {
      await session?.db.dropDatabase();
      await session?.client.close();
      await stop();
    });

    suite(() => {
      if (session === undefined) throw new Error('The session begins in beforeAll.');
      return session;
    });
  });
}
