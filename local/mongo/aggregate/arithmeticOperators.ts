import {
  calculate,
  divideDecimals,
  roundExact,
  toDecimalValue,
  toIntegerValue,
  toNumber,
} from '../bson/arithmetic';
import { exactToDecimal, parseDecimal, toExact } from '../bson/decimal';
import {
  DateTime,
  Decimal,
  Double,
  Int32,
  type MaybeValue,
  type NumberValue,
  isNumber,
  typeName,
} from '../bson/values';
import { MongoError } from '../errors';
import { type OperatorTable, isNullish, operator } from './expression';

type Unary = (value: NumberValue) => NumberValue;

function unary(apply: Unary): OperatorTable[string] {
  return (operand, compile, name) =>
    operator(1, 1, (value) => {
      if (isNullish(value)) return null;
      if (!isNumber(value)) {
        throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
      }
      return apply(value);
    })(operand, compile, name);
}

/** A function of doubles; decimals are refused where they would lose digits. */
function realFunction(
  name: string,
  apply: (value: number) => number,
  check?: (value: number) => void,
): OperatorTable[string] {
  return unary((value) => {
    const number = toNumber(value);
    check?.(number);
    if (value instanceof Decimal) {
      throw new MongoError('BadValue', `${name} of a decimal is not supported`);
    }
    return new Double(apply(number));
  });
}

function positive(code: number, name: string): (value: number) => void {
  return (value) => {
    if (value <= 0)
      throw new MongoError(code, `${name}'s argument must be a positive number, but is ${value}`);
  };
}

function rounding(mode: 'floor' | 'ceil'): OperatorTable[string] {
  return unary((value) => {
    if (value instanceof Double) return new Double(Math[mode](value.value));
    if (!(value instanceof Decimal)) return value;
    const exact = toExact(value);
    if (typeof exact === 'string') return value;
    const whole = roundExact(exact, 0, true);
    const fraction = toExact(calculate('subtract', value, exactToDecimal(whole)));
    const sign = typeof fraction === 'string' ? 0n : fraction.coefficient;
    const step = mode === 'floor' && sign < 0n ? -1 : mode === 'ceil' && sign > 0n ? 1 : 0;
    return calculate('add', exactToDecimal(whole), new Int32(step));
  });
}

function add(...values: MaybeValue[]): MaybeValue {
  let date: DateTime | null = null;
  let sum: NumberValue = new Int32(0);
  if (values.some(isNullish)) return null;
  for (const value of values) {
    if (value instanceof DateTime) {
      if (date !== null) throw new MongoError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumber(value)) sum = calculate('add', sum, value);
    else
      throw new MongoError(
        'TypeMismatch',
        `$add only supports numeric or date types, not ${typeName(value)}`,
      );
  }
  return date === null ? sum : new DateTime(date.ms + BigInt(Math.round(toNumber(sum))));
}

function subtract(a: MaybeValue, b: MaybeValue): MaybeValue {
  if (isNullish(a) || isNullish(b)) return null;
  if (isNumber(a) && isNumber(b)) return calculate('subtract', a, b);
  if (a instanceof DateTime && b instanceof DateTime) return a.ms - b.ms;
  if (a instanceof DateTime && isNumber(b)) return new DateTime(a.ms - BigInt(Math.round(toNumber(b))));
  throw new MongoError('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`);
}

function multiply(...values: MaybeValue[]): MaybeValue {
  let product: NumberValue = new Int32(1);
  if (values.some(isNullish)) return null;
  for (const value of values) {
    if (!isNumber(value)) {
      throw new MongoError('TypeMismatch', `$multiply only supports numeric types, not ${typeName(value)}`);
    }
    product = calculate('multiply', product, value);
  }
  return product;
}

function divide(a: MaybeValue, b: MaybeValue): MaybeValue {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b)) {
    throw new MongoError(
      'TypeMismatch',
      `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`,
    );
  }
  if (toNumber(b) === 0) throw new MongoError('BadValue', "can't $divide by zero");
  if (!(a instanceof Decimal) && !(b instanceof Decimal)) return new Double(toNumber(a) / toNumber(b));
  const left = toExact(toDecimalValue(a));
  const right = toExact(toDecimalValue(b));
  if (typeof left === 'string' || typeof right === 'string')
    return parseDecimal(String(toNumber(a) / toNumber(b)));
  return divideDecimals(left, right);
}

