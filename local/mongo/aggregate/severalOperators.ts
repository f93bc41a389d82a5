import { toInteger } from '../bson/arithmetic';
import { print } from '../bson/print';
import { Doc, type MaybeValue, type Value, isNumber } from '../bson/values';
import { MongoError } from '../errors';
import { sortBy } from '../query/sort';
import { keyOf } from '../storage/keys';
import { type OperatorTable, isNullish } from './expression';

/** Chooses `n` of several values, for `$firstN` and its relatives. */
export interface Choice {
  readonly choose: (values: readonly Value[], n: number) => Value[];
  /** True when null and missing values do not count. */
  readonly skipsNull: boolean;
}

const inOrder = (values: readonly Value[]): Value[] => sortBy(values, keyOf);

/** How each of the operators chooses. */
export const choices = {
  $firstN: { choose: (values, n) => values.slice(0, n), skipsNull: false },
  $lastN: { choose: (values, n) => values.slice(-n), skipsNull: false },
  $minN: { choose: (values, n) => inOrder(values).slice(0, n), skipsNull: true },
  $maxN: { choose: (values, n) => inOrder(values).reverse().slice(0, n), skipsNull: true },
} as const satisfies Readonly<Record<string, Choice>>;

/** The two operands of `{ input, n }`; throws mongod's codes for others. */
export function severalParts(name: string, operand: Value): { input: Value; n: Value } {
  if (!(operand instanceof Doc)) {
    throw new MongoError(5787900, `specification must be an object; found ${name}: ${print(operand)}`);
  }
  for (const key of operand.keys()) {
    if (key !== 'n' && key !== 'input') {
      throw new MongoError(5787901, `Unknown argument for 'n' operator: ${key}`);
    }
  }
  const [n, input] = [operand.get('n'), operand.get('input')];
  if (n === undefined) throw new MongoError(5787906, "Missing value for 'n'");
  if (input === undefined) throw new MongoError(5787907, "Missing value for 'input'");
  return { input, n };
}

/** Checks the number of values asked for. */
export function severalCount(value: MaybeValue): number {
  const message = `Value for 'n' must be of integral type, but found ${print(value ?? null)}`;
  if (!isNumber(value)) throw new MongoError(5787902, message);
  const n = toInteger(value);
  if (n === null) throw new MongoError(5787903, message);
  if (n <= 0) throw new MongoError(5787908, `'n' must be greater than 0, found ${n}`);
  return n;
}

/** The values that count for a choice. */
export function countedValues(values: Iterable<MaybeValue>, { skipsNull }: Choice): Value[] {
  return [...values].flatMap((value): Value[] => (skipsNull && isNullish(value) ? [] : [value ?? null]));
}

/** `$firstN`, `$lastN`, `$minN` and `$maxN` of the elements of an array. */
export const severalOperators: OperatorTable = Object.fromEntries(
  Object.entries(choices).map(([name, choice]): [string, OperatorTable[string]] => [
    name,
    (operand, compile) => {
      const parts = severalParts(name, operand);
      const [n, input] = [compile(parts.n), compile(parts.input)];
      return (environment) => {
        const count = severalCount(n(environment));
        const values = input(environment);
        if (!Array.isArray(values)) throw new MongoError(5788200, 'Input must be an array');
        return choice.choose(countedValues(values, choice), count);
      };
    },
  ]),
);
