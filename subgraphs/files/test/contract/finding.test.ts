import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { StoredFile } from '../../domain/file';
import type { FileFilter } from '../../domain/fileFilter';
import { comparePositions, positionOf, type ListOrder } from '../../domain/filePage';
import type { FileStore } from '../../ports';
import { MemoryFileStore } from '../memory/MemoryFileStore';
import { startMongoStores } from '../realStores';
import { at, buildFile, buildFilter, later } from '../records';

interface Target {
  files: FileStore;
  close(): Promise<void>;
}
const TARGETS: [string, () => Promise<Target>][] = [
  ['memory', async () => ({ files: new MemoryFileStore(), close: async () => undefined })],
  ['MongoDB', startMongoStores],
];
const ORDERS: ListOrder[] = (['CREATED_AT', 'UPDATED_AT', 'NAME', 'SIZE'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })),
);
const NAMES = ['b', 'a', 'B', 'é', 'Zoë.png', '☂', '𝒳 x', '\uFF5E', 'aaaa', 'The quick brown fox.txt'];
const TYPES = ['image/png', 'image/jpeg', 'text/plain; charset=utf-8', 'application/pdf'];
const of = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

describe.each(TARGETS)('finding in %s', (_name, start) => {
  const ownerId = randomUUID();
  let target: Target;
  let all: StoredFile[];
  beforeAll(async () => {
    target = await start();
    all = Array.from({ length: 60 }, (_, index) =>
      buildFile({
        ownerId,
        name: of(NAMES, index),
        size: of([5, 0, 5, 2 ** 40, 7, 1], index),
        contentType: of(TYPES, index * 7),
        createdAt: later(Math.floor(index / 3)),
        updatedAt: later(100 - (index % 11)),
        status: of(['READY', 'READY', 'READY', 'TRASHED', 'PENDING', 'DELETING'] as const, index * 5),
      }),
    );
    for (const file of all) await target.files.insert(file, at);
    await target.files.insert(buildFile({ name: 'of somebody else', status: 'READY' }), at);
  });
  afterAll(() => target.close());

  const listAll = async (filter: FileFilter, order: ListOrder, limit: number) => {
    const seen: StoredFile[] = [];
    for (;;) {
      const last = seen.at(-1);
      const after = last === undefined ? null : positionOf(last, order);
      const query = { ownerId, filter, order, after, until: null, limit };
      const { files, stoppedAt } = await target.files.listFiles(query);
      expect(stoppedAt).toBeNull();
      expect(files.length).toBeLessThanOrEqual(limit);
      seen.push(...files);
      if (files.length < limit) return seen;
    }
  };
  const ids = (files: readonly StoredFile[]) => files.map(({ id }) => id);
  const sorted = (files: readonly StoredFile[], order: ListOrder) =>
    [...files].sort((one, other) =>
      comparePositions(positionOf(one, order), positionOf(other, order), order),
    );

  it.each(ORDERS)('pages through everything once by $field $direction', async (order) => {
    const expected = sorted(
      all.filter(({ status }) => status === 'READY'),
      order,
    );
    for (const limit of [1, 4, 100]) {
      expect(ids(await listAll(buildFilter(), order, limit))).toEqual(ids(expected));
    }
    const [first, last] = [positionOf(expected[3]!, order), positionOf(expected[9]!, order)];
    const between = { ownerId, filter: buildFilter(), order, after: first, until: last, limit: 100 };
    expect(ids((await target.files.listFiles(between)).files)).toEqual(ids(expected.slice(4, 9)));
  });

  const cases: [string, Partial<FileFilter>, (file: StoredFile) => boolean][] = [
    ['TRASHED ones', { status: 'TRASHED' }, () => true],
    ['PENDING ones', { status: 'PENDING' }, () => true],
    ['images', { mediaType: 'image/*' }, ({ contentType }) => contentType.startsWith('image/')],
    ['a type', { mediaType: 'text/plain' }, ({ contentType }) => contentType.startsWith('text/plain')],
    ['sizes', { size: { min: 5, max: 7 } }, ({ size }) => size >= 5 && size <= 7],
    ['large ones', { size: { min: 8, max: null } }, ({ size }) => size >= 8],
    [
      'times',
      { createdAt: { min: later(2).getTime(), max: later(9).getTime() } },
      ({ createdAt }) => createdAt >= later(2) && createdAt <= later(9),
    ],
    [
      'changes',
      { updatedAt: { min: null, max: later(95).getTime() } },
      ({ updatedAt }) => updatedAt <= later(95),
    ],
    ['one letter', { nameContains: 'b' }, ({ name }) => /b/i.test(name)],
    ['repeated letters', { nameContains: 'aa' }, ({ name }) => name === 'aaaa'],
    ['an accent', { nameContains: 'zoe.' }, ({ name }) => name === 'Zoë.png'],
    ['a long text', { nameContains: 'the quick brown fox.t' }, ({ name }) => name.startsWith('The quick')],
    ['another long text', { nameContains: 'he quick brown fox.png' }, () => false],
    ['signs', { nameContains: '.*' }, () => false],
    [
      'everything at once',
      {
        mediaType: 'image/*',
        size: { min: 1, max: null },
        nameContains: 'a',
        updatedAt: { min: 0, max: null },
      },
      ({ contentType, size, name }) => contentType.startsWith('image/') && size > 0 && /a/i.test(name),
    ],
  ];
  it.each(cases)('filters by %s, in every order', async (_what, change, matches) => {
    const filter = buildFilter(change);
    const expected = all.filter((file) => file.status === filter.status && matches(file));
    for (const order of ORDERS) {
      expect(ids(await listAll(filter, order, 3))).toEqual(ids(sorted(expected, order)));
    }
    expect(await target.files.countFiles(ownerId, filter)).toEqual({
      count: expected.length,
      isExact: true,
    });
  });

  it('goes on from a place that no file has, also outside of what the filter lets through', async () => {
    const place = fc.record({ value: fc.integer({ min: -1, max: 9 }), id: fc.uuid() });
    const filter = buildFilter({ size: { min: 1, max: 6 } });
    await fc.assert(
      fc.asyncProperty(place, fc.constantFrom('ASC' as const, 'DESC' as const), async (after, direction) => {
        const order: ListOrder = { field: 'SIZE', direction };
        const query = { ownerId, filter, order, after, until: null, limit: 100 };
        const { files } = await target.files.listFiles(query);
        const expected = all
          .filter(({ status, size }) => status === 'READY' && size >= 1 && size <= 6)
          .filter((file) => comparePositions(positionOf(file, order), after, order) > 0);
        expect(ids(files)).toEqual(ids(sorted(expected, order)));
      }),
      { numRuns: 30 },
    );
  });
});
