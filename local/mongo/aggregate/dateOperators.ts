import { Doc, Int32, Timestamp, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { dateArithmeticOperators } from './dateArithmetic';
import {
  type DateParts,
  dayOfWeek,
  dayOfYear,
  formatDate,
  instantOf,
  isoWeek,
  parseDate,
  partsOf,
  zoneOf,
} from './dateFormat';
import { dateFromParts, dateToParts } from './dateParts';
import { type OperatorTable, isNullish, namedOperands, operator } from './expression';

function part(read: (parts: DateParts) => Value): OperatorTable[string] {
  return (operand, compile, name) => {
    const isNamed = operand instanceof Doc && operand.has('date');
    const parts = isNamed ? namedOperands(name, operand, ['date'], ['timezone']) : null;
    const only = Array.isArray(operand) && operand.length === 1 ? (operand[0] ?? null) : operand;
    const date = compile(parts?.get('date') ?? only);
    const zonePart = parts?.get('timezone');
    const zone = zonePart === undefined ? null : compile(zonePart);
    return (environment) => {
      const value = date(environment);
      const timezone = zone?.(environment);
      if (isNullish(value) || timezone === null) return null;
      return read(partsOf(instantOf(value, name), zoneOf(timezone)));
    };
  };
}

const int = (read: (parts: DateParts) => number): OperatorTable[string] =>
  part((parts) => new Int32(read(parts)));

function timestampPart(name: string, code: number, read: (value: bigint) => bigint): OperatorTable[string] {
  return operator(1, 1, (value) => {
    if (isNullish(value)) return null;
    if (value instanceof Timestamp) return read(value.value);
    throw new MongoError(code, ` Argument to ${name} must be a timestamp, but is ${typeName(value)}`);
  });
}

/** Dates and their parts. */
export const dateOperators: OperatorTable = {
  ...dateArithmeticOperators,
  $year: int(({ year }) => year),
  $month: int(({ month }) => month),
  $dayOfMonth: int(({ day }) => day),
  $hour: int(({ hour }) => hour),
  $minute: int(({ minute }) => minute),
  $second: int(({ second }) => second),
  $millisecond: int(({ millisecond }) => millisecond),
  $dayOfYear: int(dayOfYear),
  $dayOfWeek: int(dayOfWeek),
  $week: int((parts) => Math.floor((dayOfYear(parts) + 7 - dayOfWeek(parts)) / 7)),
  $isoWeek: int((parts) => isoWeek(parts).week),
  $isoDayOfWeek: int((parts) => isoWeek(parts).day),
  $isoWeekYear: part((parts) => BigInt(isoWeek(parts).year)),
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
  $tsSecond: timestampPart('$tsSecond', 5687301, (value) => value >> 32n),
  $tsIncrement: timestampPart('$tsIncrement', 5687302, (value) => value & 0xffffffffn),
  $dateToString: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['date'], ['format', 'timezone', 'onNull']);
    const date = compile(parts.get('date') ?? null);
    const format = compile(parts.get('format') ?? '%Y-%m-%dT%H:%M:%S.%LZ');
    const zonePart = parts.get('timezone');
    const zone = zonePart === undefined ? null : compile(zonePart);
    const onNull = compile(parts.get('onNull') ?? null);
    return (environment) => {
      const value = date(environment);
      const pattern = format(environment);
      const timezone = zone?.(environment);
      if (isNullish(value)) return onNull(environment);
      if (isNullish(pattern) || timezone === null) return null;
      if (typeof pattern !== 'string')
        throw new MongoError(18533, "$dateToString requires that 'format' be a string");
      return formatDate(pattern, partsOf(instantOf(value, name), zoneOf(timezone)));
    };
  },
  $dateFromString: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['dateString'], ['timezone', 'onError', 'onNull', 'format']);
    if (parts.has('format'))
      throw new MongoError('BadValue', '$dateFromString with a format is not supported');
    const text = compile(parts.get('dateString') ?? null);
    const zone = compile(parts.get('timezone') ?? 'UTC');
    const errorPart = parts.get('onError');
    const onError = errorPart === undefined ? null : compile(errorPart);
    const onNull = compile(parts.get('onNull') ?? null);
    return (environment) => {
      const value = text(environment);
      if (isNullish(value)) return onNull(environment);
      try {
        if (typeof value === 'string') return parseDate(value, zoneOf(zone(environment)));
        throw new MongoError(
          'ConversionFailure',
          `$dateFromString requires that 'dateString' be a string, found: ${typeName(value)}`,
        );
      } catch (error) {
        if (onError !== null && error instanceof MongoError) return onError(environment);
        throw error;
      }
    };
  },
};
