import { DateTime, type MaybeValue, ObjectId, Timestamp, typeName } from '../bson/values';
import { MongoError } from '../errors';

/** A date's parts in some time zone. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

/** Milliseconds since 1970 of anything that stands for an instant. */
export function instantOf(value: MaybeValue, name: string): number {
  if (value instanceof DateTime) return Number(value.ms);
  if (value instanceof Timestamp) return Number(value.value >> 32n) * 1000;
  if (value instanceof ObjectId) return value.bytes.readUInt32BE(0) * 1000;
  throw new MongoError(16006, `can't convert from BSON type ${typeName(value)} to Date (${name})`);
}

/** The time zone of an operand, UTC when it is missing. */
export function zoneOf(value: MaybeValue): string {
  if (value === undefined) return 'UTC';
  if (typeof value === 'string') return value;
  throw new MongoError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
}

/** Minutes east of UTC that a zone has at an instant: `+05:30`, `UTC`, or a name such as `Europe/Vienna`. */
function zoneOffset(zone: string, ms: number): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const fixed = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (fixed !== null) {
    return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  }
  return namedZoneOffset(zone, ms);
}

function namedZoneOffset(zone: string, ms: number): number {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const at = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
    return Math.round((local - ms) / 60_000);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new MongoError(40485, `unrecognized time zone identifier: "${zone}"`);
    }
    throw error;
  }
}

/** The parts of an instant in a zone. */
export function partsOf(ms: number, zone: string): DateParts {
  const offset = zoneOffset(zone, ms);
  const local = new Date(ms + offset * 60_000);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    offset,
  };
}

/** The instant at which a zone's clocks show the given local time (milliseconds as if it were UTC). */
export function fromLocal(local: number, zone: string): number {
  const guess = local - zoneOffset(zone, local) * 60_000;
  return local - zoneOffset(zone, guess) * 60_000;
}

/** Day of the year from 1. */
export function dayOfYear({ year, month, day }: DateParts): number {
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
}

/** Day of the week from Sunday as 1. */
export function dayOfWeek({ year, month, day }: DateParts): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** ISO 8601 week number, the year it belongs to, and the day from Monday as 1. */
export function isoWeek(parts: DateParts): { week: number; year: number; day: number } {
  const day = ((dayOfWeek(parts) + 5) % 7) + 1;
  const thursday = new Date(Date.UTC(parts.year, parts.month - 1, parts.day + 4 - day));
  const year = thursday.getUTCFullYear();
  return { week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1, year, day };
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

const monthNames =
  'January February March April May June July August September October November December'.split(' ');

const specifiers: Record<string, (parts: DateParts) => string> = {
  Y: ({ year }) => pad(year, 4),
  m: ({ month }) => pad(month, 2),
  d: ({ day }) => pad(day, 2),
  H: ({ hour }) => pad(hour, 2),
  M: ({ minute }) => pad(minute, 2),
  S: ({ second }) => pad(second, 2),
  L: ({ millisecond }) => pad(millisecond, 3),
  j: (parts) => pad(dayOfYear(parts), 3),
  w: (parts) => String(dayOfWeek(parts)),
  u: (parts) => String(isoWeek(parts).day),
  U: (parts) => pad(Math.floor((dayOfYear(parts) + 7 - dayOfWeek(parts)) / 7), 2),
  V: (parts) => pad(isoWeek(parts).week, 2),
  G: (parts) => pad(isoWeek(parts).year, 4),
  z: ({ offset }) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60), 2)}${pad(Math.abs(offset) % 60, 2)}`,
  Z: ({ offset }) => String(offset),
  b: ({ month }) => (monthNames[month - 1] ?? '').slice(0, 3),
  B: ({ month }) => monthNames[month - 1] ?? '',
  '%': () => '%',
};

/** A date as `$dateToString` writes it. */
export function formatDate(format: string, parts: DateParts): string {
  return format.replace(/%(.?)/gs, (_, letter: string) => {
    const specifier = specifiers[letter];
    if (specifier === undefined) {
      throw new MongoError(18536, `Invalid format character '%${letter}' in format string`);
    }
    return specifier(parts);
  });
}

/** Reads an ISO 8601 date; throws ConversionFailure for anything else. */
export function parseDate(text: string, zone = 'UTC'): DateTime {
  const match =
    /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s?(Z|[+-]\d\d:?\d\d)?$/.exec(
      text,
    );
  if (match === null) {
    throw new MongoError(
      'ConversionFailure',
      `Error parsing date string '${text}'; passed a date string that is not ISO 8601`,
    );
  }
  const [, year, month, day, hour, minute, second, fraction, own] = match;
  const ms = Number((fraction ?? '0').padEnd(3, '0').slice(0, 3));
  if (!isPossible(Number(year), Number(month), Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0))) {
    throw new MongoError(
      'ConversionFailure',
      `Error parsing date string '${text}'; The parsed date was invalid`,
    );
  }
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    ms,
  );
  return new DateTime(BigInt(fromLocal(local, own ?? zone)));
}

function isPossible(year: number, month: number, day: number, hour: number, minute: number): boolean {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay && hour <= 24 && minute <= 59;
}
