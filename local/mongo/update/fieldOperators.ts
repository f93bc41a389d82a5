import { calculate, toInteger } from '../bson/arithmetic';
import { compareValues } from '../bson/compare';
import { print } from '../bson/print';
import {
  DateTime,
  Doc,
  Int32,
  type MaybeValue,
  type NumberValue,
  Timestamp,
  type Value,
  isNumber,
  typeName,
} from '../bson/values';
import { MongoError } from '../errors';
import type { Change } from './paths';

/** What an operator may need to know of the document and the command. */
export interface UpdateContext {
  readonly doc: Doc;
  readonly path: string;
  /** True while an upsert builds a new document. */
  readonly inserting: boolean;
}

/** One operator with its operand, ready to change a field. */
export type Modifier = (current: MaybeValue, context: UpdateContext) => Change;

/** Checks an operand when the update is parsed, and gives what it does. */
export type ModifierCompiler = (operand: Value, path: string) => Modifier;

function arithmetic(
  name: '$inc' | '$mul',
  verb: string,
  missing: (operand: NumberValue) => NumberValue,
): ModifierCompiler {
  return (operand, path) => {
    if (!isNumber(operand)) {
      throw new MongoError(
        'TypeMismatch',
        `Cannot ${verb} with non-numeric argument: {${path}: ${print(operand)}}`,
      );
    }
    return (current, { doc }) => {
      if (current === undefined) return { set: missing(operand) };
      if (!isNumber(current)) {
        throw new MongoError(
          'TypeMismatch',
          `Cannot apply ${name} to a value of non-numeric type. {_id: ${print(doc.get('_id'))}} has the field ` +
            `'${path.split('.').at(-1)}' of non-numeric type ${typeName(current)}`,
        );
      }
      const result = calculate(name === '$inc' ? 'add' : 'multiply', current, operand, true);
      if (result === null) {
        throw new MongoError(
          'BadValue',
          `Failed to apply ${name} operations to current value ((${typeName(current)})${print(current)}) for document ` +
            `{_id: ${print(doc.get('_id'))}}`,
        );
      }
      return { set: result };
    };
  };
}

function extreme(sign: 1 | -1): ModifierCompiler {
  return (operand) => (current) =>
    current === undefined || compareValues(operand, current) * sign < 0 ? { set: operand } : 'keep';
}

const currentDate: ModifierCompiler = (operand) => {
  const type = operand instanceof Doc ? operand.get('$type') : 'date';
  if (operand instanceof Doc && (operand.size !== 1 || !operand.has('$type'))) {
    const [first = ''] = operand.keys();
    throw new MongoError('BadValue', `Unrecognized $currentDate option: ${first}`);
  }
  if (!(operand instanceof Doc) && typeof operand !== 'boolean') {
    throw new MongoError(
      'BadValue',
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  if (type !== 'date' && type !== 'timestamp') {
    throw new MongoError(
      'BadValue',
      `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}`,
    );
  }
  return () => ({ set: type === 'date' ? new DateTime(BigInt(Date.now())) : nextTimestamp() });
};

let lastTimestamp = 0n;

/** A timestamp of now that is larger than every one given before. */
function nextTimestamp(): Timestamp {
  const now = BigInt(Math.floor(Date.now() / 1000)) << 32n;
  lastTimestamp = lastTimestamp >= now ? lastTimestamp + 1n : now + 1n;
  return new Timestamp(lastTimestamp);
}

const bitOperations = ['and', 'or', 'xor'] as const;

const bit: ModifierCompiler = (operand, path) => {
  if (!(operand instanceof Doc)) {
    throw new MongoError(
      'BadValue',
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = [...operand].map(([name, mask]) => {
    const operation = bitOperations.find((known) => known === name);
    if (operation === undefined) {
      throw new MongoError(
        'BadValue',
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${print(mask)}}`,
      );
    }
    if (!(mask instanceof Int32) && typeof mask !== 'bigint') {
      throw new MongoError(
        'BadValue',
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here: {${name}: ${print(mask)}}`,
      );
    }
    return { operation, mask };
  });
  if (steps.length === 0)
    throw new MongoError(
      'BadValue',
      `You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}`,
    );
  return (current, { doc }) => {
    let value: MaybeValue = current ?? new Int32(0);
    for (const { operation, mask } of steps) {
      if (!(value instanceof Int32) && typeof value !== 'bigint') {
        throw new MongoError(
          'BadValue',
          `Cannot apply $bit to a value of non-integral type._id: ${print(doc.get('_id'))} has the field ${path} of non-integer type ${typeName(value)}`,
        );
      }
      const [left, right] = [value, mask].map((number) =>
        typeof number === 'bigint' ? number : BigInt(number.value),
      );
      const result = bitwise(operation, left ?? 0n, right ?? 0n);
      value =
        value instanceof Int32 && mask instanceof Int32
          ? new Int32(Number(BigInt.asIntN(32, result)))
          : result;
    }
    return { set: value };
  };
};

function bitwise(name: (typeof bitOperations)[number], a: bigint, b: bigint): bigint {
  if (name === 'and') return a & b;
  return name === 'or' ? a | b : a ^ b;
}

/** Operators on a field as a whole. */
export const fieldOperators: Readonly<Record<string, ModifierCompiler>> = {
  $set: (operand) => () => ({ set: operand }),
  $setOnInsert:
    (operand) =>
    (_, { inserting }) =>
      inserting ? { set: operand } : 'keep',
  $unset: () => () => 'remove',
  $inc: arithmetic('$inc', 'increment', (operand) => operand),
  $mul: arithmetic('$mul', 'multiply', (operand) => calculate('multiply', operand, new Int32(0))),
  $min: extreme(1),
  $max: extreme(-1),
  $currentDate: currentDate,
  $bit: bit,
};

/** An integer operand, or null. */
export function integerOf(value: MaybeValue): number | null {
  return isNumber(value) ? toInteger(value) : null;
}
