import { DateTime, Doc, Int32, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { dateArithmeticOperators } from './dateArithmetic';
import {
  type DateParts,
  dayOfWeek,
  dayOfYear,
  formatDate,
  fromLocal,
  instantOf,
  isoWeek,
  parseDate,
  partsOf,
  zoneOf,
} from './dateFormat';
import { integerOperand } from './arrayOperators';
import { type OperatorTable, isNullish, namedOperands } from './expression';

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

const fromPartsNames = ['month', 'day', 'hour', 'minute', 'second', 'millisecond'];

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
  $dateToParts: part(
    (parts) =>
      new Doc(
        (['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const).map((name) => [
          name,
          new Int32(parts[name]),
        ]),
      ),
  ),
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
  $dateFromParts: (operand, compile, name) => {
    const parts = namedOperands(name, operand, ['year'], [...fromPartsNames, 'timezone']);
    const fields = ['year', ...fromPartsNames].map((field) => {
      const value = parts.get(field);
      return { field, value: value === undefined ? null : compile(value) };
    });
    const zone = compile(parts.get('timezone') ?? 'UTC');
    return (environment) => {
      const numbers: number[] = [];
      for (const { field, value } of fields) {
        const given = value?.(environment);
        if (value !== null && isNullish(given)) return null;
        const fallback = field === 'month' || field === 'day' ? 1 : 0;
        numbers.push(
          value === null ? fallback : integerOperand(given, 40515, `'${field}' must evaluate to an integer`),
        );
      }
      const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = numbers;
      const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
      return new DateTime(BigInt(fromLocal(local, zoneOf(zone(environment)))));
    };
  },
};
