import { BsonType, type Value, isNumber, typeName } from '../bson/values';
import { ErrorCode, MongoError } from '../errors';
import { convertTo } from './convert';
import { type OperatorTable, isNullish, namedOperands, operator } from './expression';
import { Int32 } from '../bson/values';

function convertingTo(code: number): OperatorTable[string] {
  return operator(1, 1, (value) => (isNullish(value) ? null : convertTo(value as Value, new Int32(code))));
}

/** Types and conversions. */
export const conversionOperators: OperatorTable = {
  $type: operator(1, 1, (value) => typeName(value)),
  $isNumber: operator(1, 1, (value) => isNumber(value)),
  $toString: convertingTo(BsonType.string),
  $toInt: convertingTo(BsonType.int),
  $toLong: convertingTo(BsonType.long),
  $toDouble: convertingTo(BsonType.double),
  $toDecimal: convertingTo(BsonType.decimal),
  $toBool: convertingTo(BsonType.bool),
  $toDate: convertingTo(BsonType.date),
  $toObjectId: convertingTo(BsonType.objectId),
  $convert: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['input', 'to'], ['onError', 'onNull']);
    const input = compile(parts.get('input') ?? null);
    const to = compile(parts.get('to') ?? null);
    const errorPart = parts.get('onError');
    const onError = errorPart === undefined ? null : compile(errorPart);
    const onNull = compile(parts.get('onNull') ?? null);
    return (environment) => {
      const value = input(environment);
      const target = to(environment);
      if (isNullish(value)) return onNull(environment);
      if (isNullish(target)) return null;
      try {
        return convertTo(value as Value, target as Value);
      } catch (error) {
        const isConversion = error instanceof MongoError && error.code === ErrorCode.ConversionFailure;
        if (isConversion && onError !== null) return onError(environment);
        throw error;
      }
    };
  },
};
