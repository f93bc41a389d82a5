import { choosePartSize, maxStreamBytes, partCountOf, plannedPart, streamPartSize } from './parts';

const MIB = 1024 ** 2;
const TIB = 1024 ** 4;

it.each([1, 64 * MIB, 160_000 * MIB, 160_000 * MIB + 1, TIB, 5 * TIB])(
  "divides %d bytes within S3's limits",
  (size) => {
    const file = { size, parts: { sizeBytes: choosePartSize(size, null) } };
    const count = partCountOf(file);
    expect(count).toBeLessThanOrEqual(10_000);
    expect(file.parts.sizeBytes).toBeGreaterThanOrEqual(16 * MIB);
    expect(file.parts.sizeBytes % MIB).toBe(0);
    const last = plannedPart(file, count);
    expect(last.sizeBytes).toBeGreaterThan(0);
    expect((count - 1) * file.parts.sizeBytes + last.sizeBytes).toBe(size);
  },
);

it('takes the part size that the client wants', () => {
  expect(choosePartSize(100 * MIB, 5 * MIB)).toBe(5 * MIB);
  expect(choosePartSize(100 * MIB, 7_000_001)).toBe(7_000_001);
  expect(choosePartSize(1, 5 * 1024 * MIB)).toBe(5 * 1024 * MIB);
});

it.each([
  [100 * MIB, 5 * MIB - 1],
  [100 * MIB, 5 * 1024 * MIB + 1],
  [100 * MIB, 6_000_000.5],
  [100_000 * MIB, 5 * MIB],
])('refuses parts that S3 does not take: %d bytes in parts of %d', (size, wanted) => {
  expect(() => choosePartSize(size, wanted)).toThrow(/^Parts of this file have/);
});

it('has no parts for an empty file', () => {
  expect(() => choosePartSize(0, null)).toThrow(/no parts/);
});

it('streams in parts that 10,000 of are enough', () => {
  expect(streamPartSize(null)).toBe(8 * MIB);
  expect(streamPartSize(maxStreamBytes(1))).toBe(64 * MIB);
  expect(maxStreamBytes(null)).toBe(streamPartSize(null) * 10_000);
});
