import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Store } from './Store';

describe('The store', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-store-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const all = { low: Buffer.of(0), high: Buffer.of(255) };

  it('finishes what was asked for before it closes and refuses what comes later', async () => {
    const store = Store.open(folder);
    const writes = Array.from({ length: 50 }, (_, i) =>
      store.write(() => store.put(Buffer.of(1, i), Buffer.of(i))),
    );
    const scan = store.scan(all);
    const closed = store.close();
    await expect(store.write(() => undefined)).rejects.toMatchObject({ codeName: 'ShutdownInProgress' });
    await Promise.all(writes);
    await closed;
    expect(() => store.get(Buffer.of(1, 1))).toThrow('shutting down');
    expect(() => store.count(all)).toThrow('shutting down');
    expect(() => scan.next()).toThrow('shutting down');
    const again = Store.open(folder);
    expect(again.count(all)).toBe(50);
    await again.close();
  });

  it('counts the entries of a range no further than asked', async () => {
    const store = Store.open(folder);
    await store.write(() => {
      for (let i = 0; i < 20; i++) store.put(Buffer.of(1, i), Buffer.of(i));
    });
    expect([1, 19, 20, 21].map((limit) => store.countUpTo(all, limit))).toEqual([1, 19, 20, 20]);
    expect(store.countUpTo({ low: Buffer.of(1, 5), high: Buffer.of(1, 8) }, 10)).toBe(3);
    expect(store.countUpTo({ low: Buffer.of(2), high: Buffer.of(1) }, 10)).toBe(0);
    await store.close();
  });

  it('goes on with a scan whose entries are removed meanwhile', async () => {
    const store = Store.open(folder);
    await store.write(() => {
      for (let i = 0; i < 1000; i++) store.put(Buffer.of(1, i >> 8, i & 255), Buffer.alloc(100));
    });
    for (const reverse of [false, true]) {
      const scan = store.scan(all, reverse);
      scan.next();
      await store.write(() => {
        for (let i = 100; i < 900; i++) store.remove(Buffer.of(1, i >> 8, i & 255));
      });
      expect([...scan].length).toBeLessThan(1000);
    }
    await store.close();
  });
});
