import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Document, MongoClient } from 'mongodb';
import { startMongo } from '../../index';

describe('A TTL index', () => {
  it('lets documents go when their time has come, and no others', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-mongo-'));
    let now = Date.UTC(2026, 0, 1);
    const server = await startMongo({ dataFolder: folder, clock: () => now });
    const client = new MongoClient(server.uri);
    try {
      const things = client.db('ttl').collection<{ _id: number; at?: unknown }>('things');
      await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
      await things.insertMany([
        { _id: 1, at: new Date(now) },
        { _id: 2, at: new Date(now + 60_000) },
        { _id: 3, at: now },
        { _id: 4 },
        { _id: 5, at: [new Date(now + 600_000), new Date(now)] },
        { _id: 6, at: null },
      ]);
      const ids = async () => (await things.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
      await server.sweep();
      expect(await ids()).toEqual([1, 2, 3, 4, 5, 6]);
      now += 61_000;
      await server.sweep();
      expect(await ids()).toEqual([2, 3, 4, 6]);
      now += 3_600_000;
      await server.sweep();
      expect(await ids()).toEqual([3, 4, 6]);
    } finally {
      await client.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('A cursor', () => {
  it('ends when nobody has read it for ten minutes, unless it was opened without that limit', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-mongo-'));
    let now = Date.UTC(2026, 0, 1);
    const server = await startMongo({ dataFolder: folder, clock: () => now });
    const client = new MongoClient(server.uri);
    try {
      const db = client.db('idle');
      await db.collection('things').insertMany([{}, {}, {}, {}]);
      const open = async (options: object): Promise<Document> =>
        (await db.command({ find: 'things', batchSize: 1, ...options }))['cursor'] as Document;
      const next = ({ id }: Document): Promise<Document> =>
        db.command({ getMore: id as unknown, collection: 'things', batchSize: 1 });
      const [idle, read, kept] = [await open({}), await open({}), await open({ noCursorTimeout: true })];
      now += 9 * 60_000;
      await server.sweep();
      await next(read);
      now += 2 * 60_000;
      await server.sweep();
      await expect(next(idle)).rejects.toMatchObject({ code: 43 });
      expect(await next(read)).toMatchObject({ ok: 1 });
      expect(await next(kept)).toMatchObject({ ok: 1 });
    } finally {
      await client.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
