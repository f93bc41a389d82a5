import type { Document } from 'mongodb';
import { describeContract } from './target';

/** The commands of a rate limiter that keeps a counter with an expiry for each key. */
describeContract('Counters that expire', (session) => {
  const limits = () => session().db.collection<Document>('limits');

  beforeAll(async () => {
    await limits().createIndex({ expire: -1 }, { expireAfterSeconds: 0 });
    await limits().createIndex({ key: 1 }, { unique: true });
  });

  const alive = () => ({ $or: [{ expire: { $gt: new Date() } }, { expire: { $eq: null } }] });
  const dead = () => ({ $or: [{ expire: { $lte: new Date() } }, { expire: { $eq: null } }] });
  const options = { upsert: true, returnDocument: 'after' } as const;

  /** Counts one use; what a key's loser in a race does is up to the client, so it tries again. */
  const consume = async (key: string, milliseconds: number): Promise<number> => {
    const expire = new Date(Date.now() + milliseconds);
    try {
      const update = { $setOnInsert: { key, expire }, $inc: { points: 1 } };
      const counted = await limits().findOneAndUpdate({ ...alive(), key }, update, options);
      return counted!['points'] as number;
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
    }
    try {
      const update = { $set: { key, points: 1, expire } };
      const replaced = await limits().findOneAndUpdate({ ...dead(), key }, update, options);
      return replaced!['points'] as number;
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
      return consume(key, milliseconds);
    }
  };

  it('give each of a hundred uses at once a number of its own', async () => {
    const numbers = await Promise.all(Array.from({ length: 100 }, () => consume('many', 60_000)));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(await limits().countDocuments({ key: 'many' })).toBe(1);
  });

  it('begin again behind their expiry, whether swept or not', async () => {
    await limits().insertOne({ key: 'old', points: 9, expire: new Date(Date.now() - 10_000) });
    const numbers = await Promise.all(Array.from({ length: 20 }, () => consume('old', 60_000)));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('tell which key was there already when an upsert cannot insert', async () => {
    await limits().insertOne({ key: 'taken', points: 1, expire: new Date(Date.now() + 60_000) });
    const upsert = limits().findOneAndUpdate(
      { key: 'taken', points: 99 },
      { $setOnInsert: { expire: null } },
      options,
    );
    await expect(upsert).rejects.toMatchObject({
      code: 11000,
      codeName: 'DuplicateKey',
      errorResponse: { keyPattern: { key: 1 }, keyValue: { key: 'taken' } },
    });
  });

  it('take many upserts of one key without an error', async () => {
    const upserts = Array.from({ length: 60 }, (_, i) =>
      limits().updateOne(
        { key: `plain${i % 3}` },
        { $inc: { points: 1 }, $setOnInsert: { expire: null } },
        { upsert: true },
      ),
    );
    const results = await Promise.all(upserts);
    expect(results.filter(({ upsertedCount }) => upsertedCount === 1)).toHaveLength(3);
    expect(await limits().countDocuments({ key: /^plain/, points: 20 })).toBe(3);
  });

  it('set, read and delete', async () => {
    const update = { $set: { key: 'set', points: 7, expire: null } };
    const set = await limits().findOneAndUpdate({ key: 'set' }, update, options);
    expect(set).toMatchObject({ key: 'set', points: 7, expire: null });
    expect(await limits().findOne({ key: 'set', ...alive() })).toEqual(set);
    expect((await limits().deleteOne({ key: 'set' })).deletedCount).toBe(1);
    expect((await limits().deleteOne({ key: 'set' })).deletedCount).toBe(0);
  });
});
