import { toIntegerValue, toNumber, toDecimalValue, roundExact } from '../bson/arithmetic';
import { decimalToString, parseDecimal, toExact } from '../bson/decimal';
import { print } from '../bson/print';
import {
  BsonType,
  DateTime,
  Decimal,
  Double,
  Int32,
  type NumberValue,
  ObjectId,
  Timestamp,
  type Value,
  isNumber,
  typeName,
  typeNames,
} from '../bson/values';
import { MongoError } from '../errors';
import { isTruthy } from '../query/truth';
import { parseDate } from './dateFormat';

type Convert = (value: Value) => Value;

function failure(value: Value, to: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`,
  );
}

function parseFailure(text: string, why: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Failed to parse number '${text}' in $convert with no onError value: ${why}`,
  );
}

/** The text of a number, date, id or boolean, as `$toString` gives it. */
export function valueToString(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Int32) return String(value.value);
  if (value instanceof Decimal) return decimalToString(value);
  if (value instanceof Double) {
    if (Number.isNaN(value.value)) return 'NaN';
    return Number.isFinite(value.value) ? String(value.value) : value.value > 0 ? 'Infinity' : '-Infinity';
  }
  if (value instanceof ObjectId) return value.bytes.toString('hex');
  if (value instanceof DateTime) return new Date(Number(value.ms)).toISOString();
  throw failure(value, 'string');
}

function toWhole(value: NumberValue, to: 'int' | 'long'): Value {
  const exact = toExact(value);
  if (typeof exact === 'string') {
    throw new MongoError(
      'ConversionFailure',
      `Attempt to convert ${exact === 'NaN' ? 'NaN' : 'infinity'} value to integer type in $convert with no onError value`,
    );
  }
  const { coefficient, exponent } = roundExact(exact, 0, true);
  const result = toIntegerValue(
    exponent > 0 ? coefficient * 10n ** BigInt(exponent) : coefficient,
    to === 'int',
  );
  if (result === null || (to === 'int' && !(result instanceof Int32))) {
    throw new MongoError(
      'ConversionFailure',
      `Conversion would overflow target type in $convert with no onError value: ${print(value)}`,
    );
  }
  return to === 'long' && result instanceof Int32 ? BigInt(result.value) : result;
}

function toIntegerOf(to: 'int' | 'long'): Convert {
  return (value) => {
    if (isNumber(value)) return toWhole(value, to);
    if (typeof value === 'boolean') return to === 'int' ? new Int32(Number(value)) : BigInt(value);
    if (value instanceof DateTime && to === 'long') return value.ms;
    if (typeof value !== 'string') throw failure(value, to);
    if (!/^[+-]?\d+$/.test(value)) throw parseFailure(value, 'Did not consume whole string.');
    const result = toIntegerValue(BigInt(value), to === 'int');
    if (result === null || (to === 'int' && !(result instanceof Int32)))
      throw parseFailure(value, 'Overflow');
    return to === 'long' && result instanceof Int32 ? BigInt(result.value) : result;
  };
}

const toDouble: Convert = (value) => {
  if (isNumber(value)) return new Double(toNumber(value));
  if (typeof value === 'boolean') return new Double(Number(value));
  if (value instanceof DateTime) return new Double(Number(value.ms));
  if (typeof value !== 'string') throw failure(value, 'double');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) && !/^[+-]?(inf|infinity|nan)$/i.test(value)) {
    throw parseFailure(value, 'Did not consume whole string.');
  }
  return new Double(
    Number(value.replace(/^([+-]?)inf(inity)?$/i, '$1Infinity').replace(/^[+-]?nan$/i, 'NaN')),
  );
};

const toDecimal: Convert = (value) => {
  if (isNumber(value)) return toDecimalValue(value);
  if (typeof value === 'boolean') return toDecimalValue(new Int32(Number(value)));
  if (value instanceof DateTime) return toDecimalValue(value.ms);
  if (typeof value !== 'string') throw failure(value, 'decimal');
  try {
    return parseDecimal(value);
  } catch {
    // The library's message speaks of its own API.
    throw parseFailure(value, 'Failed to parse string to decimal');
  }
};

const toDate: Convert = (value) => {
  if (value instanceof DateTime) return value;
  if (value instanceof ObjectId) return new DateTime(BigInt(value.bytes.readUInt32BE(0)) * 1000n);
  if (value instanceof Timestamp) return new DateTime((value.value >> 32n) * 1000n);
  if (typeof value === 'string') return parseDate(value);
  if (isNumber(value) && !(value instanceof Int32)) return new DateTime(toWhole(value, 'long') as bigint);
  throw failure(value, 'date');
};

const toObjectId: Convert = (value) => {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw failure(value, 'objectId');
  if (!/^[0-9a-f]{24}$/i.test(value)) {
    throw new MongoError(
      'ConversionFailure',
      `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    );
  }
  return new ObjectId(Buffer.from(value, 'hex'));
};

/** Conversions by the target's type code. */
const conversions: ReadonlyMap<number, Convert> = new Map([
  [BsonType.double, toDouble],
  [BsonType.string, valueToString],
  [BsonType.objectId, toObjectId],
  [BsonType.bool, (value: Value): Value => isTruthy(value)],
  [BsonType.date, toDate],
  [BsonType.int, toIntegerOf('int')],
  [BsonType.long, toIntegerOf('long')],
  [BsonType.decimal, toDecimal],
]);

/** Converts a value to the type of a code or a name; throws ConversionFailure. */
export function convertTo(value: Value, target: Value): Value {
  const code = isNumber(target) ? toNumber(target) : [...typeNames].find(([, name]) => name === target)?.[0];
  if (code === undefined) throw new MongoError('BadValue', `Unknown type name: ${print(target)}`);
  const convert = conversions.get(code);
  if (convert === undefined)
    throw failure(value, (typeNames as Map<number, string>).get(code) ?? String(code));
  return convert(value);
}
