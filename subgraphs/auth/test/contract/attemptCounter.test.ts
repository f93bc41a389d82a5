import { randomUUID } from 'node:crypto';
import type { AttemptCounter } from '../../ports';
import { createMemoryStores } from '../memory/memoryStores';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

/** What each way of counting must be and do. */
const KINDS = {
  memory: async () => {
    const { attempts } = createMemoryStores();
    return { counters: [attempts, attempts], close: async () => undefined };
  },
  /** Two processes on one database. */
  mongo: async () => {
    const server = await startDatabaseServer();
    const uri = ownDatabase(server.uri);
    const [one, two] = [await openMongoStores(uri), await openMongoStores(uri)];
    return {
      counters: [one.stores.attempts, two.stores.attempts],
      close: async () => {
        await two.close();
        await one.drop();
        await server.close();
      },
    };
  },
};

/** Lets time go by for whoever asks Date, and for no timer. */
function passSeconds(seconds: number): void {
  jest.setSystemTime(Date.now() + seconds * 1000);
}

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('AttemptCounter: %s', (kind) => {
  let counters: AttemptCounter[];
  let close: () => Promise<void>;
  let key: string;
  beforeAll(async () => {
    ({ counters, close } = await KINDS[kind]());
  });
  afterAll(() => close());
  beforeEach(() => {
    key = randomUUID();
  });
  afterEach(() => jest.useRealTimers());
  const attempts = (): AttemptCounter => counters[0]!;
  const stopClock = () =>
    jest.useFakeTimers({
      now: Date.now(),
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'setInterval',
        'performance',
        'hrtime',
        'queueMicrotask',
        'clearTimeout',
        'clearInterval',
        'clearImmediate',
      ],
    });

  it('P07 gives each of 50 at the same moment a number of its own, in two processes', async () => {
    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, index) => counters[index % 2]!.count(key, 60)),
    );
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    for (const { secondsLeft } of counts) {
      expect(secondsLeft).toBeGreaterThan(0);
      expect(secondsLeft).toBeLessThanOrEqual(60);
    }
  });

  it('finds nothing under another key', async () => {
    await attempts().count(key, 60);
    expect(await attempts().find(randomUUID())).toBeNull();
    expect(await attempts().find(key)).toMatchObject({ count: 1 });
  });

  it('ends when the stretch of time that its first count began is over, and begins anew', async () => {
    stopClock();
    await attempts().count(key, 60);
    passSeconds(59);
    expect(await attempts().count(key, 60)).toEqual({ count: 2, secondsLeft: 1 });
    passSeconds(1);
    expect(await attempts().find(key)).toBeNull();
    expect(await attempts().count(key, 30)).toEqual({ count: 1, secondsLeft: 30 });
  });

  it('lets 20 at the same moment begin one new stretch of time where one has ended', async () => {
    stopClock();
    await attempts().count(key, 60);
    passSeconds(61);
    const counts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => counters[index % 2]!.count(key, 60)),
    );
    expect(Math.max(...counts.map(({ count }) => count))).toBe(20);
  });

  it('takes back what was counted', async () => {
    await attempts().count(key, 60);
    await attempts().count(key, 60);
    expect(await attempts().count(key, 60, -1)).toMatchObject({ count: 1 });
  });

  it('forgets at once, also what is not there', async () => {
    await attempts().count(key, 60);
    await attempts().forget(key);
    await attempts().forget(key);
    expect(await attempts().find(key)).toBeNull();
    expect(await attempts().count(key, 60)).toMatchObject({ count: 1 });
  });
});

it('D06 keeps keys unique and lets ended counts go', async () => {
  const server = await startDatabaseServer();
  const { connection, drop } = await openMongoStores(ownDatabase(server.uri));
  expect(await connection.collection('attempts').indexes()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: { key: 1 }, unique: true }),
      expect.objectContaining({ key: { expire: -1 }, expireAfterSeconds: 0 }),
    ]),
  );
  await drop();
  await server.close();
});
