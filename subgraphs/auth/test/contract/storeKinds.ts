import { createMemoryStores } from '../memory/memoryStores';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

/** The ways of keeping things; a new one is added to this list, and every contract holds for it. */
export const STORE_KINDS = {
  memory: async () => ({ stores: createMemoryStores(), close: async () => undefined }),
  mongo: async () => {
    const server = await startDatabaseServer();
    const { stores, drop } = await openMongoStores(ownDatabase(server.uri));
    return {
      stores,
      close: async () => {
        await drop();
        await server.close();
      },
    };
  },
};

/** The name of one of them. */
export type StoreKind = keyof typeof STORE_KINDS;
