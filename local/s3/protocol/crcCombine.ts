import type { ChecksumAlgorithm } from './checksums';
import { CHECKSUM_BYTES } from './checksums';

// The CRC of "A then B" from the CRCs of A and B, without reading either again: appending the zeros of
// B's length to A is a linear map over GF(2), and that map is a power of the map for one zero bit
// (Mark Adler's crc32_combine, for any reflected CRC).

/** The reflected polynomials of the algorithms whose checksums can be combined. */
const POLYNOMIALS: Partial<Record<ChecksumAlgorithm, bigint>> = {
  crc32: 0xedb88320n,
  crc32c: 0x82f63b78n,
  crc64nvme: 0x9a6c9329ac4bc9b5n,
};

type Matrix = readonly bigint[];

/** One part: base64 CRC and length in bytes. */
export interface CrcPart {
  readonly value: string;
  readonly size: number;
}

/** True for the algorithms that `combineCrcs` takes. */
export function isCombinable(algorithm: ChecksumAlgorithm): boolean {
  return POLYNOMIALS[algorithm] !== undefined;
}

/** The base64 checksum of all parts one after the other. Throws RangeError for SHA-1 and SHA-256. */
export function combineCrcs(algorithm: ChecksumAlgorithm, parts: readonly CrcPart[]): string {
  const polynomial = POLYNOMIALS[algorithm];
  if (polynomial === undefined) throw new RangeError(`${algorithm} checksums cannot be combined`);
  const width = CHECKSUM_BYTES[algorithm] * 8;
  // Parts of an upload nearly all have the same length.
  const shifts = new Map<number, Matrix>();
  let crc = 0n;
  for (const { value, size } of parts) {
    let shift = shifts.get(size);
    if (shift === undefined) {
      shift = zeroBytes(polynomial, width, size);
      shifts.set(size, shift);
    }
    crc = apply(shift, crc) ^ BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`);
  }
  return Buffer.from(crc.toString(16).padStart(width / 4, '0'), 'hex').toString('base64');
}

/** The map that appends `count` zero bytes. */
function zeroBytes(polynomial: bigint, width: number, count: number): Matrix {
  const oneBit = [polynomial, ...Array.from({ length: width - 1 }, (_, i) => 1n << BigInt(i))];
  let power: Matrix = square(square(square(oneBit)));
  let result: Matrix = Array.from({ length: width }, (_, i) => 1n << BigInt(i));
  for (let left = BigInt(count); left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(power, result);
    power = square(power);
  }
  return result;
}

function square(matrix: Matrix): Matrix {
  return multiply(matrix, matrix);
}

function multiply(left: Matrix, right: Matrix): Matrix {
  return right.map((column) => apply(left, column));
}

function apply(matrix: Matrix, vector: bigint): bigint {
  let sum = 0n;
  for (let i = 0, left = vector; left > 0n; i++, left >>= 1n) {
    if (left & 1n) sum ^= matrix[i] ?? 0n;
  }
  return sum;
}
