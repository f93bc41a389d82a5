import { DateTime, Doc, Int32, type Value, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { integerOperand } from './arrayOperators';
import { type DateParts, fromLocal, instantOf, isoWeek, partsOf, zoneOf } from './dateFormat';
import { type Compile, type Expression, type OperatorCompiler, isNullish } from './expression';

const timeNames = ['hour', 'minute', 'second', 'millisecond'];
const naturalNames = ['year', 'month', 'day'];
const isoNames = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];

/** `$dateFromParts`: a date of a year, month and day, or of an ISO 8601 year, week and day. */
export const dateFromParts: OperatorCompiler = (operand, compile) => {
  if (!(operand instanceof Doc)) {
    throw new MongoError(40519, '$dateFromParts only supports an object as its argument');
  }
  const names = familyOf(operand);
  const fields = [...names, ...timeNames].map((field) => ({
    field,
    value: optional(operand, field, compile),
  }));
  const zone = compile(operand.get('timezone') ?? 'UTC');
  return (environment) => {
    const numbers: number[] = [];
    for (const [i, { field, value }] of fields.entries()) {
      const given = value?.(environment);
      if (value !== null && isNullish(given)) return null;
      // Months, weeks and days begin at 1, times at 0.
      if (value === null) numbers.push(i < 3 ? 1 : 0);
      else
        numbers.push(
          checkedPart(field, integerOperand(given, 40515, `'${field}' must evaluate to an integer`)),
        );
    }
    const [year = 1, second = 1, third = 1, ...time] = numbers;
    const day = names === isoNames ? isoDay(year, second, third) : naturalDay(year, second, third);
    const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = time;
    const local = day + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
    const timezone = zone(environment);
    return isNullish(timezone) ? null : new DateTime(BigInt(fromLocal(local, zoneOf(timezone))));
  };
};

function optional(operand: Doc, name: string, compile: Compile): Expression | null {
  const value = operand.get(name);
  return value === undefined ? null : compile(value);
}

/** Which of the two kinds of parts a date is made of. */
function familyOf(operand: Doc): readonly string[] {
  for (const key of operand.keys()) {
    if (![...naturalNames, ...isoNames, ...timeNames, 'timezone'].includes(key)) {
      throw new MongoError(40518, `Unrecognized argument to $dateFromParts: ${key}`);
    }
  }
  if (!operand.has('year') && !operand.has('isoWeekYear')) {
    throw new MongoError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  }
  if (operand.has('year') && isoNames.some((name) => operand.has(name))) {
    throw new MongoError(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  }
  if (operand.has('isoWeekYear') && naturalNames.some((name) => operand.has(name))) {
    throw new MongoError(40525, '$dateFromParts does not allow mixing ISO dates with natural dates');
  }
  return operand.has('year') ? naturalNames : isoNames;
}

function checkedPart(field: string, value: number): number {
  if (field === 'year' || field === 'isoWeekYear') {
    if (value >= 1 && value <= 9999) return value;
    throw new MongoError(
      field === 'year' ? 40523 : 31095,
      `'${field}' must evaluate to an integer in the range 1 to 9999, found ${value}`,
    );
  }
  const isBounded = field !== 'second' && field !== 'millisecond';
  if (isBounded && (value < -32768 || value > 32767)) {
    throw new MongoError(
      31034,
      `'${field}' must evaluate to a value in the range [-32768, 32767]; value ${value} is not in range`,
    );
  }
  return value;
}

/** Milliseconds of the beginning of a day; a month or day outside the year carries over. */
function naturalDay(year: number, month: number, day: number): number {
  // Date.UTC takes years below 100 for those of the twentieth century.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function isoDay(year: number, week: number, day: number): number {
  // 4 January is always in the first week, which begins on its Monday.
  const fourth = new Date(naturalDay(year, 1, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return monday + ((week - 1) * 7 + day - 1) * 86_400_000;
}

/** `$dateToParts`: the parts of a date, by months or by ISO 8601 weeks. */
export const dateToParts: OperatorCompiler = (operand, compile) => {
  if (!(operand instanceof Doc)) {
    throw new MongoError(40524, '$dateToParts only supports an object as its argument');
  }
  for (const key of operand.keys()) {
    if (!['date', 'timezone', 'iso8601'].includes(key)) {
      throw new MongoError(40520, `Unrecognized argument to $dateToParts: ${key}`);
    }
  }
  const date = optional(operand, 'date', compile);
  if (date === null) throw new MongoError(40522, "Missing 'date' parameter to $dateToParts");
  const zone = compile(operand.get('timezone') ?? 'UTC');
  const iso = compile(operand.get('iso8601') ?? false);
  return (environment) => {
    const [value, timezone, byWeeks] = [date(environment), zone(environment), iso(environment)];
    if (isNullish(value) || isNullish(timezone) || isNullish(byWeeks)) return null;
    if (typeof byWeeks !== 'boolean') {
      throw new MongoError(40521, `iso8601 must evaluate to a bool, found ${typeName(byWeeks)}`);
    }
    return partsDocument(partsOf(instantOf(value, '$dateToParts'), zoneOf(timezone)), byWeeks);
  };
};

function partsDocument(parts: DateParts, byWeeks: boolean): Doc {
  const { year, month, day, hour, minute, second, millisecond } = parts;
  const week = isoWeek(parts);
  const named: Record<string, number> = byWeeks
    ? { isoWeekYear: week.year, isoWeek: week.week, isoDayOfWeek: week.day }
    : { year, month, day };
  return new Doc(
    Object.entries({ ...named, hour, minute, second, millisecond }).map(([name, number]): [string, Value] => [
      name,
      new Int32(number),
    ]),
  );
}
