import { DateTime, type MaybeValue, type Value } from '../bson/values';
import { print } from '../bson/print';
import { MongoError } from '../errors';
import { integerOperand } from './arrayOperators';
import { fromLocal, instantOf, partsOf, zoneOf } from './dateFormat';
import { type Expression, type OperatorTable, isNullish, namedOperands } from './expression';

const milliseconds: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const months: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function unitOf(value: MaybeValue, name: string): string {
  if (typeof value === 'string' && (value in milliseconds || value in months)) return value;
  throw new MongoError('FailedToParse', `unknown time unit value: ${print(value)} (${name})`);
}

/** The wall-clock time of an instant, as if it were UTC. */
function toLocal(ms: number, zone: string): number {
  return ms + partsOf(ms, zone).offset * 60_000;
}

function addUnits(ms: number, unit: string, amount: number, zone: string): number {
  const step = milliseconds[unit];
  if (step !== undefined && step < 86_400_000) return ms + amount * step;
  const local = toLocal(ms, zone);
  if (step !== undefined) return fromLocal(local + amount * step, zone);
  return fromLocal(addMonths(local, amount * (months[unit] ?? 1)), zone);
}

function addMonths(local: number, amount: number): number {
  const date = new Date(local);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount);
  // The last day of a shorter month stands for days it does not have.
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

function startOfWeekIndex(value: MaybeValue): number {
  const day = typeof value === 'string' ? value.toLowerCase() : 'sunday';
  const index = days.findIndex((name) => name === day || name.slice(0, 3) === day);
  if (index < 0) throw new MongoError('FailedToParse', `unknown day of week value: ${print(value)}`);
  return index;
}

/** Number of the unit a local time lies in, counted from 1970 (weeks from the given day). */
function unitNumber(local: number, unit: string, weekStart: number): number {
  const date = new Date(local);
  const monthNumber = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
  const inMonths = months[unit];
  if (inMonths !== undefined) return Math.floor(monthNumber / inMonths);
  // 1 January 1970 was a Thursday.
  if (unit === 'week') return Math.floor((Math.floor(local / 86_400_000) + 4 - weekStart) / 7);
  return Math.floor(local / (milliseconds[unit] ?? 1));
}

function startOfUnit(number: number, unit: string, weekStart: number): number {
  const inMonths = months[unit];
  if (inMonths !== undefined) return Date.UTC(1970, number * inMonths, 1);
  if (unit === 'week') return (number * 7 - 4 + weekStart) * 86_400_000;
  return number * (milliseconds[unit] ?? 1);
}

/** Compiles named operands and gives their values, or null where one of the required is null. */
function compiled(
  required: readonly string[],
  optional: readonly string[],
  evaluate: (values: ReadonlyMap<string, MaybeValue>) => Value,
): OperatorTable[string] {
  return (operand, compile, name) => {
    const parts = namedOperands(name, operand, required, optional);
    const expressions = [...parts].map(([key, value]): [string, Expression] => [key, compile(value)]);
    return (environment) => {
      const values = new Map(expressions.map(([key, expression]) => [key, expression(environment)]));
      return [...values.values()].some(isNullish) ? null : evaluate(values);
    };
  };
}

function adding(name: string, sign: 1 | -1): OperatorTable[string] {
  return compiled(['startDate', 'unit', 'amount'], ['timezone'], (values) => {
    const amount = integerOperand(
      values.get('amount'),
      5166405,
      `${name} expects integer amount of time units`,
    );
    const start = instantOf(values.get('startDate'), name);
    const unit = unitOf(values.get('unit'), name);
    return new DateTime(BigInt(addUnits(start, unit, sign * amount, zoneOf(values.get('timezone')))));
  });
}

/** Arithmetic on dates in time units. */
export const dateArithmeticOperators: OperatorTable = {
  $dateAdd: adding('$dateAdd', 1),
  $dateSubtract: adding('$dateSubtract', -1),
  $dateDiff: compiled(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (values) => {
    const unit = unitOf(values.get('unit'), '$dateDiff');
    const zone = zoneOf(values.get('timezone'));
    const weekStart = startOfWeekIndex(values.get('startOfWeek'));
    const [from = 0, to = 0] = ['startDate', 'endDate'].map((key) =>
      unitNumber(toLocal(instantOf(values.get(key), '$dateDiff'), zone), unit, weekStart),
    );
    return BigInt(to - from);
  }),
  $dateTrunc: compiled(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (values) => {
    const unit = unitOf(values.get('unit'), '$dateTrunc');
    const size = values.has('binSize')
      ? integerOperand(values.get('binSize'), 5439017, '$dateTrunc requires an integral binSize')
      : 1;
    if (size !== 1)
      throw new MongoError('BadValue', '$dateTrunc with a binSize other than 1 is not supported');
    const zone = zoneOf(values.get('timezone'));
    const weekStart = startOfWeekIndex(values.get('startOfWeek'));
    const local = toLocal(instantOf(values.get('date'), '$dateTrunc'), zone);
    return new DateTime(
      BigInt(fromLocal(startOfUnit(unitNumber(local, unit, weekStart), unit, weekStart), zone)),
    );
  }),
};
