import { encodeDocument } from '../bson/encode';
import { Binary, Doc, Int32, type MaybeValue, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { type Environment, type OperatorTable, isNullish, namedOperands, operator } from './expression';

function pairOf(entry: Value): [string, Value] {
  if (entry instanceof Doc) {
    const key = entry.get('k');
    const value = entry.get('v');
    if (typeof key !== 'string' || value === undefined || entry.size !== 2) {
      throw new MongoError(40392, "$arrayToObject requires an object keys of 'k' and 'v'.");
    }
    return [key, value];
  }
  if (Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string') {
    return [entry[0], entry[1] ?? null];
  }
  throw new MongoError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(entry)}`);
}

/** Building and taking apart documents, and naming values. */
export const objectOperators: OperatorTable = {
  $mergeObjects: operator(0, Infinity, (...values) => {
    // A single array operand stands for its elements.
    const inputs = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    const merged = new Doc();
    for (const value of inputs) {
      if (isNullish(value)) continue;
      if (!(value instanceof Doc)) {
        throw new MongoError(
          40400,
          `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
        );
      }
      for (const [name, field] of value) merged.set(name, field);
    }
    return merged;
  }),
  $objectToArray: operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (!(value instanceof Doc))
      throw new MongoError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
    return [...value].map(
      ([k, v]): Value =>
        new Doc([
          ['k', k],
          ['v', v],
        ]),
    );
  }),
  $arrayToObject: operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new MongoError(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
    return new Doc(value.map(pairOf));
  }),
  $getField: (operand, compile, name) => {
    const parts =
      operand instanceof Doc && operand.has('field')
        ? namedOperands(name, operand, ['field'], ['input'])
        : null;
    const field = compile(parts?.get('field') ?? operand);
    const source = parts?.get('input');
    const input = source === undefined ? ({ root }: Environment): MaybeValue => root : compile(source);
    return (environment) => {
      const key = field(environment);
      if (typeof key !== 'string')
        throw new MongoError(3041704, `$getField requires 'field' to evaluate to type String`);
      const value = input(environment);
      if (value instanceof Doc) return value.get(key);
      return isNullish(value) && value !== undefined ? null : undefined;
    };
  },
  $setField: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['field', 'input', 'value']);
    const field = compile(parts.get('field') ?? null);
    const input = compile(parts.get('input') ?? null);
    const value = compile(parts.get('value') ?? null);
    return (environment) => {
      const target = input(environment);
      const key = field(environment);
      if (isNullish(target)) return null;
      if (!(target instanceof Doc) || typeof key !== 'string') {
        throw new MongoError(4161105, `$setField requires 'input' to evaluate to type Object`);
      }
      return withField(target, key, value(environment));
    };
  },
  $unsetField: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['field', 'input']);
    const field = compile(parts.get('field') ?? null);
    const input = compile(parts.get('input') ?? null);
    return (environment) => {
      const target = input(environment);
      const key = field(environment);
      if (isNullish(target)) return null;
      if (!(target instanceof Doc) || typeof key !== 'string') {
        throw new MongoError(4161105, `$unsetField requires 'input' to evaluate to type Object`);
      }
      return withField(target, key, undefined);
    };
  },
  $let: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['vars', 'in']);
    const vars = parts.get('vars');
    if (!(vars instanceof Doc)) throw new MongoError(10065, 'invalid parameter: expected an object (vars)');
    const values = [...vars].map(([key, value]) => ({ key, value: compile(value) }));
    const body = compile(parts.get('in') ?? null, [...vars.keys()]);
    return (environment) => {
      const variables = new Map(environment.variables);
      for (const { key, value } of values) variables.set(key, value(environment));
      return body({ root: environment.root, variables });
    };
  },
  $bsonSize: operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (!(value instanceof Doc))
      throw new MongoError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
    return new Int32(encodeDocument(value).length);
  }),
  $binarySize: operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (typeof value === 'string') return new Int32(Buffer.byteLength(value));
    if (value instanceof Binary) return new Int32(value.bytes.length);
    throw new MongoError(
      51276,
      `$binarySize requires a string or BinData argument, found: ${typeName(value)}`,
    );
  }),
};

function withField(target: Doc, key: string, value: MaybeValue): Doc {
  const copy = new Doc(target);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}
