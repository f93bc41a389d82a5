import { BSON, type Document } from 'mongodb';
import { describeContract } from './target';

const { Double, Int32, Long, Decimal128 } = BSON;

describeContract('Update operators', (session) => {
  const collection = (name: string) => session().db.collection<Document>(name);

  /** The document after an update. */
  const after = async (
    before: Document,
    update: Document | Document[],
    options: Document = {},
  ): Promise<Document> => {
    const things = collection('updates');
    await things.deleteMany({});
    await things.insertOne({ _id: 1 as never, ...before });
    await things.updateOne(
      { _id: 1 as never, ...((options['filter'] as Document | undefined) ?? {}) },
      update,
      options,
    );
    const { _id, ...rest } = (await things.findOne())!;
    expect(_id).toBe(1);
    return rest;
  };

  it.each<[string, Document, Document, Document, Document?]>([
    ['$unset', { a: 1, b: 2 }, { $unset: { a: '', c: '' } }, { b: 2 }],
    ['$unset of an element', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, 2] }],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 3 } }, { a: 3, b: 5, c: 1 }],
    ['$mul', { a: 5 }, { $mul: { a: 2, b: 3 } }, { a: 10, b: 0 }],
    ['$rename', { a: 1, b: { c: 2 } }, { $rename: { a: 'x', 'b.c': 'y' } }, { b: {}, x: 1, y: 2 }],
    [
      '$push with all its clauses',
      { a: [3, 1] },
      { $push: { a: { $each: [2, 5], $sort: 1, $slice: 3 } } },
      { a: [1, 2, 3] },
    ],
    [
      '$push at a position',
      { a: [1, 4] },
      { $push: { a: { $each: [2, 3], $position: 1 } } },
      { a: [1, 2, 3, 4] },
    ],
    [
      '$push sorted by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['$addToSet', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    [
      '$pull by value and by condition',
      { a: [1, 2, 1], b: [{ x: 1 }, { x: 5 }] },
      { $pull: { a: 1, b: { x: { $gt: 3 } } } },
      { a: [2], b: [{ x: 1 }] },
    ],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    ['the matched element', { a: [1, 5, 9] }, { $set: { 'a.$': 0 } }, { a: [1, 0, 9] }, { filter: { a: 5 } }],
    ['every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 2 }, { n: 3 }] }],
    [
      'chosen elements',
      { a: [1, 5, 9] },
      { $set: { 'a.$[x]': 0 } },
      { a: [1, 0, 0] },
      { arrayFilters: [{ x: { $gte: 5 } }] },
    ],
    ['an element beyond the end', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['new documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ])('%s', async (_, before, update, expected, options = {}) => {
    expect(await after(before, update, options)).toEqual(expected);
  });

  it('adds new fields in the order of their names', async () => {
    expect(Object.keys(await after({ z: 1 }, { $set: { c: 1, b: 1 }, $inc: { a: 1 } }))).toEqual([
      'z',
      'a',
      'b',
      'c',
    ]);
  });

  it('keeps the wider of two number types', async () => {
    const things = collection('types');
    const max = 2 ** 31 - 1;
    await things.insertOne({
      _id: 1 as never,
      i: new Int32(max),
      d: new Double(1),
      l: Long.fromNumber(1),
      m: Decimal128.fromString('1.1'),
    });
    await things.updateOne(
      {},
      { $inc: { i: new Int32(1), d: new Int32(1), l: new Int32(1), m: new Int32(1) } },
    );
    const [raw] = await things.find({}, { promoteValues: false }).toArray();
    expect(raw).toMatchObject({ i: Long.fromNumber(max + 1), d: new Double(2), l: Long.fromNumber(2) });
    expect(String(raw!['m'])).toBe('2.1');
    await things.updateOne({}, { $set: { l: Long.MAX_VALUE } });
    await expect(things.updateOne({}, { $inc: { l: 1 } })).rejects.toMatchObject({ code: 2 });
  });

  it('compares numbers of all types, and brackets comparisons by type', async () => {
    const things = collection('brackets');
    await things.insertMany([
      { _id: 1 as never, v: new Int32(5) },
      { _id: 2 as never, v: new Double(5.5) },
      { _id: 3 as never, v: Long.fromString('9007199254740993') },
      { _id: 4 as never, v: Decimal128.fromString('5.4') },
      { _id: 5 as never, v: '5' },
      { _id: 6 as never, v: null },
      { _id: 7 as never },
      { _id: 8 as never, v: new Date(5) },
      { _id: 9 as never, v: [4, 6] },
    ]);
    const ids = async (filter: Document) =>
      (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id as unknown);
    expect(await ids({ v: { $gt: 5 } })).toEqual([2, 3, 4, 9]);
    expect(await ids({ v: { $gt: 9007199254740992 } })).toEqual([3]);
    expect(await ids({ v: { $lt: 'a' } })).toEqual([5]);
    expect(await ids({ v: null })).toEqual([6, 7]);
    expect(await ids({ v: { $type: 'number' } })).toEqual([1, 2, 3, 4, 9]);
    const sorted = (await things.find().sort({ v: 1, _id: 1 }).toArray()).map(({ _id }) => _id as unknown);
    expect(sorted).toEqual([6, 7, 9, 1, 4, 2, 3, 5, 8]);
  });
});
