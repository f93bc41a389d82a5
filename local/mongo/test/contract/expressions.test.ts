import { BSON, type Document } from 'mongodb';
import { describeContract } from './target';

const { Decimal128, Int32, Long, Timestamp, Double } = BSON;

describeContract('Expressions', (session) => {
  /** The value of an expression, with the types the server gave. */
  const evaluate = async (expression: unknown, fields: Document = {}): Promise<unknown> => {
    const [result] = await session()
      .db.aggregate([{ $documents: [{ $literal: fields }] }, { $project: { _id: 0, value: expression } }], {
        promoteValues: false,
      })
      .toArray();
    return BSON.EJSON.serialize({ value: result!['value'] }, { relaxed: false })['value'] as unknown;
  };

  const typed = (value: unknown): unknown =>
    BSON.EJSON.serialize({ value }, { relaxed: false })['value'] as unknown;

  it.each<[string, unknown, unknown, Document?]>([
    ['$firstN', { $firstN: { n: 2, input: '$a' } }, [3, null], { a: [3, null, 1] }],
    ['$firstN of fewer', { $firstN: { n: 5, input: [1] } }, [1]],
    ['$lastN', { $lastN: { n: { $add: [1, 1] }, input: '$a' } }, [null, 1], { a: [3, null, 1] }],
    ['$maxN, which passes over null', { $maxN: { n: 2, input: [3, null, 5, 1] } }, [5, 3]],
    ['$minN', { $minN: { n: 2.0, input: [3, null, 5, 1] } }, [1, 3]],
    ['$bitAnd', { $bitAnd: [12, 10, new Long(14)] }, new Long(8)],
    ['$bitOr', { $bitOr: [12, 3] }, new Int32(15)],
    ['$bitXor', { $bitXor: [12, 10] }, new Int32(6)],
    ['$bitAnd of nothing', { $bitAnd: [] }, new Int32(-1)],
    ['$bitOr with null', { $bitOr: [1, null] }, null],
    [
      '$bitNot',
      [{ $bitNot: 5 }, { $bitNot: new Long(5) }, { $bitNot: '$nope' }],
      [-6, Long.fromNumber(-6), null],
    ],
    ['$degreesToRadians', { $degreesToRadians: 180 }, new Double(Math.PI)],
    ['$radiansToDegrees', { $radiansToDegrees: new Double(Math.PI) }, new Double(180)],
    ['$sin and $cos of zero', [{ $sin: 0 }, { $cos: 0 }], [new Double(0), new Double(1)]],
    ['$atan2', { $atan2: [1, 1] }, new Double(Math.PI / 4)],
    ['$acosh', { $acosh: 1 }, new Double(0)],
    ['$tan of null', { $tan: null }, null],
    ['$tsSecond', { $tsSecond: '$t' }, new Long(77), { t: new Timestamp({ t: 77, i: 5 }) }],
    ['$tsIncrement', { $tsIncrement: '$t' }, new Long(5), { t: new Timestamp({ t: 77, i: 5 }) }],
    ['$tsSecond of a missing field', { $tsSecond: '$t' }, null],
    [
      '$percentile',
      { $percentile: { input: [5, 1, 'x', 3, 2, 4], p: [0, 0.5, 0.9, 1], method: 'approximate' } },
      [1, 3, 5, 5].map((value) => new Double(value)),
    ],
    ['$percentile of no numbers', { $percentile: { input: 'x', p: [0.5], method: 'approximate' } }, [null]],
    ['$median', { $median: { input: [4, 1, 2, 3], method: 'approximate' } }, new Double(2)],
    ['$median of a number', { $median: { input: 7, method: 'approximate' } }, new Double(7)],
    ['$median of null', { $median: { input: null, method: 'approximate' } }, null],
    [
      '$dateFromParts of an ISO week',
      { $dateFromParts: { isoWeekYear: 2026, isoWeek: 53, isoDayOfWeek: 7, hour: 6 } },
      new Date('2027-01-03T06:00:00Z'),
    ],
    [
      '$dateFromParts of an ISO year, in a time zone',
      { $dateFromParts: { isoWeekYear: 2017, timezone: '-05:00' } },
      new Date('2017-01-02T05:00:00Z'),
    ],
    [
      '$dateFromParts that carries',
      { $dateFromParts: { year: 2026, month: 14, day: 0 } },
      new Date('2027-01-31'),
    ],
    ['$dateFromParts of an early year', { $dateFromParts: { year: 12 } }, new Date('0012-01-01')],
    [
      '$dateToParts by ISO weeks',
      { $dateToParts: { date: '$d', iso8601: true } },
      { isoWeekYear: 2026, isoWeek: 53, isoDayOfWeek: 7, hour: 1, minute: 2, second: 3, millisecond: 4 },
      { d: new Date('2027-01-03T01:02:03.004Z') },
    ],
  ])('%s', async (_, expression, expected, fields = {}) => {
    expect(await evaluate(expression, fields)).toEqual(typed(expected));
  });

  it.each<[string, unknown, number]>([
    ['$firstN of what is no array', { $firstN: { n: 1, input: null } }, 5788200],
    ['$maxN of nothing', { $maxN: { n: 0, input: [1] } }, 5787908],
    ['$maxN of a half', { $maxN: { n: 1.5, input: [1] } }, 5787903],
    ['$maxN of a text', { $maxN: { n: 'x', input: [1] } }, 5787902],
    ['$maxN without n', { $maxN: { input: [1] } }, 5787906],
    ['$maxN without input', { $maxN: { n: 1 } }, 5787907],
    ['$maxN with something else', { $maxN: { n: 1, input: [1], x: 1 } }, 5787901],
    ['$bitAnd of a double', { $bitAnd: [1, 1.5] }, 14],
    ['$bitNot of a double', { $bitNot: 1.5 }, 14],
    ['$bitNot of a text', { $bitNot: 'x' }, 28765],
    ['$sin of a text', { $sin: 'x' }, 28765],
    ['$sin of infinity', { $sin: Infinity }, 50989],
    ['$acos beyond one', { $acos: 1.5 }, 50989],
    ['$atan2 of a text', { $atan2: ['x', 1] }, 51044],
    ['$atan2 by a text', { $atan2: [1, 'x'] }, 51045],
    ['$tsSecond of a number', { $tsSecond: 1 }, 5687301],
    ['$tsIncrement of a number', { $tsIncrement: 1 }, 5687302],
    ['$percentile without p', { $percentile: { input: 1, method: 'approximate' } }, 40414],
    ['$percentile above one', { $percentile: { input: 1, p: [2], method: 'approximate' } }, 7750303],
    ['$percentile of no places', { $percentile: { input: 1, p: [], method: 'approximate' } }, 7750301],
    ['$median by another method', { $median: { input: 1, method: 'exact' } }, 2],
    ['$dateFromParts of both kinds', { $dateFromParts: { year: 2026, isoWeek: 1 } }, 40489],
    ['$dateFromParts of an ISO year and a month', { $dateFromParts: { isoWeekYear: 1, month: 1 } }, 40525],
    ['$dateFromParts of neither', { $dateFromParts: { month: 1 } }, 40516],
    ['$dateFromParts of something else', { $dateFromParts: { year: 1, x: 1 } }, 40518],
    ['$dateFromParts of the year 0', { $dateFromParts: { year: 0 } }, 40523],
    ['$dateFromParts of half a year', { $dateFromParts: { year: 1.5 } }, 40515],
    ['$dateFromParts far away', { $dateFromParts: { year: 1, month: 40000 } }, 31034],
    ['$dateFromString of a day that is none', { $dateFromString: { dateString: '2026-02-31' } }, 241],
  ])('%s is refused', async (_, expression, code) => {
    await expect(evaluate(expression)).rejects.toMatchObject({ errorResponse: { code: new Int32(code) } });
  });

  it('choose the first, last, largest, smallest and middle of a group', async () => {
    const scores = session().db.collection<Document>('scores');
    await scores.insertMany(
      [5, 3, null, 9, 1].map((score, i) => ({ _id: i as never, game: i < 4 ? 'a' : 'b', score })),
    );
    // How many may depend on the group's _id.
    const stage = (n: unknown): Document => ({
      $group: {
        _id: { game: '$game' },
        firstN: { $firstN: { input: '$score', n: 2 } },
        lastN: { $lastN: { input: '$score', n: 2 } },
        maxN: { $maxN: { input: '$score', n: 2 } },
        minN: { $minN: { input: '$score', n } },
        top: { $top: { output: ['$_id', '$score'], sortBy: { score: -1 } } },
        bottom: { $bottom: { output: '$_id', sortBy: { score: -1 } } },
        topN: { $topN: { output: '$_id', sortBy: { score: 1, _id: 1 }, n: 2 } },
        bottomN: { $bottomN: { output: '$_id', sortBy: { score: 1, _id: 1 }, n: 2 } },
        median: { $median: { input: '$score', method: 'approximate' } },
        places: { $percentile: { input: '$score', p: [0, 1], method: 'approximate' } },
      },
    });
    const n = { $cond: [{ $eq: ['$game', 'a'] }, 2, 1] };
    expect(
      await scores.aggregate([{ $sort: { _id: 1 } }, stage(n), { $sort: { _id: 1 } }]).toArray(),
    ).toEqual([
      {
        _id: { game: 'a' },
        firstN: [5, 3],
        lastN: [null, 9],
        maxN: [9, 5],
        minN: [3, 5],
        top: [3, 9],
        bottom: 2,
        topN: [2, 1],
        bottomN: [0, 3],
        median: 5,
        places: [3, 9],
      },
      {
        _id: { game: 'b' },
        firstN: [1],
        lastN: [1],
        maxN: [1],
        minN: [1],
        top: [4, 1],
        bottom: 4,
        topN: [4],
        bottomN: [4],
        median: 1,
        places: [1, 1],
      },
    ]);
    await expect(scores.aggregate([stage(0)]).toArray()).rejects.toMatchObject({ code: 5787908 });
    const decimal = [{ $group: { _id: null, m: { $median: { input: '$d', method: 'approximate' } } } }];
    await scores.updateMany({}, { $set: { d: Decimal128.fromString('1.5') } });
    expect(await scores.aggregate(decimal).toArray()).toEqual([{ _id: null, m: 1.5 }]);
  });
});
