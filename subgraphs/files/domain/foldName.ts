/** A folded name is cut here (code points): what one name may take up in an index. */
const MAX_FOLDED = 255;

/** The longest beginning of a suffix that is kept (code points). */
export const SUFFIX_LENGTH = 16;

/** Combining marks that are accents; those of other scripts make other letters and stay. */
const ACCENTS = /(?:[\u0300-\u036F]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F])/g;

/** Latin letters that look accented and have no decomposition in Unicode, and the two small sigmas. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/**
 * A name as it is searched and ordered by: without case, accents and compatibility differences (Unicode Standard
 * Annex 15, NFKC), so that "Über.PDF", "uber.pdf" and a decomposed spelling are one. At most 255 code points.
 */
export function foldName(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(ACCENTS, '')
    // Upper case first: it alone knows that ß is ss.
    .toUpperCase()
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(/[łøđðħŧıæœς]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
  return [...folded].slice(0, MAX_FOLDED).join('');
}

/**
 * Every suffix of a folded name, cut to 16 code points. A name contains a text of at most 16 exactly if one of these
 * begins with it: so "contains" becomes a range of an index.
 */
export function suffixesOf(folded: string): string[] {
  const letters = [...folded];
  return [...new Set(letters.map((_, at) => letters.slice(at, at + SUFFIX_LENGTH).join('')))];
}
