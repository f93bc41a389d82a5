import { decodeWords, encodeExactly, encodeWords } from './encodedWords';

// The expected values are answers of AWS S3.
test.each([
  ['test_—_file%E2%80%94_é_2?.pdf', '=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=3F.pdf?='],
  ['ÄMÄZÕÑ S3', '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?='],
  ['\u0000\u0001\u0002\u0003', '=?UTF-8?B?AAECAw==?='],
  ['\ufffd'.repeat(7), '=?UTF-8?B?77+977+977+977+977+977+977+9?='],
  ['Ã¶', '=?UTF-8?B?w4PCtg==?='],
])('metadata %j is written as S3 writes it, and read back', (text, encoded) => {
  expect(encodeWords(text)).toBe(encoded);
  expect(decodeWords(encoded)).toBe(text);
});

test('US-ASCII is written as it is, also when it looks encoded', () => {
  const punctuation = '! "#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~\t';
  for (const text of [punctuation, '=?UTF-8?Q?actually-ascii?=']) expect(encodeWords(text)).toBe(text);
});

test('long text is broken into words that are read back as one, surrogate pairs whole', () => {
  const text = 'é🙂 '.repeat(60);
  const words = encodeWords(text).split(' ');
  expect(words.length).toBeGreaterThan(5);
  for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
  expect(decodeWords(words.join(' '))).toBe(text);
});

test('words are decoded wherever they stand, and what is none stays', () => {
  expect(decodeWords('=?UTF-8?B?YWJj?=')).toBe('abc');
  expect(decodeWords('a =?utf-8?q?b_c?= d  =?iso-8859-1?Q?=E9?=\t=?UTF-8?Q?f?=')).toBe('a b c d  éf');
  for (const none of ['=?UTF-8?B?=GGG?=', '=?UTF-8?Q?=G?=', '=?nonsense?Q?a?=', 'a=?UTF-8?Q?b?=', '=?']) {
    expect(decodeWords(none)).toBe(none);
  }
});

test('any text survives as a header value, also one that looks encoded', () => {
  for (const text of ['plain', '=?UTF-8?Q?actually-ascii?=', 'é =?UTF-8?B?YWJj?=', 'a?b=?', '']) {
    expect(decodeWords(encodeExactly(text))).toBe(text);
  }
});
