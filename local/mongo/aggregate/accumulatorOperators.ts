import { Sum, divideDecimals, toNumber } from '../bson/arithmetic';
import { compareValues } from '../bson/compare';
import { toExact } from '../bson/decimal';
import { Decimal, Double, type MaybeValue, type NumberValue, type Value, isNumber } from '../bson/values';
import { type OperatorTable, isNullish, operator } from './expression';

/** The sum of those values that are numbers. */
export function sumOf(values: Iterable<MaybeValue>): NumberValue {
  const sum = new Sum();
  for (const value of values) if (isNumber(value)) sum.add(value);
  return sum.result();
}

/** The mean of those values that are numbers; null when there is none. */
export function averageOf(values: Iterable<MaybeValue>): Value {
  const numbers = [...values].filter(isNumber);
  if (numbers.length === 0) return null;
  const sum = sumOf(numbers);
  if (!(sum instanceof Decimal)) return new Double(toNumber(sum) / numbers.length);
  const exact = toExact(sum);
  if (typeof exact === 'string') return sum;
  return divideDecimals(exact, { coefficient: BigInt(numbers.length), exponent: 0 });
}

/** The smallest (sign 1) or largest (sign -1) value; null and missing ones do not count. */
export function extremeOf(values: Iterable<MaybeValue>, sign: 1 | -1): Value {
  let best: Value | null = null;
  for (const value of values) {
    if (isNullish(value)) continue;
    if (best === null || compareValues(value as Value, best) * sign < 0) best = value as Value;
  }
  return best;
}

/** The standard deviation of the numbers, of a population or of a sample. */
export function deviationOf(values: Iterable<MaybeValue>, sample: boolean): Value {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (!isNumber(value)) continue;
    const number = toNumber(value);
    count += 1;
    const delta = number - mean;
    mean += delta / count;
    squares += delta * (number - mean);
  }
  const divisor = sample ? count - 1 : count;
  return divisor <= 0 ? null : new Double(Math.sqrt(squares / divisor));
}

/** With one operand that is an array these work on its elements, otherwise on the operands. */
function overValues(evaluate: (values: MaybeValue[]) => Value): OperatorTable[string] {
  return operator(0, Infinity, (...values) => {
    const [first] = values;
    return evaluate(values.length === 1 && Array.isArray(first) ? first : values);
  });
}

/** Accumulators in their second role, as expressions. */
export const accumulatorOperators: OperatorTable = {
  $sum: overValues((values) => sumOf(values)),
  $avg: overValues((values) => averageOf(values)),
  $min: overValues((values) => extremeOf(values, 1)),
  $max: overValues((values) => extremeOf(values, -1)),
  $stdDevPop: overValues((values) => deviationOf(values, false)),
  $stdDevSamp: overValues((values) => deviationOf(values, true)),
};
