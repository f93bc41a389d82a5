import fc from 'fast-check';
import { DEFAULT_DOWNLOAD_URL_SECONDS, downloadWindow, MAX_DOWNLOAD_URL_SECONDS } from './lifetimes';

const whenever = fc.integer({ min: 0, max: 4e12 });

it('U04 lets a download URL live as long as asked, a quarter longer at most, and never over five minutes', () => {
  fc.assert(
    fc.property(whenever, fc.integer({ min: 1, max: MAX_DOWNLOAD_URL_SECONDS }), (now, asked) => {
      const { from, seconds } = downloadWindow(new Date(now), asked);
      const left = (from.getTime() - now) / 1000 + seconds;
      expect(left).toBeGreaterThanOrEqual(asked);
      expect(left).toBeLessThanOrEqual(asked * 1.25);
      expect(from.getTime()).toBeLessThanOrEqual(now);
      expect(seconds).toBeLessThanOrEqual(MAX_DOWNLOAD_URL_SECONDS);
    }),
  );
});

it('gives the same URL to all who ask within the same minute', () => {
  const minute = Date.parse('2026-03-01T12:00:00.000Z');
  fc.assert(
    fc.property(fc.nat(59_999), fc.nat(59_999), (one, other) => {
      const [first, second] = [one, other].map((offset) =>
        downloadWindow(new Date(minute + offset), DEFAULT_DOWNLOAD_URL_SECONDS),
      );
      expect(second).toEqual(first);
    }),
  );
});
