import { MongoBulkWriteError, type MongoServerError } from 'mongodb';
import { describeContract } from './target';

interface Thing {
  readonly _id: number | string;
  readonly n?: number;
  readonly s?: string;
  readonly a?: unknown;
  readonly b?: unknown;
  readonly m?: number;
  readonly used?: number;
  readonly made?: boolean;
  readonly kind?: string;
  readonly owner?: string;
  readonly size?: number;
  readonly tags?: readonly string[];
  readonly list?: readonly number[];
}

describeContract('Reading and writing documents', (session) => {
  const fresh = (name: string) => session().db.collection<Thing>(name);

  it('gives back what was inserted, in the order of insertion', async () => {
    const things = fresh('order');
    await things.insertMany([{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
    expect(await things.find().toArray()).toEqual([{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
  });

  it('finds by comparison, membership, pattern and array element', async () => {
    const things = fresh('find');
    await things.insertMany([
      { _id: 1, n: 5, s: 'apple', tags: ['a', 'b'] },
      { _id: 2, n: 7, s: 'banana', tags: ['b'] },
      { _id: 3, n: 9, s: 'cherry', tags: [] },
      { _id: 4 },
    ]);
    const ids = async (filter: object) =>
      (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
    expect(await ids({ n: { $gt: 5 } })).toEqual([2, 3]);
    expect(await ids({ n: { $in: [5, 9] } })).toEqual([1, 3]);
    expect(await ids({ n: { $nin: [5, 9] } })).toEqual([2, 4]);
    expect(await ids({ s: /^b/ })).toEqual([2]);
    expect(await ids({ tags: 'b' })).toEqual([1, 2]);
    expect(await ids({ tags: { $size: 0 } })).toEqual([3]);
    expect(await ids({ n: null })).toEqual([4]);
    expect(await ids({ n: { $exists: false } })).toEqual([4]);
    expect(await ids({ $or: [{ n: 5 }, { s: 'cherry' }] })).toEqual([1, 3]);
    expect(await ids({ n: { $not: { $gte: 7 } } })).toEqual([1, 4]);
    expect(await ids({ $expr: { $gt: ['$n', 6] } })).toEqual([2, 3]);
  });

  it('pages through thousands of documents with a cursor', async () => {
    const things = fresh('cursor');
    await things.insertMany(Array.from({ length: 3000 }, (_, i) => ({ _id: i })));
    expect(await things.find().batchSize(100).toArray()).toHaveLength(3000);
    expect(await things.countDocuments({ _id: { $gte: 2990 } })).toBe(10);
    expect(await things.estimatedDocumentCount()).toBe(3000);
    const page = await things.find().sort({ _id: -1 }).skip(10).limit(3).toArray();
    expect(page.map(({ _id }) => _id)).toEqual([2989, 2988, 2987]);
  });

  it('updates with operators and tells what it did', async () => {
    const things = fresh('update');
    await things.insertOne({ _id: 1, n: 1, list: [1, 2, 3] });
    const result = await things.updateOne(
      { _id: 1 },
      {
        $inc: { n: 2 },
        $push: { list: 4 },
        $set: { 'a.b': 'x' },
      },
    );
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
    expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, n: 3, list: [1, 2, 3, 4], a: { b: 'x' } });
    expect(await things.updateOne({ _id: 1 }, { $set: { n: 3 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });

  it('keeps an _id of null, wherever it stands in the document', async () => {
    const things = fresh('nullIds');
    // By command, because the driver's insert puts an id of its own in the place of null.
    const insert = { insert: things.collectionName, documents: [{ a: 1, _id: null }] };
    expect(await session().db.command(insert)).toMatchObject({ n: 1 });
    expect(await things.find({ _id: { $type: 'null' } }).toArray()).toEqual([{ _id: null, a: 1 }]);
    expect(await session().db.command(insert)).toMatchObject({ n: 0, writeErrors: [{ code: 11000 }] });
    await things.deleteOne({ _id: null as never });
    await things.updateOne({ a: 2 }, { $setOnInsert: { _id: null as never } }, { upsert: true });
    await things.replaceOne({ _id: null as never }, { a: 3 }, { upsert: true });
    expect(await things.find().toArray()).toEqual([{ _id: null, a: 3 }]);
  });

  it('upserts from the filter and $setOnInsert', async () => {
    const things = fresh('upsert');
    const change = { $setOnInsert: { made: true }, $inc: { n: 1 } };
    expect(await things.updateOne({ _id: 'a', kind: 'k' }, change, { upsert: true })).toMatchObject({
      upsertedId: 'a',
      upsertedCount: 1,
    });
    expect(await things.updateOne({ _id: 'a', kind: 'k' }, change, { upsert: true })).toMatchObject({
      upsertedCount: 0,
    });
    expect(await things.findOne({ _id: 'a' })).toEqual({ _id: 'a', kind: 'k', made: true, n: 2 });
  });

  it('updates with a pipeline that reads the document', async () => {
    const things = fresh('pipeline');
    await things.insertOne({ _id: 1, a: 2, b: 3 });
    await things.updateOne({ _id: 1 }, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }]);
    expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, b: 3, sum: 5 });
  });

  it('finds and changes a document in one step', async () => {
    const things = fresh('findAndModify');
    await things.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    expect(
      await things.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: -1 }, returnDocument: 'after' }),
    ).toEqual({ _id: 2, n: 12 });
    expect(await things.findOneAndDelete({ n: 1 })).toEqual({ _id: 1, n: 1 });
    expect(await things.findOneAndUpdate({ _id: 9 }, { $set: { n: 0 } })).toBeNull();
    expect(await things.findOneAndReplace({ _id: 2 }, { m: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 2,
      m: 1,
    });
  });

  it('reports errors of a bulk write at their positions', async () => {
    const things = fresh('bulk');
    const operations = [
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 1 } } },
      { insertOne: { document: { _id: 2 } } },
    ];
    const ordered = await things.bulkWrite(operations).catch((error: unknown) => error);
    expect(ordered).toBeInstanceOf(MongoBulkWriteError);
    expect(ordered).toMatchObject({
      code: 11000,
      insertedCount: 1,
      writeErrors: [{ index: 1, code: 11000 }],
    });
    await things.deleteMany({});
    const unordered = await things.bulkWrite(operations, { ordered: false }).catch((error: unknown) => error);
    expect(unordered).toMatchObject({ insertedCount: 2, writeErrors: [{ index: 1 }] });
  });

  it('lets exactly one of fifty concurrent inserts of a unique value win', async () => {
    const things = session().db.collection('unique');
    await things.createIndex({ email: 1 }, { unique: true });
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => things.insertOne({ email: 'a@b.c' })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [lost] = results.filter((result) => result.status === 'rejected');
    const error = lost?.reason as MongoServerError;
    expect(error).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: 'a@b.c' } });
    expect(error.message).toMatch(
      /^E11000 duplicate key error collection: .*\.unique index: email_1 dup key: \{ email: "a@b\.c" \}$/,
    );
  });

  it('keeps a guarded counter right under concurrency', async () => {
    const things = fresh('guard');
    await things.insertOne({ _id: 1, used: 0 });
    const results = await Promise.all(
      Array.from({ length: 40 }, () =>
        things.updateOne({ _id: 1, used: { $lte: 90 } }, { $inc: { used: 10 } }),
      ),
    );
    expect(results.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(10);
    expect(await things.findOne({ _id: 1 })).toEqual({ _id: 1, used: 100 });
  });

  it('groups, sorts and shapes with aggregate', async () => {
    const things = fresh('aggregate');
    await things.insertMany([
      { _id: 1, owner: 'a', size: 5 },
      { _id: 2, owner: 'b', size: 7 },
      { _id: 3, owner: 'a', size: 11 },
    ]);
    const totals = await things
      .aggregate([
        { $match: { size: { $gt: 1 } } },
        { $group: { _id: '$owner', total: { $sum: '$size' }, files: { $sum: 1 } } },
        { $sort: { total: -1 } },
        { $limit: 1 },
        { $project: { _id: 0, owner: '$_id', total: 1, files: 1 } },
      ])
      .toArray();
    expect(totals).toEqual([{ owner: 'a', total: 16, files: 2 }]);
    expect((await things.distinct('owner')).sort()).toEqual(['a', 'b']);
  });
});
