import { Sum } from '../bson/arithmetic';
import { Doc, Int32, type MaybeValue, type Value, isNumber, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { compileSort, sortBy } from '../query/sort';
import { keyText } from '../storage/keys';
import { averageOf, deviationOf, extremeOf } from './accumulatorOperators';
import { compileExpression } from './compileExpression';
import { type Environment, isNullish, namedOperands } from './expression';
import { percentileSpec } from './percentiles';
import { type Choice, choices, countedValues, severalCount, severalParts } from './severalOperators';

/** Collects the values of one field of one group. */
export interface Accumulator {
  add(environment: Environment): void;
  result(): Value;
}

/** Makes an accumulator for each new group; `group` has the group's `_id` for its document. */
export type AccumulatorFactory = (group: Environment) => Accumulator;

type Build = (operand: Value, names: readonly string[], name: string) => AccumulatorFactory;

function collecting(finish: (values: MaybeValue[]) => Value): Build {
  return (operand, names) => {
    const expression = compileExpression(operand, names);
    return () => {
      const values: MaybeValue[] = [];
      return {
        add: (environment) => void values.push(expression(environment)),
        result: () => finish(values),
      };
    };
  };
}

/** Keeps one value instead of all of them. */
function folding(fold: (kept: MaybeValue, value: MaybeValue, first: boolean) => MaybeValue): Build {
  return (operand, names) => {
    const expression = compileExpression(operand, names);
    return () => {
      let kept: MaybeValue;
      let first = true;
      return {
        add: (environment) => {
          kept = fold(kept, expression(environment), first);
          first = false;
        },
        result: () => kept ?? null,
      };
    };
  };
}

const sum: Build = (operand, names) => {
  const expression = compileExpression(operand, names);
  return () => {
    const total = new Sum();
    return {
      add: (environment) => {
        const value = expression(environment);
        if (isNumber(value)) total.add(value);
      },
      result: () => total.result(),
    };
  };
};

/** `$firstN` and its relatives: `{ input, n }`. */
function several(choice: Choice): Build {
  return (operand, names, name) => {
    const parts = severalParts(name, operand);
    const [input, n] = [compileExpression(parts.input, names), compileExpression(parts.n, names)];
    return (group) => {
      const count = severalCount(n(group));
      const values: MaybeValue[] = [];
      return {
        add: (environment) => void values.push(input(environment)),
        result: () => choice.choose(countedValues(values, choice), count),
      };
    };
  };
}

function percentiles(name: '$percentile' | '$median', code: number): Build {
  return (operand, names) => {
    const { input, resultOf } = percentileSpec(name, operand, code);
    return collecting(resultOf)(input, names, name);
  };
}

/** `$top`, `$bottom` and their plurals: `{ sortBy, output, n }`. */
function ranked(last: boolean, many: boolean): Build {
  return (operand, names, name) => {
    const parts = namedOperands(name, operand, many ? ['sortBy', 'output', 'n'] : ['sortBy', 'output']);
    const sortPattern = parts.get('sortBy');
    if (!(sortPattern instanceof Doc)) throw new MongoError(10065, 'expected an object (sortBy)');
    const order = compileSort(sortPattern);
    const output = compileExpression(parts.get('output') ?? null, names);
    const n = many ? compileExpression(parts.get('n') ?? null, names) : null;
    return (group) => {
      const count = n === null ? 1 : severalCount(n(group));
      const items: { key: Buffer; value: Value }[] = [];
      return {
        add: (environment) => {
          const { root } = environment;
          items.push({
            key: order.keyOf(root instanceof Doc ? root : new Doc()),
            value: output(environment) ?? null,
          });
        },
        result: () => {
          const sorted = sortBy(items, ({ key }) => key).map(({ value }) => value);
          const chosen = last ? sorted.slice(-count) : sorted.slice(0, count);
          return many ? chosen : (chosen[0] ?? null);
        },
      };
    };
  };
}

const mergeObjects: Build = folding((kept, value) => {
  if (isNullish(value)) return kept ?? new Doc();
  if (!(value instanceof Doc)) {
    throw new MongoError(
      40400,
      `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
    );
  }
  return new Doc([...(kept instanceof Doc ? kept : []), ...value]);
});

const builders: Readonly<Record<string, Build>> = {
  $sum: sum,
  $avg: collecting(averageOf),
  $min: folding((kept, value) => extremeOf([kept, value], 1)),
  $max: folding((kept, value) => extremeOf([kept, value], -1)),
  $first: folding((kept, value, first) => (first ? value : kept)),
  $last: folding((_, value) => value),
  $push: collecting((values) => values.filter((value) => value !== undefined)),
  $addToSet: collecting((values) => {
    const found = values.flatMap((value): [string, Value][] =>
      value === undefined ? [] : [[keyText(value), value]],
    );
    return [...new Map(found).values()];
  }),
  $mergeObjects: mergeObjects,
  $stdDevPop: collecting((values) => deviationOf(values, false)),
  $stdDevSamp: collecting((values) => deviationOf(values, true)),
  $firstN: several(choices.$firstN),
  $lastN: several(choices.$lastN),
  $minN: several(choices.$minN),
  $maxN: several(choices.$maxN),
  $percentile: percentiles('$percentile', 7429703),
  $median: percentiles('$median', 7436100),
  $top: ranked(false, false),
  $bottom: ranked(true, false),
  $topN: ranked(false, true),
  $bottomN: ranked(true, true),
};

const count: AccumulatorFactory = () => {
  let total = 0;
  return { add: () => void (total += 1), result: () => new Int32(total) };
};

/** Compiles an accumulator such as `{ $sum: '$size' }`. */
export function compileAccumulator(
  field: string,
  source: Value,
  names: readonly string[],
): AccumulatorFactory {
  if (!(source instanceof Doc))
    throw new MongoError(40234, `The field '${field}' must be an accumulator object`);
  const [entry] = source;
  if (source.size !== 1 || entry === undefined)
    throw new MongoError(40238, `The field '${field}' must specify one accumulator`);
  const [name, operand] = entry;
  if (name === '$count') {
    if (operand instanceof Doc && operand.size === 0) return count;
    throw new MongoError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
  }
  const build = Object.hasOwn(builders, name) ? builders[name] : undefined;
  if (build === undefined) throw new MongoError(15952, `unknown group operator '${name}'`);
  return build(operand, names, name);
}
