import { compareValues, equalValues } from '../bson/compare';
import { print } from '../bson/print';
import { Doc, type MaybeValue, Regex, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { compileFilter } from '../query/matcher';
import { parseFilter } from '../query/parseFilter';
import { isOperators } from '../query/parsePredicates';
import { compileSort } from '../query/sort';
import { type ModifierCompiler, type UpdateContext, integerOf } from './fieldOperators';

function arrayIn(current: MaybeValue, { doc, path }: UpdateContext): Value[] {
  if (Array.isArray(current)) return current;
  if (current === undefined) return [];
  throw new MongoError(
    'BadValue',
    `The field '${path}' must be an array but is of type ${typeName(current)} in document {_id: ${print(doc.get('_id'))}}`,
  );
}

function eachOf(name: string, operand: Doc): Value[] {
  const each = operand.get('$each');
  if (Array.isArray(each)) return each;
  throw new MongoError(
    'BadValue',
    `The argument to $each in ${name} must be an array but it was of type ${typeName(each)}`,
  );
}

const push: ModifierCompiler = (operand) => {
  const isClause = operand instanceof Doc && operand.has('$each');
  const values = isClause ? eachOf('$push', operand) : [operand];
  if (!isClause) return (current, context) => ({ set: [...arrayIn(current, context), ...values] });
  for (const key of operand.keys()) {
    if (!['$each', '$slice', '$sort', '$position'].includes(key)) {
      throw new MongoError('BadValue', `Unrecognized clause in $push: ${key}`);
    }
  }
  const slice = clauseInteger(operand, '$slice');
  const position = clauseInteger(operand, '$position');
  const order = sortClause(operand.get('$sort'));
  return (current, context) => {
    const array = [...arrayIn(current, context)];
    const at =
      position === null ? array.length : position < 0 ? Math.max(array.length + position, 0) : position;
    array.splice(at, 0, ...values);
    if (order !== null) array.sort(order);
    return { set: slice === null ? array : slice < 0 ? array.slice(slice) : array.slice(0, slice) };
  };
};

function clauseInteger(operand: Doc, name: string): number | null {
  const value = operand.get(name);
  if (value === undefined) return null;
  const integer = integerOf(value);
  if (integer === null) {
    throw new MongoError(
      'BadValue',
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
    );
  }
  return integer;
}

function sortClause(value: MaybeValue): ((a: Value, b: Value) => number) | null {
  if (value === undefined) return null;
  if (value instanceof Doc) {
    if (value.size === 0)
      throw new MongoError('BadValue', 'The $sort pattern is empty when it should be a set of fields.');
    const { compare } = compileSort(value);
    // Elements that are no documents sort as if they had none of the fields.
    return (a, b) => compare(a instanceof Doc ? a : new Doc(), b instanceof Doc ? b : new Doc());
  }
  const direction = integerOf(value);
  if (direction !== 1 && direction !== -1)
    throw new MongoError('BadValue', 'The $sort element value must be either 1 or -1');
  return (a, b) => direction * compareValues(a, b);
}

const addToSet: ModifierCompiler = (operand) => {
  const isClause = operand instanceof Doc && operand.has('$each');
  if (isClause && operand.size > 1) {
    const other = [...operand.keys()].find((key) => key !== '$each') ?? '';
    throw new MongoError('BadValue', `Found unexpected fields after $each in $addToSet: ${other}`);
  }
  const values = isClause ? eachOf('$addToSet', operand) : [operand];
  return (current, context) => {
    const array = [...arrayIn(current, context)];
    for (const value of values) if (!array.some((member) => equalValues(member, value))) array.push(value);
    return { set: array };
  };
};

function nonArray(path: string, current: Value): MongoError {
  return new MongoError(
    'TypeMismatch',
    `Path '${path}' contains an element of non-array type '${typeName(current)}'`,
  );
}

const pop: ModifierCompiler = (operand, path) => {
  const end = integerOf(operand);
  if (end === null) throw new MongoError('FailedToParse', `Expected a number in: ${path}: ${print(operand)}`);
  if (end !== 1 && end !== -1) throw new MongoError('FailedToParse', `$pop expects 1 or -1, found: ${end}`);
  return (current) => {
    if (current === undefined) return 'keep';
    if (!Array.isArray(current)) throw nonArray(path, current);
    return { set: end === 1 ? current.slice(0, -1) : current.slice(1) };
  };
};

function removing(accepts: (element: Value) => boolean): ReturnType<ModifierCompiler> {
  return (current) => {
    if (current === undefined) return 'keep';
    if (!Array.isArray(current)) throw new MongoError('BadValue', 'Cannot apply $pull to a non-array value');
    const kept = current.filter((element) => !accepts(element));
    return kept.length === current.length ? 'keep' : { set: kept };
  };
}

const pull: ModifierCompiler = (operand) => {
  if (operand instanceof Doc && !isOperators(operand)) {
    const matches = compileFilter(parseFilter(operand));
    return removing((element) => element instanceof Doc && matches(element));
  }
  if (operand instanceof Doc || operand instanceof Regex) {
    const matches = compileFilter(parseFilter(new Doc([['x', operand]])));
    return removing((element) => matches(new Doc([['x', element]])));
  }
  return removing((element) => equalValues(element, operand));
};

const pullAll: ModifierCompiler = (operand) => {
  if (!Array.isArray(operand)) {
    throw new MongoError(
      'BadValue',
      `$pullAll requires an array argument but was given a ${typeName(operand)}`,
    );
  }
  return removing((element) => operand.some((value) => equalValues(element, value)));
};

/** Operators on arrays. */
export const arrayUpdateOperators: Readonly<Record<string, ModifierCompiler>> = {
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};
