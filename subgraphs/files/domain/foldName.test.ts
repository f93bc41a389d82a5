import fc from 'fast-check';
import { foldName, SUFFIX_LENGTH, suffixesOf } from './foldName';

it.each([
  ['Über.PDF', 'uber.pdf'],
  ['U\u0308ber', 'uber'],
  ['STRASSE', 'strasse'],
  ['Straße', 'strasse'],
  ['Łódź', 'lodz'],
  ['İstanbul ISPARTA ısı', 'istanbul isparta isi'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['οδός', 'οδοσ'],
  ['ﬁle Ａ', 'file a'],
  ['Ёлка', 'елка'],
  ['कि', 'कि'],
  ['가나', '가나'],
  ['が', 'が'],
])('folds %s to %s', (name, folded) => {
  expect(foldName(name)).toBe(folded);
  expect(foldName(folded)).toBe(folded);
});

it('keeps the size of what an index holds in bounds', () => {
  expect([...foldName('\uFDFA'.repeat(85))]).toHaveLength(255);
});

it('finds every part of a name by a suffix, and nothing else', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '𝒳', ' '), maxLength: 40 });
  fc.assert(
    fc.property(
      text,
      fc.string({ unit: fc.constantFrom('a', 'b', '𝒳'), minLength: 1, maxLength: 5 }),
      (name, part) => {
        const folded = foldName(name);
        const isFound = suffixesOf(folded).some((suffix) => suffix.startsWith(foldName(part)));
        expect(isFound).toBe(folded.includes(foldName(part)));
      },
    ),
  );
  expect(suffixesOf('x'.repeat(100)).every((suffix) => [...suffix].length <= SUFFIX_LENGTH)).toBe(true);
});
