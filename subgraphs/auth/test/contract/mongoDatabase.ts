import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ConnectionString from 'mongodb-connection-string-url';
import { startMongo } from '../../../../local/mongo';
import { connectMongo } from '../../../../platform/mongo';
import { createLog } from '../../../../platform/service';
import { createMongoStores } from '../../adapters/mongo';

/** A MongoDB: the one MONGODB_URI names, else an embedded one in a folder of its own. */
export async function startDatabaseServer(): Promise<{ uri: string; close: () => Promise<void> }> {
  const given = process.env.MONGODB_URI;
  if (given !== undefined && given !== '') return { uri: given, close: async () => undefined };
  const dataFolder = await mkdtemp(join(tmpdir(), 'auth-contract-'));
  const server = await startMongo({ dataFolder });
  return {
    uri: server.uri,
    close: async () => {
      await server.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The URI of a database of its own on the same server, so that no test meets data it did not write. */
export function ownDatabase(serverUri: string): string {
  const uri = new ConnectionString(serverUri);
  const named = uri.pathname.replace(/^\//, '');
  if (uri.username !== '' && !uri.searchParams.has('authSource')) {
    uri.searchParams.set('authSource', named === '' ? 'admin' : named);
  }
  uri.pathname = `/auth_test_${randomUUID().replaceAll('-', '')}`;
  return uri.href;
}

/** The stores on a database, with their indexes; `drop` takes the database away again. */
export async function openMongoStores(uri: string) {
  const { stores, mongo } = await new Promise<{
    stores: ReturnType<typeof createMongoStores>;
    mongo: ReturnType<typeof connectMongo>;
  }>((resolve, reject) => {
    const opened = connectMongo({
      uri,
      defaultDatabase: 'unused',
      log: createLog('test', 'silent'),
      prepare: () => created.createIndexes().then(() => resolve({ stores: created, mongo: opened }), reject),
    });
    const created = createMongoStores(opened.connection);
  });
  return {
    stores,
    connection: mongo.connection,
    close: () => mongo.close(),
    drop: async () => {
      await mongo.connection.dropDatabase();
      await mongo.close();
    },
  };
}
