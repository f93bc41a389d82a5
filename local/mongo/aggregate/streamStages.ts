import { toInteger } from '../bson/arithmetic';
import { Doc, Int32, type MaybeValue, type Value, isNumber } from '../bson/values';
import { MongoError } from '../errors';
import { compileFilter } from '../query/matcher';
import { parseFilter } from '../query/parseFilter';
import { compileSort, countOf, sortBy } from '../query/sort';
import { compileExpression, fieldPath, redactDecisions, valueAt } from './compileExpression';
import type { Environment, Expression } from './expression';
import type { StageCompiler } from './pipeline';

/** The pipeline's `$limit`, `$skip` and sample sizes. */
export function countOperand(operand: Value, name: string, code: number, least: number): number {
  const count = isNumber(operand) ? toInteger(operand) : null;
  if (count === null)
    throw new MongoError(code, `invalid argument to ${name} stage: Expected a number in: ${name}`);
  if (count < least)
    throw new MongoError(
      code,
      `invalid argument to ${name} stage: Expected a ${least > 0 ? 'positive' : 'non-negative'} number in: ${name}: ${count}`,
    );
  return count;
}

const match: StageCompiler = (operand) => {
  if (!(operand instanceof Doc))
    throw new MongoError(15959, 'the match filter must be an expression in an object');
  parseFilter(operand, { variables: new Map() });
  return function* (input, { variables }) {
    const matches = compileFilter(parseFilter(operand, { variables: definedOnly(variables) }));
    for (const doc of input) if (matches(doc)) yield doc;
  };
};

function definedOnly(variables: ReadonlyMap<string, MaybeValue>): Map<string, Value> {
  return new Map(
    [...variables].flatMap(([name, value]): [string, Value][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

const sort: StageCompiler = (operand) => {
  if (!(operand instanceof Doc)) throw new MongoError(15973, 'the $sort key specification must be an object');
  if (operand.size === 0) throw new MongoError(15976, '$sort stage must have at least one sort key');
  const { keyOf } = compileSort(operand);
  return function* (input, _, most) {
    yield* sortBy(input, keyOf, most);
  };
};

const limit: StageCompiler = (operand, _, name) => {
  const most = countOperand(operand, name, 5107201, 1);
  return function* (input) {
    let count = 0;
    for (const doc of input) {
      yield doc;
      if (++count >= most) return;
    }
  };
};

const skip: StageCompiler = (operand, _, name) => {
  const first = countOperand(operand, name, 5107200, 0);
  return function* (input) {
    let count = 0;
    for (const doc of input) if (count++ >= first) yield doc;
  };
};

const count: StageCompiler = (operand) => {
  if (typeof operand !== 'string' || operand === '')
    throw new MongoError(40157, 'the count field must be a non-empty string');
  if (operand.startsWith('$')) throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
  if (operand.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  return function* (input) {
    const total = countOf(input);
    if (total > 0) yield new Doc([[operand, new Int32(total)]]);
  };
};

const unwind: StageCompiler = (operand) => {
  const options = operand instanceof Doc ? operand : new Doc([['path', operand]]);
  const path = options.get('path');
  for (const key of options.keys()) {
    if (!['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(key)) {
      throw new MongoError(28811, `unrecognized option to $unwind stage: ${key}`);
    }
  }
  if (typeof path !== 'string')
    throw new MongoError(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$'))
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = fieldPath(path.slice(1));
  const keep = options.get('preserveNullAndEmptyArrays') === true;
  const index = options.get('includeArrayIndex');
  const indexParts = typeof index === 'string' ? fieldPath(index) : null;
  return function* (input) {
    for (const doc of input) {
      const value = valueAt(doc, parts, 0);
      const withIndex = (result: Doc, at: Value): Doc =>
        indexParts === null ? result : replaceAt(result, indexParts, at);
      if (Array.isArray(value) && value.length > 0) {
        for (const [i, element] of value.entries())
          yield withIndex(replaceAt(doc, parts, element), BigInt(i));
      } else if (value === undefined || value === null || Array.isArray(value)) {
        if (keep) yield withIndex(Array.isArray(value) ? replaceAt(doc, parts, undefined) : doc, null);
      } else yield withIndex(doc, null);
    }
  };
};

/** The document with another value at a path; undefined removes the field. */
export function replaceAt(doc: Doc, parts: readonly string[], value: MaybeValue): Doc {
  const [name = '', ...rest] = parts;
  const copy = new Doc(doc);
  const child = copy.get(name);
  const next = rest.length === 0 ? value : replaceAt(child instanceof Doc ? child : new Doc(), rest, value);
  if (next === undefined) copy.delete(name);
  else copy.set(name, next);
  return copy;
}

const sample: StageCompiler = (operand) => {
  const size = operand instanceof Doc ? operand.get('size') : undefined;
  if (size === undefined) throw new MongoError(28749, '$sample stage must specify a size');
  const most = countOperand(size, '$sample', 28747, 0);
  return function* (input) {
    const all = [...input];
    for (let i = 0; i < Math.min(most, all.length); i++) {
      const other = i + Math.floor(Math.random() * (all.length - i));
      const [first, chosen] = [all[i], all[other]];
      if (first === undefined || chosen === undefined) return;
      all[other] = first;
      yield chosen;
    }
  };
};

const redact: StageCompiler = (operand, { names }) => {
  const expression = compileExpression(operand, names);
  return function* (input, { variables }) {
    for (const doc of input) {
      const shown = redacted(doc, doc, expression, variables);
      if (shown instanceof Doc) yield shown;
    }
  };
};

function redacted(
  value: Value,
  root: Doc,
  expression: Expression,
  variables: Environment['variables'],
): MaybeValue {
  if (Array.isArray(value)) {
    return value.flatMap((element) => {
      const shown = redacted(element, root, expression, variables);
      return shown === undefined ? [] : [shown];
    });
  }
  if (!(value instanceof Doc)) return value;
  const decision = expression({ root: value, variables: new Map(variables).set('ROOT', root) });
  if (decision === redactDecisions.PRUNE) return undefined;
  if (decision === redactDecisions.KEEP) return value;
  if (decision !== redactDecisions.DESCEND) {
    throw new MongoError(
      17053,
      "$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE",
    );
  }
  const result = new Doc();
  for (const [name, field] of value) {
    const shown = redacted(field, root, expression, variables);
    if (shown !== undefined) result.set(name, shown);
  }
  return result;
}

/** Stages that choose, order and count documents. */
export const streamStages: Readonly<Record<string, StageCompiler>> = {
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
  $unwind: unwind,
  $sample: sample,
  $redact: redact,
};
