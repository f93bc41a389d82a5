import { createMemoryStores } from '../memory/memoryStores';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

/** What each way of keeping things must be and do; a new one is added to this list and nowhere else. */
const KINDS = {
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

/** The stores of one way. */
export type Stores = Omit<Awaited<ReturnType<typeof openMongoStores>>['stores'], 'createIndexes'>;

/** Runs a suite on each of them; `stores` answers once the suite's hooks and tests run. */
export function describeEachStore(suite: (stores: () => Stores) => void): void {
  describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s', (kind) => {
    let opened: { stores: Stores; close: () => Promise<void> };
    beforeAll(async () => {
      opened = await KINDS[kind]();
    });
    afterAll(() => opened.close());
    suite(() => opened.stores);
  });
}
