import fc from 'fast-check';
import { createAttemptLimits, waitAfter } from './attemptLimit';

const { password, code } = createAttemptLimits({ perAccount: 10, perAddress: 300 });

it('P07 lets nine wrong guesses go, then doubles the wait up to 15 minutes', () => {
  const waits = [1, 9, 10, 11, 12, 13, 14, 15, 16, 1000].map((count) => waitAfter(count, password));
  expect(waits).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

it('P07 never shortens a wait by another wrong guess', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (count) => {
      expect(waitAfter(count + 1, password)).toBeGreaterThanOrEqual(waitAfter(count, password));
    }),
  );
});

it('makes guessing a code of six digits hopeless: fewer than 400 tries in a year', () => {
  let [seconds, tries] = [0, 0];
  while (seconds < 365 * 86_400) {
    tries += 1;
    seconds += waitAfter(tries, code);
  }
  expect(tries).toBeLessThan(400);
});
