import {
  type Finite,
  addExact,
  divideHalfEven,
  exactToDecimal,
  parseDecimal,
  powerOfTen,
  toExact,
} from './decimal';
import { Decimal, Double, Int32, type NumberValue } from './values';

const maxInt = 2n ** 31n;
const maxLong = 2n ** 63n;

/** The number as a JavaScript number, rounded where it must be. */
export function toNumber(value: NumberValue): number {
  if (typeof value === 'bigint') return Number(value);
  if (!(value instanceof Decimal)) return value.value;
  const exact = toExact(value);
  return typeof exact === 'string' ? Number(exact) : Number(`${exact.coefficient}e${exact.exponent}`);
}

/** The number as an integer, or null when it has a fraction or is too large to be exact. */
export function toInteger(value: NumberValue): number | null {
  if (value instanceof Int32) return value.value;
  const exact = toExact(value);
  if (typeof exact === 'string') return null;
  const number = Number(`${exact.coefficient}e${exact.exponent}`);
  return Number.isSafeInteger(number) ? number : null;
}

/** The integer as int or long, whichever it fits and `narrow` allows; null when it fits neither. */
export function toIntegerValue(value: bigint, narrow: boolean): Int32 | bigint | null {
  if (narrow && value >= -maxInt && value < maxInt) return new Int32(Number(value));
  return value >= -maxLong && value < maxLong ? value : null;
}

/** What a number is in decimal arithmetic: doubles count with 15 digits, as mongod converts them. */
export function toDecimalValue(value: NumberValue): Decimal {
  if (value instanceof Decimal) return value;
  if (value instanceof Double) {
    const number = value.value;
    return parseDecimal(Number.isFinite(number) ? number.toPrecision(15) : String(number));
  }
  return exactToDecimal({
    coefficient: typeof value === 'bigint' ? value : BigInt(value.value),
    exponent: 0,
  });
}

type Operation = 'add' | 'subtract' | 'multiply';

/**
 * a ⊕ b in the wider of the two types. Integers that outgrow int become long; those that outgrow long become
 * a double, or null when `exact` asks for none of that.
 */
export function calculate(operation: Operation, a: NumberValue, b: NumberValue): NumberValue;
export function calculate(
  operation: Operation,
  a: NumberValue,
  b: NumberValue,
  exact: true,
): NumberValue | null;
export function calculate(
  operation: Operation,
  a: NumberValue,
  b: NumberValue,
  exact?: true,
): NumberValue | null {
  if (a instanceof Decimal || b instanceof Decimal) return calculateDecimal(operation, a, b);
  if (a instanceof Double || b instanceof Double) {
    return new Double(calculateDouble(operation, toNumber(a), toNumber(b)));
  }
  const left = typeof a === 'bigint' ? a : BigInt(a.value);
  const right = typeof b === 'bigint' ? b : BigInt(b.value);
  const result = operation === 'add' ? left + right : operation === 'subtract' ? left - right : left * right;
  const narrow = a instanceof Int32 && b instanceof Int32;
  const integer = toIntegerValue(result, narrow);
  return integer ?? (exact === true ? null : new Double(Number(result)));
}

function calculateDouble(operation: Operation, a: number, b: number): number {
  if (operation === 'add') return a + b;
  return operation === 'subtract' ? a - b : a * b;
}

function calculateDecimal(operation: Operation, a: NumberValue, b: NumberValue): Decimal {
  const left = toExact(toDecimalValue(a));
  const right = toExact(toDecimalValue(b));
  if (typeof left === 'string' || typeof right === 'string') {
    // Infinities and NaN follow the same rules in both formats.
    return parseDecimal(String(calculateDouble(operation, looseNumber(left), looseNumber(right))));
  }
  if (operation === 'multiply') {
    const exponent = left.exponent + right.exponent;
    return exactToDecimal({ coefficient: left.coefficient * right.coefficient, exponent });
  }
  return exactToDecimal(addExact(left, right, operation === 'add' ? 1n : -1n));
}

function looseNumber(exact: ReturnType<typeof toExact>): number {
  if (typeof exact === 'string') return Number(exact);
  return Number(exact.coefficient > 0n) - Number(exact.coefficient < 0n);
}

/** a / b for finite decimals, b not zero, to 34 digits. */
export function divideDecimals(a: Finite, b: Finite): Decimal {
  const negative = a.coefficient < 0n !== b.coefficient < 0n;
  const numerator = a.coefficient < 0n ? -a.coefficient : a.coefficient;
  const denominator = b.coefficient < 0n ? -b.coefficient : b.coefficient;
  const shift = Math.max(0, 40 + denominator.toString().length - numerator.toString().length);
  const scaled = numerator * powerOfTen(shift);
  let quotient = scaled / denominator;
  let exponent = a.exponent - b.exponent - shift;
  if (scaled % denominator === 0n) {
    // An exact result is written as short as it comes, not with the zeros of the scaling.
    const ideal = a.exponent - b.exponent;
    while (exponent < ideal && quotient % 10n === 0n && quotient !== 0n) {
      quotient /= 10n;
      exponent += 1;
    }
  } else {
    // A digit that says "and a bit more" keeps ties honest.
    quotient = quotient * 10n + 1n;
    exponent -= 1;
  }
  return exactToDecimal({ coefficient: negative ? -quotient : quotient, exponent });
}

/** The number rounded to `place` decimal places, half to even or towards zero. */
export function roundExact(value: Finite, place: number, towardsZero: boolean): Finite {
  const drop = -place - value.exponent;
  if (drop <= 0) return value;
  const unit = powerOfTen(drop);
  const negative = value.coefficient < 0n;
  const size = negative ? -value.coefficient : value.coefficient;
  const kept = towardsZero ? size / unit : divideHalfEven(size, unit);
  return { coefficient: negative ? -kept : kept, exponent: -place };
}

/**
 * Adds numbers as `$sum` does: doubles with a compensation term, so that many small ones are not lost, and
 * the result in the widest type that was added.
 */
export class Sum {
  private integers = 0n;
  private double = 0;
  private compensation = 0;
  private decimal: Decimal | null = null;
  private widest: 'int' | 'long' | 'double' = 'int';

  add(value: NumberValue): void {
    if (value instanceof Int32) this.integers += BigInt(value.value);
    else if (typeof value === 'bigint') {
      this.integers += value;
      if (this.widest === 'int') this.widest = 'long';
    } else if (value instanceof Double) {
      this.widest = 'double';
      this.addDouble(value.value);
    } else this.decimal = this.decimal === null ? value : (calculate('add', this.decimal, value) as Decimal);
  }

  private addDouble(value: number): void {
    const sum = this.double + value;
    if (!Number.isFinite(sum)) this.compensation = 0;
    else if (Math.abs(this.double) >= Math.abs(value)) this.compensation += this.double - sum + value;
    else this.compensation += value - sum + this.double;
    this.double = sum;
  }

  result(): NumberValue {
    if (this.decimal !== null) {
      const doubles = calculate(
        'add',
        toDecimalValue(new Double(this.double)),
        new Double(this.compensation),
      );
      const others = calculate('add', doubles, exactToDecimal({ coefficient: this.integers, exponent: 0 }));
      return this.widest === 'double' || this.integers !== 0n
        ? calculate('add', this.decimal, others)
        : this.decimal;
    }
    if (this.widest === 'double') {
      this.addDouble(Number(this.integers));
      this.integers = 0n;
      return new Double(this.double + this.compensation);
    }
    return toIntegerValue(this.integers, this.widest === 'int') ?? new Double(Number(this.integers));
  }
}
