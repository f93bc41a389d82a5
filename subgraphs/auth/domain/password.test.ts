import { createPasswordBlocklist } from '../adapters/zxcvbn/passwordBlocklist';
import { refusal } from '../test/refusal';
import { requireAcceptablePassword, requireHashable } from './password';

const context = { email: 'Ada.Lovelace@example.com', name: 'Ada Lovelace' };
const blocklist = createPasswordBlocklist();
const check = (password: string) =>
  requireAcceptablePassword(password, context, 12, (folded) => blocklist.isCommon(folded));

it.each([
  ['12 letters', 'brzpqmxkvjtw'],
  ['12 emoji, which are 24 UTF-16 units', '😀'.repeat(12)],
  ['12 letters with marks, composed', 'éàüößçñåøæžš'],
  ['12 letters with marks, decomposed', 'éàüößçñåøæžš'.normalize('NFD')],
])('P01 takes %s', (_title, password) => {
  expect(() => check(password)).not.toThrow();
});

it.each([
  ['11 letters', 'brzpqmxkvjt'],
  ['11 emoji, although 22 UTF-16 units', '😀'.repeat(11)],
  ['11 letters with marks, although 22 code points when decomposed', 'éàüéàüéàüéà'.normalize('NFD')],
  ['one ligature, although 18 letters when composed', '\ufdfa'],
  ['nothing', ''],
])('P01 refuses %s', (_title, password) => {
  expect(refusal(() => check(password))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'password' });
});

it.each([
  ['64 emoji', '😀'.repeat(64)],
  ['73 bytes', `${'a'.repeat(72)}b`],
  ['a NUL inside', 'correct\u0000horse battery'],
  ['1,024 code points', '😀'.repeat(1024)],
])('P02 takes %s', (_title, password) => {
  expect(() => check(password)).not.toThrow();
});

it.each([
  ['1,025 characters', 'a'.repeat(1025)],
  ['a megabyte', 'a'.repeat(1_000_000)],
])('P02 refuses %s before hashing', (_title, password) => {
  expect(refusal(() => requireHashable(password))).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'password',
  });
});

it.each([
  '  spaces lead and trail  ',
  '493028475610',
  'ONLYCAPITALSQZ',
  'correct horse battery staple',
  'a long walk in the rain',
  'test-password-123',
  'Tr0ub4dor&3xx',
  'пароль из слов',
])('P03 asks for no kinds of characters: %j', (password) => {
  expect(() => check(password)).not.toThrow();
});

it.each([
  'password1234',
  'Password123!',
  'P@ssw0rd1234',
  'passwordpassword',
  '123456789012',
  '000000000000',
  'qwertyuiop[]',
  'qwerty123456',
  '1qaz2wsx3edc',
  'iloveyou1234',
  'administrator',
  'abcdefghijkl',
  'cloakroom1234',
  'Cloakroom-Cloakroom',
  'ada.lovelace@example.com',
  'ADA.LOVELACE!!',
  'Ada Lovelace 1',
  'lovelaceada12',
])('P04 refuses what others would guess: %j', (password) => {
  expect(refusal(() => check(password))).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'password',
    reason: 'COMMON_PASSWORD',
  });
});

it('P04 takes a password that merely mentions its owner', () => {
  expect(() => check("lovelace's first engine")).not.toThrow();
});

it('refuses half of a surrogate pair, which could not be told from another half', () => {
  expect(refusal(() => check('brzpqmxkvjtw\ud800'))).toMatchObject({ field: 'password' });
});

it('never repeats the password in what it says', () => {
  for (const password of ['short', 'password1234', 'x'.repeat(2000)]) {
    expect((refusal(() => check(password)) as Error).message).not.toContain(password);
  }
});
