import { type Document, MongoClient } from 'mongodb';
import { describeContract } from './target';

describeContract('The Stable API', (session) => {
  it.each<[string, Document, number, string]>([
    ['a version that does not exist', { ping: 1, apiVersion: '99' }, 322, 'APIVersionError'],
    ['strictness without a version', { ping: 1, apiStrict: true }, 4886600, 'Location4886600'],
    ['deprecation errors alone', { ping: 1, apiDeprecationErrors: true }, 4886600, 'Location4886600'],
    ['a version that is a number', { ping: 1, apiVersion: 1 }, 14, 'TypeMismatch'],
    ['a strictness that is a text', { ping: 1, apiVersion: '1', apiStrict: 'yes' }, 14, 'TypeMismatch'],
    [
      'a command outside it',
      { distinct: 'c', key: 'x', apiVersion: '1', apiStrict: true },
      323,
      'APIStrictError',
    ],
    ['a command nobody has', { nonsense: 1, apiVersion: '1', apiStrict: true }, 59, 'CommandNotFound'],
    [
      'a stage outside it',
      {
        aggregate: 1,
        pipeline: [{ $listLocalSessions: {} }],
        cursor: {},
        apiVersion: '1',
        apiStrict: true,
      },
      323,
      'APIStrictError',
    ],
    [
      'statistics other than a count',
      {
        aggregate: 'c',
        pipeline: [{ $collStats: { storageStats: {} } }],
        cursor: {},
        apiVersion: '1',
        apiStrict: true,
      },
      323,
      'APIStrictError',
    ],
  ])('refuses %s', async (_, command, code, codeName) => {
    await expect(session().db.command(command)).rejects.toMatchObject({ code, codeName });
  });

  it('lets a strict client do what belongs to version 1, and one that is not strict do everything', async () => {
    const strict = new MongoClient(session().uri, { serverApi: { version: '1', strict: true } });
    const relaxed = new MongoClient(session().uri, { serverApi: '1' });
    try {
      const things = strict.db(session().db.databaseName).collection<Document>('things');
      await things.insertMany([{ x: 1 }, { x: 2 }, { x: 3 }]);
      await things.updateOne({ x: 1 }, { $set: { x: 4 } });
      await things.deleteOne({ x: 2 });
      await things.createIndex({ x: 1 });
      expect(await things.find({}, { batchSize: 1 }).toArray()).toHaveLength(2);
      expect(await things.countDocuments()).toBe(2);
      expect(await things.estimatedDocumentCount()).toBe(2);
      expect(await things.aggregate([{ $collStats: { count: {} } }]).toArray()).toHaveLength(1);
      await expect(things.distinct('x')).rejects.toMatchObject({ code: 323 });
      const same = relaxed.db(session().db.databaseName).collection('things');
      expect(await same.distinct('x')).toEqual([3, 4]);
    } finally {
      await strict.close();
      await relaxed.close();
    }
  });
});
