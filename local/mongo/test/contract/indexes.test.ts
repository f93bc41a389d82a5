import type { Document, ExplainVerbosityLike, FindCursor } from 'mongodb';
import { describeContract } from './target';

interface Explained {
  readonly plan: string;
  readonly returned: number;
  readonly docs: number;
}

/** The stages of a plan from the outside in, and what it cost. */
async function explained(cursor: FindCursor): Promise<Explained> {
  const result = await cursor.explain('executionStats' satisfies ExplainVerbosityLike);
  const stages: string[] = [];
  const visit = (stage: Document | undefined): void => {
    if (stage === undefined) return;
    stages.push(stage['stage'] as string);
    visit((stage['inputStage'] ?? stage['inputStages']?.[0]) as Document | undefined);
  };
  visit((result['queryPlanner'].winningPlan.queryPlan ?? result['queryPlanner'].winningPlan) as Document);
  const stats = result['executionStats'];
  return { plan: stages.join(' '), returned: stats.nReturned, docs: stats.totalDocsExamined };
}

describeContract('Indexes', (session) => {
  const collection = (name: string) => session().db.collection<Document>(name);

  it('lists, drops and repeats them as a server does', async () => {
    const things = collection('manage');
    expect(await things.createIndex({ a: 1, b: -1 }, { unique: true })).toBe('a_1_b_-1');
    expect(await things.createIndex({ a: 1, b: -1 }, { unique: true })).toBe('a_1_b_-1');
    await expect(things.createIndex({ a: 1, b: -1 }, { name: 'a_1_b_-1' })).rejects.toMatchObject({
      code: 86,
    });
    await things.createIndex({ c: 1 }, { sparse: true });
    expect(await things.listIndexes().toArray()).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1', unique: true },
      { v: 2, key: { c: 1 }, name: 'c_1', sparse: true },
    ]);
    await things.dropIndex('c_1');
    await expect(things.dropIndex('c_1')).rejects.toMatchObject({ code: 27 });
    await expect(things.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
    await expect(things.createIndex({ a: 0 })).rejects.toMatchObject({ code: 67 });
  });

  it('refuses to build a unique index over doubles, and leaves none behind', async () => {
    const things = collection('build');
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(things.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect(await things.listIndexes().toArray()).toHaveLength(1);
  });

  it('counts a missing field as null in a unique index, not in a sparse one', async () => {
    const things = collection('nulls');
    await things.createIndex({ a: 1 }, { unique: true });
    await things.createIndex({ b: 1 }, { unique: true, sparse: true });
    await things.insertOne({ a: 1 });
    await things.insertOne({ a: null });
    await expect(things.insertOne({})).rejects.toMatchObject({ code: 11000, keyValue: { a: null } });
    await things.insertOne({ a: 2, b: 1 });
    await expect(things.insertOne({ a: 3, b: 1 })).rejects.toMatchObject({ code: 11000, keyValue: { b: 1 } });
    await expect(things.updateOne({ a: 2 }, { $set: { a: 1 } })).rejects.toMatchObject({ code: 11000 });
  });

  it('sees 1, 1.0 and NumberLong(1) as one key', async () => {
    const things = collection('numbers');
    const { Double, Int32, Long, Decimal128 } = await import('mongodb').then(({ BSON }) => BSON);
    await things.insertOne({ _id: new Int32(1) as never });
    for (const id of [new Double(1), Long.fromNumber(1), Decimal128.fromString('1.0')]) {
      await expect(things.insertOne({ _id: id as never })).rejects.toMatchObject({ code: 11000 });
    }
  });

  it('indexes each element of an array', async () => {
    const things = collection('arrays');
    await things.createIndex({ tags: 1 });
    await things.insertMany([{ tags: ['a', 'b'] }, { tags: 'b' }, { tags: [] }, { other: 1 }]);
    expect(await explained(things.find({ tags: 'b' }))).toMatchObject({
      plan: 'FETCH IXSCAN',
      returned: 2,
      docs: 2,
    });
    expect(await things.countDocuments({ tags: null })).toBe(1);
    await things.createIndex({ x: 1, y: 1 });
    await expect(things.insertOne({ x: [1], y: [2] })).rejects.toMatchObject({ code: 171 });
  });

  it('reads a page behind a cursor by examining little more than the page', async () => {
    const files = collection('page');
    await files.createIndex({ owner: 1, createdAt: -1, _id: -1 });
    const documents = Array.from({ length: 3000 }, (_, i) => ({
      owner: `owner${i % 3}`,
      createdAt: new Date(1e12 + Math.floor(i / 30) * 1000),
    }));
    await files.insertMany(documents);
    const sort = { createdAt: -1, _id: -1 } as const;
    const first = files.find({ owner: 'owner1' }).sort(sort).limit(20);
    const whole = await files.find({ owner: 'owner1' }).sort(sort).toArray();
    const last = (await first.toArray())[19]!;
    const next = () =>
      files
        .find({
          owner: 'owner1',
          $or: [
            { createdAt: { $lt: last['createdAt'] } },
            { createdAt: last['createdAt'], _id: { $lt: last._id } },
          ],
        })
        .sort(sort)
        .limit(20);
    expect(await next().toArray()).toEqual(whole.slice(20, 40));
    const { plan, returned, docs } = await explained(next());
    expect(plan).toMatch(/IXSCAN/);
    expect(plan).not.toMatch(/COLLSCAN|^SORT$| SORT /);
    expect(returned).toBe(20);
    expect(docs).toBeLessThanOrEqual(40);
  });

  it('falls back to the whole collection where no index helps, and obeys a hint', async () => {
    const things = collection('hint');
    await things.insertMany(Array.from({ length: 20 }, (_, i) => ({ a: i, b: i % 2 })));
    await things.createIndex({ a: 1 });
    expect(await explained(things.find({ b: 1 }))).toMatchObject({
      plan: 'COLLSCAN',
      returned: 10,
      docs: 20,
    });
    expect(await explained(things.find({ a: { $gte: 5, $lt: 7 } }))).toMatchObject({
      plan: 'FETCH IXSCAN',
      returned: 2,
      docs: 2,
    });
    expect((await explained(things.find({ b: 1 }).hint('a_1'))).plan).toBe('FETCH IXSCAN');
    await expect(things.find({ b: 1 }).hint('none').toArray()).rejects.toMatchObject({ code: 2 });
  });

  it('uses a partial index only for what it holds', async () => {
    const things = collection('partial');
    await things.createIndex({ a: 1 }, { partialFilterExpression: { ready: true } });
    await things.insertMany([{ a: 1, ready: true }, { a: 1, ready: false }, { a: 1 }]);
    expect(await explained(things.find({ a: 1, ready: true }))).toMatchObject({
      plan: 'FETCH IXSCAN',
      returned: 1,
      docs: 1,
    });
    expect(await explained(things.find({ a: 1 }))).toMatchObject({ plan: 'COLLSCAN', returned: 3 });
  });
});
