import { randomUUID } from 'node:crypto';
import { fileModel } from '../../adapters/mongo/fileModel';
import type { FileFilter } from '../../domain/fileFilter';
import { positionOf, type ListOrder, type ListPosition } from '../../domain/filePage';
import type { FoundFiles, ListQuery } from '../../ports';
import { fillWithFiles } from '../manyFiles';
import { startMongoStores, type MongoTarget } from '../realStores';
import { buildFilter } from '../records';

/** FILES=1000000 shows that a page costs the same there; filling takes its time. */
const FILES = Number(process.env.FILES ?? 20_000);
const ownerId = randomUUID();
const START = Date.parse('2026-01-01T00:00:00.000Z');
const ORDERS: ListOrder[] = (['CREATED_AT', 'UPDATED_AT', 'NAME', 'SIZE'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
);

let target: MongoTarget;
beforeAll(async () => {
  target = await startMongoStores();
  await fillWithFiles(target.connection, ownerId, FILES, START);
}, 3_600_000);
afterAll(() => target.close());

/** What the database examines for what `work` asks of it: each query is taken down and explained. */
async function examinedBy<T>(
  work: () => Promise<T>,
): Promise<{ result: T; keys: number; documents: number }> {
  const asked: { filter: object; options: object }[] = [];
  target.connection.set('debug', (_collection: string, _method: string, filter: object, options: object) => {
    asked.push({ filter, options });
  });
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  target.connection.set('debug', false);
  const { collection } = fileModel(target.connection);
  let [keys, documents] = [0, 0];
  for (const { filter, options } of asked) {
    // A count reads the same keys as the search would.
    const { executionStats } = (await collection
      .find(filter, options)
      .explain('executionStats')) as unknown as {
      executionStats: { totalKeysExamined: number; totalDocsExamined: number };
    };
    keys += executionStats.totalKeysExamined;
    documents += executionStats.totalDocsExamined;
  }
  if (process.env.FILES !== undefined)
    process.stderr.write(
      `${asked.length} queries, ${Math.round(ms)} ms, ${keys} keys, ${documents} documents\n`,
    );
  return { result, keys, documents };
}

const page = (filter: FileFilter, order: ListOrder, found?: FoundFiles) => {
  const last = found?.files.at(-1);
  const after = last === undefined ? null : positionOf(last, order);
  return target.files.listFiles({ ownerId, filter, order, after, until: null, limit: 21 });
};

const PLAIN: [string, Partial<FileFilter>][] = [
  ['no filter', {}],
  ['a type', { mediaType: 'image/png' }],
  ['a kind', { mediaType: 'image/*' }],
  ['the trash', { status: 'TRASHED' }],
];
it.each(PLAIN)(
  'reads a page of %s in any order, examining about as many records as it answers',
  async (_what, filter) => {
    for (const order of ORDERS) {
      const first = await examinedBy(() => page(buildFilter(filter), order));
      const second = await examinedBy(() => page(buildFilter(filter), order, first.result));
      for (const { result, keys, documents } of [first, second]) {
        expect(result.files).toHaveLength(21);
        expect(keys).toBeLessThanOrEqual(25);
        expect(documents).toBeLessThanOrEqual(25);
      }
    }
  },
);

const RANGES: [string, ListOrder['field'], Partial<FileFilter>][] = [
  ['size', 'SIZE', { size: { min: 100, max: 900 } }],
  ['creation', 'CREATED_AT', { createdAt: { min: START + 1_000, max: START + 9_000_000 } }],
  ['change', 'UPDATED_AT', { updatedAt: { min: START + 1_000, max: START + 9_000_000 } }],
];
it.each(RANGES)(
  'reads a page of a range of %s in its order at the same cost',
  async (_what, field, filter) => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const first = await examinedBy(() => page(buildFilter(filter), { field, direction }));
      const second = await examinedBy(() => page(buildFilter(filter), { field, direction }, first.result));
      for (const { result, documents } of [first, second]) {
        expect(result.files).toHaveLength(21);
        expect(documents).toBeLessThanOrEqual(25);
      }
    }
  },
);

/** Name, filter, how many are found, how many documents may be examined. */
const OTHERS: [string, Partial<FileFilter>, number, number][] = [
  ['a text that is in many names', { nameContains: 'photo' }, 21, 100],
  ['a single letter', { nameContains: 'o' }, 21, 100],
  ['a range that many are in', { size: { min: 100, max: 900 } }, 21, 100],
  ['a text that is in one name', { nameContains: `scan-${FILES - 3}-` }, 1, 110],
  // Its first or last letters may be in more names than it.
  ['a long text that is in one name', { nameContains: `file scan-${FILES - 3}-of-my-photos` }, 1, 2_000],
  ['a text that is in no name', { nameContains: 'nothing of the kind' }, 0, 110],
  ['a range that few are in', { size: { min: 10_000_000, max: null } }, 5, 110],
  ['a text and a type', { nameContains: `scan-${FILES - 3}`, mediaType: 'image/*' }, 0, 110],
];
it.each(OTHERS)(
  'finds %s in any order, examining a bounded number of records',
  async (_what, filter, count, bound) => {
    for (const order of ORDERS) {
      if (order.field === 'SIZE' && filter.size !== undefined) continue;
      const { result, documents } = await examinedBy(() => page(buildFilter(filter), order));
      expect(result.files).toHaveLength(count);
      expect(result.stoppedAt).toBeNull();
      // A count reads keys; what it counts is examined twice where it is then fetched.
      expect(documents).toBeLessThanOrEqual(bound + 2 * count + 20);
    }
  },
);

it('stops after some thousand records when two conditions are frequent and hardly ever meet, and goes on from there', async () => {
  const filter = buildFilter({
    createdAt: { min: START + FILES * 100, max: START + FILES * 499 },
    nameContains: 'scan-1',
  });
  const order: ListOrder = { field: 'SIZE', direction: 'ASC' };
  let after: ListPosition | null = null;
  let pages = 0;
  for (;;) {
    const query: ListQuery = { ownerId, filter, order, after, until: null, limit: 21 };
    const { result, documents } = await examinedBy(() => target.files.listFiles(query));
    expect(documents).toBeLessThanOrEqual(4_500);
    expect(result.files).toEqual([]);
    pages += 1;
    if (result.stoppedAt === null || pages === 3) break;
    after = result.stoppedAt;
  }
  expect(pages).toBeGreaterThan(1);
});

it('counts up to a bound', async () => {
  const { result, documents } = await examinedBy(() => target.files.countFiles(ownerId, buildFilter()));
  expect(result).toEqual({ count: 1_000, isExact: false });
  expect(documents).toBeLessThanOrEqual(1_001);
  const trashed = await target.files.countFiles(ownerId, buildFilter({ status: 'TRASHED' }));
  expect(trashed).toMatchObject({ count: Math.min(1_000, FILES / 100) });
});
