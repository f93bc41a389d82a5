import type { Connection } from 'mongoose';
import type { FeedCursor } from '../../../../platform/identity';
import { connectMongo, type MongoHandle } from '../../../../platform/mongo';
import type { Log } from '../../../../platform/service';
import type { FileStore, ShareLinkStore, UsageStore } from '../../ports';
import { createMongoFeedCursor } from './feedCursor';
import { fileModel } from './fileModel';
import { MongoFileStore } from './MongoFileStore';
import { MongoInventory } from './MongoInventory';
import { MongoShareLinkStore } from './MongoShareLinkStore';
import { shareLinkModel } from './shareLinkModel';
import { usageModel } from './usageModel';
import { MongoUsageStore } from './MongoUsageStore';

/** The stores that are kept in MongoDB, and the connection under them. */
export interface MongoStores extends Pick<MongoHandle, 'isReady' | 'close'> {
  files: FileStore;
  usage: UsageStore;
  links: ShareLinkStore;
  inventory: MongoInventory;
  /** How far the account events have been dealt with. */
  accountEvents: FeedCursor;
}

/** Connects in the background; not ready before every index exists (promise D06). */
export function connectStores(uri: string, log: Log): MongoStores {
  const mongo = connectMongo({
    uri,
    defaultDatabase: 'cloakroom',
    prepare: createIndexes,
    log,
  });
  return {
    files: new MongoFileStore(fileModel(mongo.connection)),
    usage: new MongoUsageStore(usageModel(mongo.connection)),
    inventory: new MongoInventory(mongo.connection),
    links: new MongoShareLinkStore(shareLinkModel(mongo.connection)),
    accountEvents: createMongoFeedCursor(mongo.connection, 'account-events'),
    isReady: () => mongo.isReady(),
    close: () => mongo.close(),
  };
}

/** Makes the indexes that the stores' promises rest on; nothing when they are there. */
export async function createIndexes(connection: Connection): Promise<void> {
  await fileModel(connection).createIndexes();
  await usageModel(connection).createIndexes();
  await shareLinkModel(connection).createIndexes();
}
