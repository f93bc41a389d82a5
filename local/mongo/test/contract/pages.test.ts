import type { Document, ExplainVerbosityLike, Sort } from 'mongodb';
import { describeContract } from './target';

/** The stages of a plan, the outermost first, and what it cost. */
function costOf(explained: Document): { plan: string; keys: number; docs: number; returned: number } {
  const stages: string[] = [];
  const visit = (stage: Document | undefined): void => {
    if (stage === undefined) return;
    stages.push(stage['stage'] as string);
    visit((stage['inputStage'] ?? stage['inputStages']?.[0]) as Document | undefined);
  };
  const planner = explained['queryPlanner'];
  visit((planner.winningPlan.queryPlan ?? planner.winningPlan) as Document);
  const stats = explained['executionStats'];
  return {
    plan: stages.join(' '),
    keys: stats.totalKeysExamined,
    docs: stats.totalDocsExamined,
    returned: stats.nReturned,
  };
}

const verbosity = 'executionStats' satisfies ExplainVerbosityLike;

describeContract('Pages of a long list', (session) => {
  const files = () => session().db.collection<Document>('files');

  beforeAll(async () => {
    await files().createIndexes([
      { key: { owner: 1, status: 1, createdAt: -1, _id: -1 } },
      { key: { owner: 1, status: 1, size: 1, _id: 1 } },
    ]);
    await files().insertMany(
      Array.from({ length: 6000 }, (_, i) => ({
        _id: i as never,
        owner: `owner${i % 2}`,
        status: ['READY', 'TRASHED', 'PENDING'][i % 3],
        createdAt: new Date(1e12 + Math.floor(i / 50) * 1000),
        size: (i * 7919) % 500,
      })),
    );
  });

  const statuses = { $in: ['READY', 'TRASHED'] };
  const sorts: { title: string; sort: Sort & Record<string, 1 | -1>; field: 'createdAt' | 'size' }[] = [
    { title: 'newest first', sort: { createdAt: -1, _id: -1 }, field: 'createdAt' },
    { title: 'oldest first', sort: { createdAt: 1, _id: 1 }, field: 'createdAt' },
    { title: 'smallest first', sort: { size: 1, _id: 1 }, field: 'size' },
    { title: 'largest first', sort: { size: -1, _id: -1 }, field: 'size' },
  ];

  it.each(sorts)(
    'come $title through several values of a field before the order',
    async ({ sort, field }) => {
      const filter = { owner: 'owner1', status: statuses };
      const whole = await files().find(filter).sort(sort).hint({ $natural: 1 }).toArray();
      expect(whole).toHaveLength(2000);
      const page = () => files().find(filter).sort(sort).limit(20);
      expect(await page().toArray()).toEqual(whole.slice(0, 20));
      expect(await files().find(filter).sort(sort).toArray()).toEqual(whole);
      const first = costOf(await page().explain(verbosity));
      expect(first.plan).toContain('SORT_MERGE');
      expect(first).toMatchObject({ returned: 20 });
      expect(first.docs).toBeLessThanOrEqual(22);
      expect(first.keys).toBeLessThanOrEqual(24);

      const last = whole[999]!;
      const beyond = sort[field] === 1 ? '$gt' : '$lt';
      const next = () =>
        files()
          .find({
            ...filter,
            $or: [
              { [field]: { [beyond]: last[field] } },
              { [field]: last[field], _id: { [beyond]: last._id } },
            ],
          })
          .sort(sort)
          .limit(20);
      expect(await next().toArray()).toEqual(whole.slice(1000, 1020));
      const second = costOf(await next().explain(verbosity));
      expect(second.plan).not.toMatch(/COLLSCAN|SORT( |$)/);
      expect(second.docs).toBeLessThanOrEqual(45);
    },
  );

  it('are sorted in memory by a bounded sort where no index helps', async () => {
    const sort = { size: -1, _id: 1 } as const;
    const explained = await files().find({}).sort(sort).skip(5).limit(10).explain('queryPlanner');
    const winning = explained['queryPlanner'].winningPlan;
    expect(JSON.stringify(winning.queryPlan ?? winning)).toContain('"limitAmount":15');
    const whole = await files().find({}).sort(sort).toArray();
    expect(await files().find({}).sort(sort).skip(5).limit(10).toArray()).toEqual(whole.slice(5, 15));
    const stages = [{ $sort: sort }, { $skip: 5 }, { $limit: 10 }];
    expect(await files().aggregate(stages).toArray()).toEqual(whole.slice(5, 15));
    const later = [{ $addFields: { more: 1 } }, ...stages, { $project: { more: 0 } }];
    expect(await files().aggregate(later).toArray()).toEqual(whole.slice(5, 15));
  });
});

describeContract('Counting', (session) => {
  const things = () => session().db.collection<Document>('counted');

  beforeAll(async () => {
    await things().createIndex({ owner: 1, at: 1 });
    await things().insertMany(
      Array.from({ length: 900 }, (_, i) => ({ owner: `owner${i % 3}`, at: new Date(i), n: i })),
    );
  });

  const explained = async (query: Document): Promise<Document> =>
    session().db.command({ explain: { count: 'counted', query }, verbosity });

  it('reads keys only where an index holds all that is asked', async () => {
    const queries: [Document, number][] = [
      [{ owner: 'owner1' }, 300],
      [{ owner: 'owner1', at: { $gte: new Date(300) } }, 200],
      [{ owner: 'owner1', at: { $gte: new Date(300), $lt: new Date(600) } }, 100],
      [{ owner: 'nobody' }, 0],
    ];
    for (const [query, count] of queries) {
      const { plan, docs, keys } = costOf(await explained(query));
      expect(plan).toBe('COUNT COUNT_SCAN');
      expect(docs).toBe(0);
      expect(keys).toBeLessThanOrEqual(count + 1);
      expect(await session().db.command({ count: 'counted', query })).toMatchObject({ n: count });
      expect(await things().countDocuments(query)).toBe(count);
      expect(await things().countDocuments(query, { skip: 50, limit: 70 })).toBe(
        Math.max(Math.min(count - 50, 70), 0),
      );
    }
  });

  it('reads documents where it must', async () => {
    const { plan, docs } = costOf(await explained({ owner: 'owner1', n: { $lt: 10 } }));
    expect(plan).toBe('COUNT FETCH IXSCAN');
    expect(docs).toBe(300);
    expect(await things().countDocuments({ owner: 'owner1', n: { $lt: 10 } })).toBe(3);
  });

  it('counts a document once however many of its elements match', async () => {
    const lists = session().db.collection('lists');
    await lists.createIndex({ tags: 1 });
    await lists.insertMany([{ tags: ['a', 'b', 'c'] }, { tags: ['a'] }, { tags: null }, {}]);
    expect(await lists.countDocuments({ tags: { $gte: 'a' } })).toBe(2);
    expect(await lists.countDocuments({ tags: null })).toBe(2);
  });

  it('leaves NaN out of what is less than a number', async () => {
    const numbers = session().db.collection('numbers');
    await numbers.createIndex({ n: 1 });
    await numbers.insertMany([{ n: NaN }, { n: -Infinity }, { n: 1 }, { n: 2 }]);
    expect(await numbers.countDocuments({ n: { $lt: 2 } })).toBe(2);
    expect(await numbers.countDocuments({ n: { $gt: 1 } })).toBe(1);
    expect(await numbers.countDocuments({ n: { $gte: NaN } })).toBe(1);
  });
});
