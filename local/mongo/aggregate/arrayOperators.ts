import { toInteger, toNumber } from '../bson/arithmetic';
import { compareValues, equalValues } from '../bson/compare';
import { Doc, Int32, type MaybeValue, type Value, isNumber, typeName } from '../bson/values';
import { print } from '../bson/print';
import { MongoError } from '../errors';
import { compileSort } from '../query/sort';
import { isTruthy } from '../query/truth';
import { type OperatorTable, isNullish, namedOperands, operator, withVariable } from './expression';

function element(name: string, at: (array: Value[]) => MaybeValue): OperatorTable[string] {
  return operator(1, 1, (array) => {
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(28689, `${name}'s argument must be an array, but is ${typeName(array)}`);
    return at(array);
  });
}

/** An integer operand; throws `code` otherwise. */
export function integerOperand(value: MaybeValue, code: number, message: string): number {
  const integer = isNumber(value) ? toInteger(value) : null;
  if (integer === null) throw new MongoError(code, message);
  return integer;
}

/** Accessing, building and walking arrays. */
export const arrayOperators: OperatorTable = {
  $arrayElemAt: operator(2, 2, (array, position) => {
    if (isNullish(array) || isNullish(position)) return null;
    if (!Array.isArray(array)) {
      throw new MongoError(
        28689,
        `$arrayElemAt's first argument must be an array, but is ${typeName(array)}`,
      );
    }
    const index = integerOperand(
      position,
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${typeName(position)}`,
    );
    return array.at(index);
  }),
  $first: element('$first', (array) => array.at(0)),
  $last: element('$last', (array) => array.at(-1)),
  $reverseArray: operator(1, 1, (array) => {
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(
        34435,
        `The argument to $reverseArray must be an array, but was of type: ${typeName(array)}`,
      );
    return [...array].reverse();
  }),
  $size: operator(1, 1, (array) => {
    if (Array.isArray(array)) return new Int32(array.length);
    throw new MongoError(
      17124,
      `The argument to $size must be an array, but was of type: ${typeName(array)}`,
    );
  }),
  $isArray: operator(1, 1, (array) => Array.isArray(array)),
  $concatArrays: operator(0, Infinity, (...arrays) => {
    if (arrays.some(isNullish)) return null;
    return arrays.flatMap((array): Value[] => {
      if (Array.isArray(array)) return array;
      throw new MongoError(28664, `$concatArrays only supports arrays, not ${typeName(array)}`);
    });
  }),
  $in: operator(2, 2, (value, array) => {
    if (!Array.isArray(array))
      throw new MongoError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
    return value !== undefined && array.some((candidate) => equalValues(candidate, value));
  }),
  $indexOfArray: operator(2, 4, (array, value, start, end) => {
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(
        40090,
        `$indexOfArray requires an array as a first argument, found: ${typeName(array)}`,
      );
    const from =
      start === undefined
        ? 0
        : integerOperand(start, 40096, '$indexOfArray requires an integral starting index');
    const to =
      end === undefined
        ? array.length
        : integerOperand(end, 40096, '$indexOfArray requires an integral ending index');
    if (from < 0 || to < 0)
      throw new MongoError(40097, '$indexOfArray requires a nonnegative starting index');
    const found = array
      .slice(0, to)
      .findIndex((candidate, i) => i >= from && value !== undefined && equalValues(candidate, value));
    return new Int32(found);
  }),
  $slice: operator(2, 3, (array, second, third) => {
    if (isNullish(array) || isNullish(second) || third === null) return null;
    if (!Array.isArray(array))
      throw new MongoError(
        28724,
        `First argument to $slice must be an array, but is of type: ${typeName(array)}`,
      );
    const first = integerOperand(
      second,
      28725,
      `Second argument to $slice must be a numeric value, but is of type: ${typeName(second)}`,
    );
    if (third === undefined) return first >= 0 ? array.slice(0, first) : array.slice(first);
    const count = integerOperand(
      third,
      28727,
      `Third argument to $slice must be numeric, but is of type: ${typeName(third)}`,
    );
    if (count <= 0) throw new MongoError(28729, `Third argument to $slice must be positive: ${count}`);
    const start = first < 0 ? Math.max(array.length + first, 0) : first;
    return array.slice(start, start + count);
  }),
  $range: operator(2, 3, (start, end, step) => {
    const from = integerOperand(start, 34443, '$range requires a numeric starting value');
    const to = integerOperand(end, 34445, '$range requires a numeric ending value');
    const by = step === undefined ? 1 : integerOperand(step, 34447, '$range requires a numeric step value');
    if (by === 0) throw new MongoError(34449, '$range requires a non-zero step value');
    const values: Value[] = [];
    for (let i = from; by > 0 ? i < to : i > to; i += by) values.push(new Int32(i));
    return values;
  }),
  $map: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['input', 'in'], ['as']);
    const as = variableName(parts.get('as'));
    const input = compile(parts.get('input') ?? null);
    const body = compile(parts.get('in') ?? null, [as]);
    return (environment) => {
      const array = input(environment);
      if (isNullish(array)) return null;
      if (!Array.isArray(array))
        throw new MongoError(16883, `input to $map must be an array not ${typeName(array)}`);
      return array.map((value): Value => body(withVariable(environment, as, value)) ?? null);
    };
  },
  $filter: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['input', 'cond'], ['as', 'limit']);
    const as = variableName(parts.get('as'));
    const input = compile(parts.get('input') ?? null);
    const condition = compile(parts.get('cond') ?? null, [as]);
    const limit = compile(parts.get('limit') ?? null);
    return (environment) => {
      const array = input(environment);
      if (isNullish(array)) return null;
      if (!Array.isArray(array))
        throw new MongoError(28651, `input to $filter must be an array not ${typeName(array)}`);
      const most = limit(environment);
      const kept = array.filter((value) => isTruthy(condition(withVariable(environment, as, value))));
      return most == null
        ? kept
        : kept.slice(0, integerOperand(most, 327391, '$filter limit must be an integer'));
    };
  },
  $reduce: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['input', 'initialValue', 'in']);
    const input = compile(parts.get('input') ?? null);
    const initial = compile(parts.get('initialValue') ?? null);
    const body = compile(parts.get('in') ?? null, ['this', 'value']);
    return (environment) => {
      const array = input(environment);
      if (isNullish(array)) return null;
      if (!Array.isArray(array))
        throw new MongoError(40080, `$reduce requires that 'input' be an array, found: ${typeName(array)}`);
      return array.reduce<MaybeValue>(
        (value, item) => body(withVariable(withVariable(environment, 'this', item), 'value', value)),
        initial(environment),
      );
    };
  },
  $zip: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['inputs'], ['useLongestLength', 'defaults']);
    const inputs = parts.get('inputs');
    if (!Array.isArray(inputs)) throw new MongoError(34461, 'inputs must be an array of expressions');
    const arrays = inputs.map((value) => compile(value));
    const longest = parts.get('useLongestLength') === true;
    const defaults = compile(parts.get('defaults') ?? []);
    return (environment) => {
      const values = arrays.map((array) => array(environment));
      if (values.some(isNullish)) return null;
      const lists = values.map((value) => {
        if (Array.isArray(value)) return value;
        throw new MongoError(34468, `$zip found a non-array expression in input: ${typeName(value)}`);
      });
      const lengths = lists.map((list) => list.length);
      const length = longest ? Math.max(0, ...lengths) : Math.min(...lengths);
      const fill = defaults(environment);
      const filler = (i: number): Value => (Array.isArray(fill) ? (fill[i] ?? null) : null);
      return Array.from({ length }, (_, row) => lists.map((list, i): Value => list[row] ?? filler(i)));
    };
  },
  $sortArray: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['input', 'sortBy']);
    const input = compile(parts.get('input') ?? null);
    const sortBy = parts.get('sortBy') ?? null;
    const order =
      sortBy instanceof Doc ? compileSort(sortBy).compare : byValue(isNumber(sortBy) ? toNumber(sortBy) : 1);
    return (environment) => {
      const array = input(environment);
      if (isNullish(array)) return null;
      if (!Array.isArray(array))
        throw new MongoError(
          2942504,
          `The input argument to $sortArray must be an array, but was of type: ${typeName(array)}`,
        );
      return [...array].sort((a, b) => order(a as Doc, b as Doc));
    };
  },
};

function byValue(direction: number): (a: Value, b: Value) => number {
  return (a, b) => Math.sign(direction) * compareValues(a, b);
}

function variableName(name: MaybeValue): string {
  if (name === undefined) return 'this';
  if (typeof name !== 'string' || !/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
    throw new MongoError(
      'FailedToParse',
      `'${print(name)}' starts with an invalid character for a user variable name`,
    );
  }
  return name;
}
