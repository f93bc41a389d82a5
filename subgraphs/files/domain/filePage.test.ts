import fc from 'fast-check';
import { checkPageSize, decodeCursor, encodeCursor, positionOf, type ListOrder } from './filePage';
import type { StoredFile } from './file';

const file = (overrides: Partial<StoredFile> = {}) =>
  ({
    id: '0f6f2f0e-27a5-4f5a-8d6b-0d8a7b1c2d3e',
    name: 'coat.txt',
    size: 4,
    createdAt: new Date('2026-03-01T12:00:00.123Z'),
    updatedAt: new Date('2026-03-02T12:00:00.123Z'),
    ...overrides,
  }) as StoredFile;
const orders: ListOrder[] = (['CREATED_AT', 'UPDATED_AT', 'NAME', 'SIZE'] as const).map((field) => ({
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
        const place = positionOf(file({ name, size }), order);
        expect(decodeCursor('after', encodeCursor(place, order), order)).toEqual(place);
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
  // As they were before they had a version.
  forge({ f: 'SIZE', v: 1, i: file().id }),
  forge([1, 'SIZE', 1, file().id]),
  forge([2, 'SIZE', { $gt: '' }, file().id]),
  forge([2, 'SIZE', '1', file().id]),
  forge([2, 'SIZE', 1, { $ne: 1 }]),
  forge([2, 'SIZE', 1, file().id, 'x']),
  forge([2, 'NAME', 1, file().id]),
  encodeCursor({ value: 'coat', id: file().id }, { field: 'NAME', direction: 'ASC' }),
  'A'.repeat(5_000),
])('G11 refuses a forged cursor, or one of another order: %s', (cursor) => {
  expect(() => decodeCursor('after', cursor, { field: 'SIZE', direction: 'ASC' })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }) as Error,
  );
});

it.each([0, -1, 101, 99_999_999, 1.5, NaN])('G11 refuses pages of %d files', (first) => {
  expect(() => checkPageSize(first, null)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'first' }) as Error,
  );
  expect(() => checkPageSize(null, first)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'last' }) as Error,
  );
});

it('answers 20 files from the beginning unless told otherwise, and never from both ends', () => {
  expect(checkPageSize(null, null)).toEqual({ size: 20, isBackward: false });
  expect(checkPageSize(null, 7)).toEqual({ size: 7, isBackward: true });
  expect(() => checkPageSize(1, 1)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
});
