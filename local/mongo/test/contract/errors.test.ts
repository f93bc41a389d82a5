import { BSON, type Document, MongoClient } from 'mongodb';
import { describeContract, targets } from './target';

describeContract('What is refused', (session) => {
  const collection = (name: string) => session().db.collection<Document>(name);

  it.each<[string, Document, number]>([
    ['an unknown top level operator', { $nonsense: 1 }, 2],
    ['an unknown operator', { a: { $nonsense: 1 } }, 2],
    ['$in without an array', { a: { $in: 1 } }, 2],
    ['an empty $or', { $or: [] }, 2],
    ['$size of a text', { a: { $size: 'x' } }, 9],
    ['a pattern that does not compile', { a: { $regex: '(' } }, 51091],
    ['$mod by zero', { a: { $mod: [0, 1] } }, 2],
    ['an unknown expression', { $expr: { $nonsense: 1 } }, 168],
    ['an undefined variable', { $expr: { $eq: ['$$nope', 1] } }, 17276],
  ])('%s in a filter', async (_, filter, code) => {
    await expect(collection('filters').findOne(filter)).rejects.toMatchObject({ code });
  });

  it.each<[string, Document, number]>([
    ['an unknown modifier', { $nonsense: { a: 1 } }, 9],
    ['two changes of one path', { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a change of a path and of its parent', { $set: { a: 1, 'a.b': 1 } }, 40],
    ['a change of the id', { $set: { _id: 2 } }, 66],
    ['a field inside a number', { $set: { 'n.x': 1 } }, 28],
    ['$inc by a text', { $inc: { n: 'x' } }, 14],
    ['$inc of a text', { $inc: { s: 1 } }, 14],
    ['$push to a number', { $push: { n: 1 } }, 2],
    ['$pop of a number', { $pop: { n: 1 } }, 14],
    ['$ without a match in an array', { $set: { 'list.$': 1 } }, 2],
    ['an empty part of a path', { $set: { 'a..b': 1 } }, 56],
  ])('%s in an update', async (_, update, code) => {
    const things = collection('updates');
    await things.updateOne(
      { _id: 1 as never },
      { $setOnInsert: { n: 1, s: 'x', list: [1, 2] } },
      { upsert: true },
    );
    await expect(things.updateOne({ _id: 1 as never }, update)).rejects.toMatchObject({ code });
    expect(await things.findOne({ _id: 1 as never })).toEqual({ _id: 1, n: 1, s: 'x', list: [1, 2] });
  });

  it('by name: what an upsert cannot take from its filter, ids, empty names, arrays side by side', async () => {
    const things = collection('names');
    const upsert = things.findOneAndUpdate({ a: 1, 'a.b': 1 }, { $set: { c: 1 } }, { upsert: true });
    await expect(upsert).rejects.toMatchObject({ code: 54, codeName: 'NotSingleValueField' });
    const id = things.findOneAndUpdate({}, { $set: { _id: [1] as never } }, { upsert: true });
    await expect(id).rejects.toMatchObject({ code: 53, codeName: 'InvalidIdField' });
    await things.insertOne({ a: [1, 2], b: [1, 2] });
    const empty = things.findOneAndUpdate({}, { $set: { 'a..b': 1 } });
    await expect(empty).rejects.toMatchObject({ code: 56, codeName: 'EmptyFieldName' });
    const parallel = things.createIndex({ a: 1, b: 1 });
    await expect(parallel).rejects.toMatchObject({ code: 171, codeName: 'CannotIndexParallelArrays' });
  });

  it('change streams, and tailing what is not capped', async () => {
    const things = collection('tailed');
    await things.insertOne({});
    const { db } = session();
    const streams = { aggregate: 'tailed', pipeline: [{ $changeStream: {} }], cursor: {} };
    await expect(db.command(streams)).rejects.toMatchObject({ code: 40573 });
    await expect(db.command({ find: 'tailed', tailable: true })).rejects.toMatchObject({
      code: 2,
      message: expect.stringContaining('tailable cursor requested on non capped collection'),
    });
    await expect(db.command({ find: 'tailed', awaitData: true })).rejects.toMatchObject({ code: 9 });
    expect(await db.command({ find: 'nowhere', tailable: true })).toMatchObject({
      cursor: { firstBatch: [] },
    });
  });

  it('sizes of batches that are none', async () => {
    const { db } = session();
    await collection('sized').insertMany([{}, {}]);
    for (const command of [
      { aggregate: 'sized', pipeline: [] },
      { listIndexes: 'sized' },
      { listCollections: 1 },
    ]) {
      const sized = (batchSize: unknown) => db.command({ ...command, cursor: { batchSize } });
      await expect(sized('x')).rejects.toMatchObject({ code: 14 });
      expect(await sized(0)).toMatchObject({ cursor: { firstBatch: [] } });
    }
  });

  it('contradictions in a projection', async () => {
    const things = collection('projections');
    await expect(things.findOne({}, { projection: { a: 1, b: 0 } })).rejects.toMatchObject({ code: 31254 });
    await expect(things.findOne({}, { projection: { a: 0, b: 1 } })).rejects.toMatchObject({ code: 31253 });
    await expect(things.aggregate([{ $nonsense: {} }]).toArray()).rejects.toMatchObject({ code: 40324 });
    await expect(
      things.aggregate([{ $group: { _id: 1, n: { $nonsense: 1 } } }]).toArray(),
    ).rejects.toMatchObject({ code: 15952 });
  });

  it('ids that cannot be, and documents above 16 MB', async () => {
    const things = collection('ids');
    await expect(things.insertOne({ _id: [1] as never })).rejects.toMatchObject({ code: 53 });
    await things.insertOne({ _id: 1 as never, half: 'x'.repeat(9e6) });
    await expect(things.updateOne({ _id: 1 as never }, [{ $set: { other: '$half' } }])).rejects.toMatchObject(
      { code: 17419 },
    );
  });

  it.each<[string, Document, number]>([
    ['sorts', { q: {}, u: { $set: { x: 1 } }, sort: { _id: 1 } }, 40415],
    ['has no filter', { u: { $set: { x: 1 } } }, 40414],
    ['changes nothing that can be', { q: {}, u: 5 }, 9],
    ['has a filter that is a text', { q: 'x', u: { $set: { x: 1 } } }, 14],
  ])('a whole command of which the last update %s', async (_, malformed, code) => {
    const things = collection('shapes');
    await things.deleteMany({});
    await things.insertOne({ _id: 1 as never, x: 0 });
    const updates = [{ q: {}, u: { $inc: { x: 1 } } }, malformed];
    const command = session().db.command({ update: 'shapes', updates });
    await expect(command).rejects.toMatchObject({ code });
    expect(await things.findOne({})).toEqual({ _id: 1, x: 0 });
  });

  it('a whole command of which one deletion is malformed', async () => {
    const things = collection('deletions');
    await things.insertOne({ _id: 1 as never });
    for (const [malformed, code] of [
      [{ q: {}, limit: 2 }, 9],
      [{ q: {} }, 40414],
      [{ q: {}, limit: 0, sort: {} }, 40415],
    ]) {
      const deletes = [{ q: {}, limit: 0 }, malformed];
      const command = session().db.command({ delete: 'deletions', deletes });
      await expect(command).rejects.toMatchObject({ code });
    }
    expect(await things.countDocuments()).toBe(1);
  });

  it('cursors it does not know', async () => {
    const { db } = session();
    await db.collection('cursors').insertOne({});
    const getMore = db.command({ getMore: BSON.Long.fromNumber(123456789), collection: 'cursors' });
    await expect(getMore).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
  });

  it('a collection that is there already, and one that cannot be named', async () => {
    const { db } = session();
    await db.createCollection('there');
    await expect(db.createCollection('there', { capped: false })).rejects.toMatchObject({ code: 48 });
    await expect(db.command({ create: 'a$b' })).rejects.toMatchObject({ code: 73 });
    await expect(db.command({ drop: 'there', nonsense: 1 })).rejects.toMatchObject({ code: 40415 });
  });

  it('documents that a validator does not accept', async () => {
    const { db } = session();
    const things = await db.createCollection('validated', { validator: { n: { $gte: 0 } } });
    await things.insertOne({ _id: 1 as never, n: 1 });
    await expect(things.insertOne({ n: -1 })).rejects.toMatchObject({ code: 121 });
    await expect(things.updateOne({}, { $set: { n: -1 } })).rejects.toMatchObject({ code: 121 });
    expect(await things.find().toArray()).toEqual([{ _id: 1, n: 1 }]);
  });
});

describe('What only the embedded server refuses', () => {
  it('is a collation other than the simple one', async () => {
    const { uri, stop } = await targets()[0]!.start();
    const client = new MongoClient(uri);
    try {
      const things = client.db('x').collection('c');
      await expect(things.find({}, { collation: { locale: 'de' } }).toArray()).rejects.toMatchObject({
        code: 2,
      });
      expect(await things.find({}, { collation: { locale: 'simple' } }).toArray()).toEqual([]);
      await expect(things.createIndex({ a: 'text' })).rejects.toMatchObject({ code: 67 });
      await expect(
        client.db('x').command({ find: 'c', readConcern: { level: 'snapshot' } }),
      ).rejects.toMatchObject({ code: 123 });
      await expect(things.insertOne({}, { writeConcern: { w: 3 } })).rejects.toMatchObject({ code: 2 });
    } finally {
      await client.close();
      await stop();
    }
  });
});