function modulo(a: MaybeValue, b: MaybeValue): MaybeValue {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b)) {
    throw new MongoError(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (toNumber(b) === 0) throw new MongoError(16610, "can't $mod by zero");
  if (a instanceof Decimal || b instanceof Decimal) {
    const quotient = divide(toDecimalValue(a), b);
    const exact = quotient instanceof Decimal ? toExact(quotient) : 'NaN';
    if (typeof exact === 'string') return parseDecimal('NaN');
    return calculate('subtract', a, calculate('multiply', exactToDecimal(roundExact(exact, 0, true)), b));
  }
  if (a instanceof Double || b instanceof Double) return new Double(toNumber(a) % toNumber(b));
  const left = typeof a === 'bigint' ? a : BigInt(a.value);
  const right = typeof b === 'bigint' ? b : BigInt(b.value);
  return toIntegerValue(left % right, a instanceof Int32 && b instanceof Int32);
}

function power(a: MaybeValue, b: MaybeValue): MaybeValue {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a)) throw new MongoError(28762, `$pow's base must be numeric, not ${typeName(a)}`);
  if (!isNumber(b)) throw new MongoError(28763, `$pow's exponent must be numeric, not ${typeName(b)}`);
  if (a instanceof Decimal || b instanceof Decimal)
    throw new MongoError('BadValue', '$pow of a decimal is not supported');
  const exponent = toNumber(b);
  if (toNumber(a) === 0 && exponent < 0)
    throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (a instanceof Double || b instanceof Double || exponent < 0) return new Double(toNumber(a) ** exponent);
  if (exponent > 64 && Math.abs(toNumber(a)) > 1) return new Double(toNumber(a) ** exponent);
  const result = BigInt(toNumber(a)) ** BigInt(exponent);
  return toIntegerValue(result, a instanceof Int32 && b instanceof Int32) ?? new Double(Number(result));
}

function round(name: string, towardsZero: boolean): OperatorTable[string] {
  return operator(1, 2, (value, place) => {
    if (isNullish(value)) return null;
    if (!isNumber(value))
      throw new MongoError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const places = place === undefined ? 0 : isNumber(place) ? toNumber(place) : NaN;
    if (!Number.isInteger(places) || places < -20 || places > 100) {
      throw new MongoError(
        51082,
        `cannot apply ${name} with precision value ${places} value must be in [-20, 100]`,
      );
    }
    const exact = toExact(value);
    if (typeof exact === 'string') return value;
    const rounded = roundExact(exact, places, towardsZero);
    if (value instanceof Decimal) return exactToDecimal(rounded);
    const number = Number(`${rounded.coefficient}e${rounded.exponent}`);
    if (value instanceof Double) return new Double(number);
    const whole =
      rounded.exponent >= 0 ? rounded.coefficient * 10n ** BigInt(rounded.exponent) : rounded.coefficient;
    return toIntegerValue(rounded.exponent > 0 ? whole : BigInt(number), value instanceof Int32);
  });
}

const absolute: Unary = (value) => {
  const zero = new Int32(0);
  const isNegative = value instanceof Double ? value.value < 0 : toNumber(value) < 0;
  return isNegative ? calculate('subtract', value instanceof Double ? new Double(0) : zero, value) : value;
};

/** Arithmetic expressions. */
export const arithmeticOperators: OperatorTable = {
  $add: operator(0, Infinity, add),
  $subtract: operator(2, 2, subtract),
  $multiply: operator(0, Infinity, multiply),
  $divide: operator(2, 2, divide),
  $mod: operator(2, 2, modulo),
  $pow: operator(2, 2, power),
  $abs: unary(absolute),
  $floor: rounding('floor'),
  $ceil: rounding('ceil'),
  $round: round('$round', false),
  $trunc: round('$trunc', true),
  $sqrt: realFunction('$sqrt', Math.sqrt, (value) => {
    if (value < 0) throw new MongoError(28714, `$sqrt's argument must be greater than or equal to 0`);
  }),
  $exp: realFunction('$exp', Math.exp),
  $ln: realFunction('$ln', Math.log, positive(28766, '$ln')),
  $log10: realFunction('$log10', Math.log10, positive(28761, '$log10')),
  $log: operator(2, 2, (value, base) => {
    if (isNullish(value) || isNullish(base)) return null;
    if (!isNumber(value) || value instanceof Decimal)
      throw new MongoError(28756, `$log's argument must be numeric, not ${typeName(value)}`);
    if (!isNumber(base) || base instanceof Decimal)
      throw new MongoError(28757, `$log's base must be numeric, not ${typeName(base)}`);
    positive(28758, '$log')(toNumber(value));
    return new Double(Math.log(toNumber(value)) / Math.log(toNumber(base)));
  }),
  $rand: () => () => new Double(Math.random()),
};
