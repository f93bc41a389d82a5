import fc from 'fast-check';
import { contentDisposition } from './contentDisposition';

/** Reads a Content-Disposition as RFC 6266 says: `filename*` wins over `filename`. */
function fileNameOf(header: string): string {
  const extended = /; filename\*=UTF-8''([^;]*)$/.exec(header)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  return /^(?:attachment|inline); filename="([^"\\]*)"$/.exec(header)?.[1] ?? 'not well-formed';
}

it.each([
  ['coat.txt', 'attachment; filename="coat.txt"'],
  ['a "b" \\ c.txt', `attachment; filename="a _b_ _ c.txt"; filename*=UTF-8''a%20%22b%22%20%5C%20c.txt`],
  ['naïve €.txt', `attachment; filename="na_ve _.txt"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt`],
  ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
  ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"`],
])('names a download %j', (name, header) => {
  expect(contentDisposition('ATTACHMENT', name)).toBe(header);
});

it('says inline when asked', () => {
  expect(contentDisposition('INLINE', 'hat.png')).toBe('inline; filename="hat.png"');
});

it('U09 lets no name break out of the header, and brings every name back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      const header = contentDisposition('ATTACHMENT', name);
      expect(header).toMatch(
        /^attachment; filename="[ !#-[\]-~]*"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]*)?$/,
      );
      expect(fileNameOf(header)).toBe(name);
    }),
  );
});
