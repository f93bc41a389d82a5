import { toNumber } from '../bson/arithmetic';
import { print } from '../bson/print';
import { Doc, Double, type MaybeValue, type Value, isNumber } from '../bson/values';
import { MongoError } from '../errors';
import type { OperatorTable } from './expression';

/** `$percentile` or `$median`, read. */
export interface PercentileSpec {
  readonly input: Value;
  /** The value of the operator for the values it was given; those that are no numbers do not count. */
  readonly resultOf: (values: Iterable<MaybeValue>) => Value;
}

/** Reads `{ input, p, method }` or, for `$median`, `{ input, method }`; `code` is for what is no document. */
export function percentileSpec(
  name: '$percentile' | '$median',
  operand: Value,
  code: number,
): PercentileSpec {
  if (!(operand instanceof Doc)) {
    throw new MongoError(code, `specification must be an object; found ${name}: ${print(operand)}`);
  }
  const fields = name === '$percentile' ? ['input', 'p', 'method'] : ['input', 'method'];
  for (const key of operand.keys()) {
    if (!fields.includes(key)) {
      throw new MongoError('IDLUnknownField', `BSON field '${name}.${key}' is an unknown field.`);
    }
  }
  for (const field of fields) {
    if (operand.has(field)) continue;
    throw new MongoError('IDLFailedToParse', `BSON field '${name}.${field}' is missing but a required field`);
  }
  if (operand.get('method') !== 'approximate') {
    throw new MongoError('BadValue', "Currently only 'approximate' can be used as percentile 'method'.");
  }
  const input = operand.get('input') ?? null;
  if (name === '$median') return { input, resultOf: (values) => percentilesOf(values, [0.5])[0] ?? null };
  const places = placesOf(operand.get('p') ?? null);
  return { input, resultOf: (values) => percentilesOf(values, places) };
}

function placesOf(source: Value): number[] {
  const message = `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${print(source)}`;
  if (typeof source === 'string' || source instanceof Doc) {
    throw new MongoError(
      7750300,
      `The $percentile 'p' field must be an array of constant values, but found value: ${print(source)}.`,
    );
  }
  if (!Array.isArray(source) || source.length === 0) throw new MongoError(7750301, message);
  return source.map((place) => {
    if (!isNumber(place)) throw new MongoError(7750302, message);
    const number = toNumber(place);
    if (number < 0 || number > 1) throw new MongoError(7750303, message);
    return number;
  });
}

/** The smallest values that are not exceeded by the given parts of all; null where there are no numbers. */
function percentilesOf(values: Iterable<MaybeValue>, places: readonly number[]): Value[] {
  const numbers = [...values]
    .filter(isNumber)
    .map(toNumber)
    .filter((number) => !Number.isNaN(number))
    .sort((a, b) => a - b);
  return places.map((place) => {
    const rank = place >= 1 ? numbers.length - 1 : Math.max(0, Math.ceil(numbers.length * place) - 1);
    const number = numbers[rank];
    return number === undefined ? null : new Double(number);
  });
}

function quantile(name: '$percentile' | '$median', code: number): OperatorTable[string] {
  return (operand, compile) => {
    const { input, resultOf } = percentileSpec(name, operand, code);
    const expression = compile(input);
    return (environment) => {
      const value = expression(environment);
      return resultOf(Array.isArray(value) ? value : [value]);
    };
  };
}

/** `$percentile` and `$median` of an array's numbers, or of one number. */
export const percentileOperators: OperatorTable = {
  $percentile: quantile('$percentile', 7436200),
  $median: quantile('$median', 7436201),
};
