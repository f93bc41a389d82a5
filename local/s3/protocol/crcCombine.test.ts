import { randomBytes } from 'node:crypto';
import { createHasher } from './checksums';
import { combineCrcs } from './crcCombine';

async function checksum(algorithm: 'crc32' | 'crc32c' | 'crc64nvme', bytes: Buffer): Promise<string> {
  const hasher = createHasher(algorithm);
  hasher.update(bytes);
  return (await hasher.digest()).toString('base64');
}

test.each(['crc32', 'crc32c', 'crc64nvme'] as const)(
  'combines %s of parts into that of the whole',
  async (algorithm) => {
    const parts = [5000, 1, 5000, 0, 77].map((size) => randomBytes(size));
    const described = await Promise.all(
      parts.map(async (part) => ({ value: await checksum(algorithm, part), size: part.length })),
    );
    expect(combineCrcs(algorithm, described)).toBe(await checksum(algorithm, Buffer.concat(parts)));
  },
);

test('does not pretend to combine SHA-256', () => {
  expect(() => combineCrcs('sha256', [])).toThrow(RangeError);
});
