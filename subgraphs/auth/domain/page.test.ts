import { refusal } from '../test/refusal';
import { createPage, encodeCursor, readPageRequest } from './page';

const position = { at: new Date('2030-01-01T00:00:00.123Z'), id: 'an id' };

it('reads its own cursors', () => {
  expect(readPageRequest({ first: 20, after: encodeCursor(position) })).toEqual({
    first: 20,
    after: position,
  });
  expect(readPageRequest({ first: 1 })).toEqual({ first: 1, after: null });
});

it.each(['', 'x', '{}', 'eyJ0IjoxfQ', encodeCursor(position).slice(1), 'a'.repeat(600)])(
  'G11 refuses %j for a cursor',
  (after) => {
    expect(refusal(() => readPageRequest({ first: 1, after }))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'after',
    });
  },
);

it.each([0, -1, 101, 1.5, Number.NaN])('G11 refuses pages of %d', (first) => {
  expect(refusal(() => readPageRequest({ first }))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
});

it('knows by the one more that was found that there is a next page', () => {
  expect(createPage([1, 2, 3], { first: 2, after: null })).toEqual({
    items: [1, 2],
    hasNextPage: true,
    hasPreviousPage: false,
  });
  expect(createPage([1, 2], { first: 2, after: 'c' })).toMatchObject({
    hasNextPage: false,
    hasPreviousPage: true,
  });
});
