import { refusal } from '../test/refusal';
import { parseDisplayName } from './displayName';

it.each([
  'A',
  'Ada Lovelace',
  "Seán O'Hara",
  '李小龙',
  'مريم',
  '👩‍👩‍👧‍👦',
  'x'.repeat(100),
  '😀'.repeat(100),
  '<b>Ada</b>',
  'क्‍ष',
  '…',
])('takes %s', (name) => expect(parseDisplayName(name)).toBe(name));

it('drops spaces around a name', () => {
  expect(parseDisplayName('  Ada Lovelace\n')).toBe('Ada Lovelace');
});

it.each([
  '',
  '   ',
  'x'.repeat(101),
  '😀'.repeat(101),
  'Ada\n{"level":"info"}',
  'Ada\u0000',
  'Ada\u202egpj.exe',
  'Ada\u2066x',
  'Ada\u2028x',
  'Ada\ud800x',
  '\u200b\u200b',
  '\u200d',
  '\u2060\ufeff',
  '\u3164',
  '\u2800 \u2800',
  '\u00a0\u3000\u200b',
  '\u0301',
  '\u{e0001}\u{e0041}',
])('refuses %j', (name) => {
  expect(refusal(() => parseDisplayName(name))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'name' });
});
