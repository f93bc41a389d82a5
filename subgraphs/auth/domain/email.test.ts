import fc from 'fast-check';
import { refusal } from '../test/refusal';
import { findEmailKey, parseEmail } from './email';

it.each([
  ['ada@example.com', 'ada@example.com'],
  ['Ada.Lovelace+cloak@EXAMPLE.Com', 'ada.lovelace+cloak@example.com'],
  ['  ada@example.com ', 'ada@example.com'],
  ["o'hara!#$%&*/=?^_`{|}~-@example.com", "o'hara!#$%&*/=?^_`{|}~-@example.com"],
  ['ＡＤＡ@ｅｘａｍｐｌｅ.com', 'ada@example.com'],
  ['jürgen@münchen.example', 'jürgen@xn--mnchen-3ya.example'],
  ['ju\u0308rgen@mu\u0308nchen.example', 'jürgen@xn--mnchen-3ya.example'],
  ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('P08 takes %s for the same address as %s', (given, key) => {
  expect(parseEmail(given)).toEqual({ given: given.trim(), key });
});

it.each([
  '',
  '   ',
  'ada',
  '@example.com',
  'ada@',
  'ada@localhost',
  'ada@@example.com',
  'ada@example..com',
  '.ada@example.com',
  'ada.@example.com',
  'a..b@example.com',
  'ada lovelace@example.com',
  'ada@exam ple.com',
  'ada@-example.com',
  'ada@127.0.0.1',
  'ada@[::1]',
  'ada@example.com:80',
  'ada@example.com/x',
  'ada@example.com\r\nbcc: all@example.com',
  '"ada"@example.com',
  'a\u200bda@example.com',
  'a\u0000da@example.com',
  '<ada@example.com>',
  `${'a'.repeat(65)}@example.com`,
  `ada@${'a'.repeat(64)}.com`,
  `ada@${'abcdefgh.'.repeat(28)}com`,
  'x'.repeat(100_000),
])('refuses %j as an address', (given) => {
  expect(refusal(() => parseEmail(given))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'email' });
  expect(findEmailKey(given)).toBeNull();
});

it('P08 gives a key that is its own key, whatever the address', () => {
  const local = fc.stringMatching(/^[\p{L}\p{N}+_-]{1,20}$/u);
  const domain = fc.stringMatching(/^[a-zA-Z0-9äöüßé]{1,20}\.(com|EXAMPLE|例え)$/);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.emailAddress(),
        fc.tuple(local, domain).map((parts) => parts.join('@')),
      ),
      (given) => {
        const key = findEmailKey(given);
        if (key !== null) expect(findEmailKey(key)).toBe(key);
        if (key !== null) expect(findEmailKey(given.normalize('NFD'))).toBe(key);
      },
    ),
    { numRuns: 1000 },
  );
});

it('never throws at anything that claims to be an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(() => findEmailKey(`${text}@${text}`)).not.toThrow();
    }),
  );
});
