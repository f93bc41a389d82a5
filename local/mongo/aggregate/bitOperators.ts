import { toIntegerValue } from '../bson/arithmetic';
import { Int32, type MaybeValue, isNumber, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { type OperatorTable, isNullish, operator } from './expression';

function folding(
  name: string,
  identity: bigint,
  apply: (a: bigint, b: bigint) => bigint,
): OperatorTable[string] {
  return operator(0, Infinity, (...values) => {
    let result = identity;
    let narrow = true;
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!isIntegral(value)) {
        throw new MongoError('TypeMismatch', `${name} only supports int and long operands.`);
      }
      narrow &&= value instanceof Int32;
      result = apply(result, bigOf(value));
    }
    return toIntegerValue(result, narrow);
  });
}

function isIntegral(value: MaybeValue): value is Int32 | bigint {
  return value instanceof Int32 || typeof value === 'bigint';
}

function bigOf(value: Int32 | bigint): bigint {
  return typeof value === 'bigint' ? value : BigInt(value.value);
}

/** Operations on the bits of integers. */
export const bitOperators: OperatorTable = {
  $bitAnd: folding('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: folding('$bitOr', 0n, (a, b) => a | b),
  $bitXor: folding('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (isIntegral(value)) return toIntegerValue(~bigOf(value), value instanceof Int32);
    if (!isNumber(value)) {
      throw new MongoError(28765, `$bitNot only supports numeric types, not ${typeName(value)}`);
    }
    throw new MongoError('TypeMismatch', `$bitNot only supports int and long, not: ${typeName(value)}.`);
  }),
};
