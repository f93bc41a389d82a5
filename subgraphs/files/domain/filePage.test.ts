import fc from 'fast-check';
import { checkPageSize, decodeCursor, encodeCursor, type ListOrder } from './filePage';
import type { StoredFile } from './file';

const file = (overrides: Partial<StoredFile> = {}) =>
  ({
    id: '0f6f2f0e-27a5-4f5a-8d6b-0d8a7b1c2d3e',
    name: 'coat.txt',
    size: 4,
    createdAt: new Date('2026-03-01T12:00:00.123Z'),
    ...overrides,
  }) as StoredFile;
const orders: ListOrder[] = (['CREATED_AT', 'NAME', 'SIZE'] as const).map((field) => ({
  field,
  direction: 'ASC',
}));

it('brings back the place of any file in any order', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...orders),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.maxSafeNat(),
      (order, name, size) => {
        const { value, id } = decodeCursor(encodeCursor(file({ name, size }), order), order);
        expect(id).toBe(file().id);
        expect(value).toBe({ CREATED_AT: file().createdAt.getTime(), NAME: name, SIZE: size }[order.field]);
      },
    ),
  );
});

const forge = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
it.each([
  '',
  'x',
  'not base64url!',
  forge(null),
  forge({ f: 'SIZE', v: { $gt: '' }, i: file().id }),
  forge({ f: 'SIZE', v: '1', i: file().id }),
  forge({ f: 'SIZE', v: 1, i: { $ne: 1 } }),
  forge({ f: 'SIZE', v: 1, i: file().id, x: 1 }),
  forge({ f: 'NAME', v: 1, i: file().id }),
  encodeCursor(file(), { field: 'NAME', direction: 'ASC' }),
  'A'.repeat(5_000),
])('G11 refuses a forged cursor, or one of another order: %s', (cursor) => {
  expect(() => decodeCursor(cursor, { field: 'SIZE', direction: 'ASC' })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }) as Error,
  );
});

it.each([0, -1, 101, 99_999_999, 1.5, NaN])('G11 refuses pages of %d files', (first) => {
  expect(() => checkPageSize(first)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'first' }) as Error,
  );
});
