import { BSON, type Document } from 'mongodb';
import { describeContract } from './target';

describeContract('Aggregation', (session) => {
  const collection = (name: string) => session().db.collection<Document>(name);

  /** The value of an expression on a document. */
  const evaluate = async (expression: unknown, fields: Document = {}): Promise<unknown> => {
    const [result] = await session()
      .db.aggregate([{ $documents: [{ $literal: fields }] }, { $project: { _id: 0, value: expression } }])
      .toArray();
    return result!['value'] as unknown;
  };

  it.each<[string, unknown, unknown, Document?]>([
    ['adds', { $add: ['$a', 2, 0.5] }, 3.5, { a: 1 }],
    ['gives null for a missing operand', { $add: ['$nope', 1] }, null],
    ['divides integers to a double', { $divide: [7, 2] }, 3.5],
    ['takes the rest with the sign of the dividend', { $mod: [-7, 3] }, -1],
    ['rounds half to even', [{ $round: 2.5 }, { $round: 3.5 }, { $round: [1.25, 1] }], [2, 4, 1.2]],
    ['cuts', { $trunc: [-1.57, 1] }, -1.5],
    ['compares across types', [{ $lt: [5, 'a'] }, { $gt: [null, 5] }], [true, false]],
    ['chooses', { $cond: [{ $gt: ['$a', 1] }, 'yes', 'no'] }, 'no', { a: 1 }],
    ['falls back', { $ifNull: ['$nope', null, 'x'] }, 'x'],
    ['switches', { $switch: { branches: [{ case: false, then: 1 }], default: 2 } }, 2],
    [
      'maps, filters and reduces',
      {
        $reduce: {
          input: {
            $filter: {
              input: { $map: { input: '$a', as: 'x', in: { $multiply: ['$$x', 2] } } },
              cond: { $gt: ['$$this', 2] },
            },
          },
          initialValue: 0,
          in: { $add: ['$$value', '$$this'] },
        },
      },
      10,
      { a: [1, 2, 3] },
    ],
    ['reads through arrays', '$a.b', [1, 2], { a: [{ b: 1 }, { c: 5 }, { b: 2 }] }],
    ['slices', [{ $slice: ['$a', -2] }, { $slice: ['$a', 1, 1] }], [[2, 3], [2]], { a: [1, 2, 3] }],
    [
      'joins sets',
      {
        $setIntersection: [
          [1, 2, 2],
          [2, 3],
        ],
      },
      [2],
    ],
    [
      'splits and joins text',
      { $concat: [{ $toUpper: { $arrayElemAt: [{ $split: ['a-b', '-'] }, 1] } }, '!'] },
      'B!',
    ],
    [
      'finds by pattern',
      { $regexFind: { input: 'ab12', regex: '([a-z])(\\d)' } },
      { match: 'b1', idx: 1, captures: ['b', '1'] },
    ],
    [
      'formats dates',
      { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M', timezone: '+02:00' } },
      '2026-03-01 01:30',
      { d: new Date('2026-02-28T23:30:00Z') },
    ],
    [
      'adds months to dates',
      { $dateAdd: { startDate: '$d', unit: 'month', amount: 1 } },
      new Date('2026-02-28T00:00:00Z'),
      { d: new Date('2026-01-31T00:00:00Z') },
    ],
    [
      'counts boundaries between dates',
      { $toInt: { $dateDiff: { startDate: '$d', endDate: '$e', unit: 'day' } } },
      1,
      { d: new Date('2026-01-31T23:00:00Z'), e: new Date('2026-02-01T01:00:00Z') },
    ],
    [
      'converts',
      [
        { $toInt: '42' },
        { $toString: 1.5 },
        { $toBool: 'false' },
        { $convert: { input: 'x', to: 'int', onError: -1 } },
      ],
      [42, '1.5', true, -1],
    ],
    ['merges objects', { $mergeObjects: ['$a', { c: 3 }] }, { b: 1, c: 3 }, { a: { b: 1, c: 2 } }],
    [
      'names types',
      [{ $type: 1 }, { $type: 1.5 }, { $type: '$nope' }, { $type: [[]] }],
      ['int', 'double', 'missing', 'array'],
    ],
  ])('%s', async (_, expression, expected, fields = {}) => {
    expect(await evaluate(expression, fields)).toEqual(expected);
  });

  it('groups by several fields with every kind of accumulator', async () => {
    const things = collection('groups');
    await things.insertMany(
      [1, 2, 3, 4].map((n) => ({ _id: n as never, k: n % 2, n, tag: n > 2 ? 'b' : 'a' })),
    );
    const groups = await things
      .aggregate([
        { $sort: { n: 1 } },
        {
          $group: {
            _id: { k: '$k' },
            sum: { $sum: '$n' },
            avg: { $avg: '$n' },
            min: { $min: '$n' },
            max: { $max: '$n' },
            first: { $first: '$n' },
            last: { $last: '$n' },
            all: { $push: '$n' },
            tags: { $addToSet: '$tag' },
            count: { $count: {} },
          },
        },
        { $sort: { '_id.k': 1 } },
      ])
      .toArray();
    expect(groups[0]).toMatchObject({
      _id: { k: 0 },
      sum: 6,
      avg: 3,
      min: 2,
      max: 4,
      first: 2,
      last: 4,
      all: [2, 4],
      count: 2,
    });
    expect([...(groups[0]!['tags'] as string[])].sort()).toEqual(['a', 'b']);
  });

  it('adds without losing the type or small parts', async () => {
    const things = collection('sums');
    const { Long, Int32 } = BSON;
    await things.insertMany([
      { l: Long.fromNumber(1), i: new Int32(2 ** 31 - 1) },
      { l: new Int32(1), i: new Int32(1) },
    ]);
    await things.updateMany({}, { $set: { d: 0.1 } });
    const [sums] = await things
      .aggregate([{ $group: { _id: null, l: { $sum: '$l' }, i: { $sum: '$i' }, d: { $sum: '$d' } } }], {
        promoteValues: false,
      })
      .toArray();
    expect(sums).toMatchObject({ l: Long.fromNumber(2), i: Long.fromNumber(2 ** 31) });
  });

  it('unwinds, joins, splits and writes', async () => {
    const owners = collection('owners');
    const files = collection('files');
    await owners.insertMany([{ _id: 'a' as never }, { _id: 'b' as never }]);
    await files.insertMany([
      { _id: 1 as never, owner: 'a', tags: ['x', 'y'] },
      { _id: 2 as never, owner: 'a', tags: [] },
    ]);
    const joined = [
      { $lookup: { from: 'files', localField: '_id', foreignField: 'owner', as: 'files' } },
      { $set: { n: { $size: '$files' } } },
      { $unset: 'files' },
      { $sort: { _id: 1 } },
    ];
    expect(await owners.aggregate(joined).toArray()).toEqual([
      { _id: 'a', n: 2 },
      { _id: 'b', n: 0 },
    ]);
    const unwound = [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
      { $sort: { _id: 1, tags: 1 } },
    ];
    expect(await files.aggregate(unwound).toArray()).toEqual([
      { _id: 1, owner: 'a', tags: 'x' },
      { _id: 1, owner: 'a', tags: 'y' },
      { _id: 2, owner: 'a' },
    ]);
    const [facets] = await files
      .aggregate([{ $facet: { all: [{ $count: 'n' }], none: [{ $match: { owner: 'z' } }] } }])
      .toArray();
    expect(facets).toEqual({ all: [{ n: 2 }], none: [] });
    await owners.aggregate([...joined, { $out: 'counts' }]).toArray();
    await owners.aggregate([{ $project: { seen: { $literal: true } } }, { $merge: 'counts' }]).toArray();
    expect(await collection('counts').find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', n: 2, seen: true },
      { _id: 'b', n: 0, seen: true },
    ]);
  });
});
