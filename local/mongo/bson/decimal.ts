import { Decimal128 } from 'bson';
import { Decimal, Double, Int32, type NumberValue } from './values';

/** A finite number `coefficient × 10^exponent`, exactly. */
export interface Finite {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** What a number is when it is neither rounded nor bounded. */
export type Exact = Finite | 'NaN' | 'Infinity' | '-Infinity';

const maxCoefficient = 10n ** 34n - 1n;
const exponentBias = 6176;
const maxExponent = 6111;

/** 10 to the power of `n`, n not negative. */
export function powerOfTen(n: number): bigint {
  return 10n ** BigInt(n);
}

/** The number a decimal128 stands for (IEEE 754-2008, binary integer encoding). */
export function decimalToExact(decimal: Decimal): Exact {
  const high = decimal.bytes.readBigUInt64LE(8);
  const low = decimal.bytes.readBigUInt64LE(0);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return 'NaN';
  if (combination === 0x1e) return negative ? '-Infinity' : 'Infinity';
  // The form with an implied leading coefficient always exceeds 34 digits, which the standard reads as zero.
  if (combination >= 0x18) return { coefficient: 0n, exponent: 0 };
  const coefficient = ((high & ((1n << 49n) - 1n)) << 64n) | low;
  if (coefficient > maxCoefficient) return { coefficient: 0n, exponent: 0 };
  const exponent = Number((high >> 49n) & 0x3fffn) - exponentBias;
  return { coefficient: negative ? -coefficient : coefficient, exponent };
}

/** The decimal128 nearest to a number: 34 digits, ties to even. */
export function exactToDecimal(exact: Exact): Decimal {
  if (typeof exact === 'string') return parseDecimal(exact);
  let { coefficient, exponent } = exact;
  const negative = coefficient < 0n;
  if (negative) coefficient = -coefficient;
  const excess = coefficient.toString().length - 34;
  const drop = Math.max(excess, -exponentBias - exponent, 0);
  if (drop > 0) {
    coefficient = divideHalfEven(coefficient, powerOfTen(drop));
    exponent += drop;
    if (coefficient > maxCoefficient) {
      coefficient /= 10n;
      exponent += 1;
    }
  }
  while (exponent > maxExponent && coefficient !== 0n && coefficient * 10n <= maxCoefficient) {
    coefficient *= 10n;
    exponent -= 1;
  }
  if (coefficient === 0n) exponent = Math.min(Math.max(exponent, -exponentBias), maxExponent);
  if (exponent > maxExponent) return parseDecimal(negative ? '-Infinity' : 'Infinity');
  const bytes = Buffer.alloc(16);
  const sign = negative ? 1n << 63n : 0n;
  bytes.writeBigUInt64LE(coefficient & 0xffff_ffff_ffff_ffffn, 0);
  bytes.writeBigUInt64LE(sign | (BigInt(exponent + exponentBias) << 49n) | (coefficient >> 64n), 8);
  return new Decimal(bytes);
}

/** Divides two positive integers, ties to even. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** Reads a decimal from its text; throws when it is none. */
export function parseDecimal(text: string): Decimal {
  return new Decimal(Buffer.from(Decimal128.fromString(text).bytes));
}

/** The decimal's text, as `NumberDecimal` shows it. */
export function decimalToString(decimal: Decimal): string {
  return new Decimal128(decimal.bytes).toString();
}

/** The exact value of a double. */
export function doubleToExact(value: number): Exact {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Infinity';
  if (value === -Infinity) return '-Infinity';
  const [mantissa, exponent] = splitDouble(value);
  if (exponent >= 0) return { coefficient: mantissa << BigInt(exponent), exponent: 0 };
  // 2^-k is 5^k × 10^-k, so every double has an exact decimal form.
  return { coefficient: mantissa * 5n ** BigInt(-exponent), exponent };
}

function splitDouble(value: number): [mantissa: bigint, exponent: number] {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & ((1n << 52n) - 1n);
  let mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  let exponent = Math.max(biased, 1) - 1075;
  while (exponent < 0 && mantissa !== 0n && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  if (mantissa === 0n) return [0n, 0];
  return [raw >> 63n === 1n ? -mantissa : mantissa, exponent];
}

/** The exact value of any number. */
export function toExact(value: NumberValue): Exact {
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  if (value instanceof Int32) return { coefficient: BigInt(value.value), exponent: 0 };
  if (value instanceof Double) return doubleToExact(value.value);
  return decimalToExact(value);
}

/** a + b (or a - b with `sign` -1), exactly. */
export function addExact(a: Finite, b: Finite, sign: 1n | -1n = 1n): Finite {
  const exponent = Math.min(a.exponent, b.exponent);
  return {
    coefficient:
      a.coefficient * powerOfTen(a.exponent - exponent) +
      sign * b.coefficient * powerOfTen(b.exponent - exponent),
    exponent,
  };
}

/** Orders two finite numbers: negative, zero or positive. */
export function compareFinite(a: Finite, b: Finite): number {
  const difference = addExact(a, b, -1n).coefficient;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
