import { createRecoveryCodes } from './recoveryCodes';

const pepper = 'a pepper for tests, of 32 characters or more';
const recoveryCodes = createRecoveryCodes(pepper);

it('makes codes of 80 random bits in groups that can be typed', () => {
  const codes = recoveryCodes.createCodes(10_000);
  expect(new Set(codes).size).toBe(10_000);
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  const seen = new Set(codes.join('').replaceAll('-', ''));
  expect(seen.size).toBe(32);
});

it('knows a code however it was typed', () => {
  const hashCode = (code: string) => recoveryCodes.hashCode(code);
  for (const typed of ['0b1d-ef1h', '0B1DEF1H', ' ob ld ef ih', 'Oblde-fIh']) {
    expect(hashCode(typed)).toBe(hashCode('0b1d-ef1h'));
  }
  expect(hashCode('0b1d-ef1g')).not.toBe(hashCode('0b1d-ef1h'));
});

it('keeps hashes that tell nothing without the pepper', () => {
  expect(createRecoveryCodes(`${pepper}!`).hashCode('0b1d')).not.toBe(recoveryCodes.hashCode('0b1d'));
});
