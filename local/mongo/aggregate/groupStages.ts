import { compareValues } from '../bson/compare';
import { Doc, Int32, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { compileSort, sortBy } from '../query/sort';
import { keyText } from '../storage/keys';
import { type Accumulator, type AccumulatorFactory, compileAccumulator } from './accumulators';
import { compileExpression } from './compileExpression';
import type { Expression } from './expression';
import type { PipelineContext, Stage, StageCompiler } from './pipeline';

interface Field {
  readonly name: string;
  readonly create: AccumulatorFactory;
}

function accumulatorFields(source: Iterable<[string, Value]>, names: readonly string[]): Field[] {
  return [...source].map(([name, value]) => {
    if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
    if (name.startsWith('$'))
      throw new MongoError(40236, `The field name '${name}' cannot be an operator name`);
    return { name, create: compileAccumulator(name, value, names) };
  });
}

function* grouped(
  input: Iterable<Doc>,
  { variables }: PipelineContext,
  idOf: Expression,
  fields: readonly Field[],
): Generator<Doc> {
  const groups = new Map<string, { id: Value; accumulators: Accumulator[] }>();
  for (const doc of input) {
    const environment = { root: doc, variables };
    const id = idOf(environment) ?? null;
    const key = keyText(id);
    let group = groups.get(key);
    if (group === undefined) {
      const own = { root: id instanceof Doc ? id : new Doc(), variables };
      group = { id, accumulators: fields.map(({ create }) => create(own)) };
      groups.set(key, group);
    }
    for (const accumulator of group.accumulators) accumulator.add(environment);
  }
  for (const { id, accumulators } of groups.values()) {
    const result = new Doc([['_id', id]]);
    accumulators.forEach((accumulator, i) => result.set(fields[i]?.name ?? '', accumulator.result()));
    yield result;
  }
}

const group: StageCompiler = (operand, { names }) => {
  if (!(operand instanceof Doc))
    throw new MongoError(15947, "a group's fields must be specified in an object");
  const id = operand.get('_id');
  if (id === undefined) throw new MongoError(15955, 'a group specification must include an _id');
  const idOf = compileExpression(id, names);
  const fields = accumulatorFields(
    [...operand].filter(([name]) => name !== '_id'),
    names,
  );
  return (input, context) => grouped(input, context, idOf, fields);
};

const sortByCount: StageCompiler = (operand, { names }) => {
  const isExpression = operand instanceof Doc || (typeof operand === 'string' && operand.startsWith('$'));
  if (!isExpression)
    throw new MongoError(
      40149,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const idOf = compileExpression(operand, names);
  const fields = accumulatorFields([['count', new Doc([['$sum', new Int32(1)]])]], names);
  const { keyOf } = compileSort(new Doc([['count', new Int32(-1)]]));
  return (input, context) => sortBy(grouped(input, context, idOf, fields), keyOf);
};

const bucket: StageCompiler = (operand, { names }) => {
  if (!(operand instanceof Doc))
    throw new MongoError(
      40201,
      `Argument to $bucket stage must be an object, but found type: ${typeName(operand)}.`,
    );
  const boundaries = operand.get('boundaries');
  const groupBy = operand.get('groupBy');
  if (groupBy === undefined || !Array.isArray(boundaries)) {
    throw new MongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  if (boundaries.length < 2)
    throw new MongoError(40192, "The $bucket 'boundaries' field must have at least 2 values");
  boundaries.forEach((boundary, i) => {
    const before = boundaries[i - 1];
    if (before !== undefined && compareValues(before, boundary) >= 0) {
      throw new MongoError(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order",
      );
    }
  });
  const by = compileExpression(groupBy, names);
  const fallback = operand.get('default');
  const output = operand.get('output');
  const fields = accumulatorFields(
    output instanceof Doc ? output : [['count', new Doc([['$sum', new Int32(1)]])]],
    names,
  );
  const idOf: Expression = (environment) => {
    const value = by(environment) ?? null;
    const at = boundaries.findLastIndex((boundary) => compareValues(boundary, value) <= 0);
    const found = at >= 0 && at < boundaries.length - 1 ? boundaries[at] : fallback;
    if (found === undefined)
      throw new MongoError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    return found;
  };
  const { keyOf } = compileSort(new Doc([['_id', new Int32(1)]]));
  return (input, context) => sortBy(grouped(input, context, idOf, fields), keyOf);
};

const facet: StageCompiler = (operand, { compile }) => {
  if (!(operand instanceof Doc) || operand.size === 0) {
    throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  }
  const facets = [...operand].map(([name, pipeline]): [string, Stage] => {
    if (!Array.isArray(pipeline))
      throw new MongoError(
        40170,
        `arguments to $facet must be arrays, ${name} is type ${typeName(pipeline)}`,
      );
    return [name, compile(pipeline)];
  });
  return function* (input, context) {
    const all = [...input];
    yield new Doc(facets.map(([name, run]): [string, Value] => [name, [...run(all, context)]]));
  };
};

/** Stages that make one document of many. */
export const groupStages: Readonly<Record<string, StageCompiler>> = {
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $facet: facet,
};
