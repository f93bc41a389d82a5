import { keyText } from '../storage/keys';
import { type MaybeValue, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { isTruthy } from '../query/truth';
import { type OperatorTable, isNullish, operator } from './expression';

function arrayOf(name: string, value: MaybeValue, code: number): Value[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(
    code,
    `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
  );
}

/** The distinct values by their sort key, in the order of that key. */
function distinct(values: readonly Value[]): Map<string, Value> {
  const found = new Map(values.map((value): [string, Value] => [keyText(value), value]));
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Arrays as sets. */
export const setOperators: OperatorTable = {
  $setUnion: operator(0, Infinity, (...arrays) => {
    if (arrays.some(isNullish)) return null;
    return [...distinct(arrays.flatMap((array) => arrayOf('$setUnion', array, 17043))).values()];
  }),
  $setIntersection: operator(0, Infinity, (...arrays) => {
    if (arrays.some(isNullish)) return null;
    const sets = arrays.map((array) => distinct(arrayOf('$setIntersection', array, 17047)));
    const [first, ...others] = sets;
    if (first === undefined) return [];
    return [...first].filter(([key]) => others.every((set) => set.has(key))).map(([, value]) => value);
  }),
  $setDifference: operator(2, 2, (a, b) => {
    if (isNullish(a) || isNullish(b)) return null;
    const without = distinct(arrayOf('$setDifference', b, 17049));
    const seen = new Set<string>();
    return arrayOf('$setDifference', a, 17048).filter((value) => {
      const key = keyText(value);
      if (without.has(key) || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }),
  $setEquals: operator(2, Infinity, (...arrays) => {
    const sets = arrays.map((array) =>
      [...distinct(arrayOf('$setEquals', array, 17044)).keys()].join('\u0001,'),
    );
    return sets.every((set) => set === sets[0]);
  }),
  $setIsSubset: operator(2, 2, (a, b) => {
    const all = distinct(arrayOf('$setIsSubset', b, 17042));
    return [...distinct(arrayOf('$setIsSubset', a, 17046)).keys()].every((key) => all.has(key));
  }),
  $anyElementTrue: operator(1, 1, (array) => arrayOf('$anyElementTrue', array, 17041).some(isTruthy)),
  $allElementsTrue: operator(1, 1, (array) => arrayOf('$allElementsTrue', array, 17040).every(isTruthy)),
};
