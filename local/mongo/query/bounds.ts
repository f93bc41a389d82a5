import { print } from '../bson/print';
import { MaxKey, MinKey, type Regex, type Value, maxKey, minKey, undefinedValue } from '../bson/values';
import { typeRank } from '../bson/compare';
import { keyOf } from '../storage/keys';
import type { Predicate } from './filter';

/** A place among the keys of one field: before or after all keys that begin with `prefix`. */
export interface Bound {
  readonly prefix: Buffer;
  readonly after: boolean;
}

/** An interval of one field's values, in ascending order. */
export interface Interval {
  readonly low: Bound;
  readonly high: Bound;
  /** True when it holds one value only. */
  readonly isPoint: boolean;
  /** As explain shows it, without the brackets: the two ends and whether they belong to it. */
  readonly text: {
    readonly low: string;
    readonly high: string;
    readonly lowIn: boolean;
    readonly highIn: boolean;
  };
}

/** What must be known of an index's field to say where the matches are. */
export interface FieldTraits {
  /** True when some document has an array on the field's path. */
  readonly multikey: boolean;
  /** True when some document has the undefined type or an empty array there. */
  readonly holdsUndefined: boolean;
}

/** Every value. */
export const wholeRange: Interval = {
  low: { prefix: Buffer.of(1), after: false },
  high: { prefix: Buffer.of(0xfe), after: true },
  isPoint: false,
  text: { low: 'MinKey', high: 'MaxKey', lowIn: true, highIn: true },
};

/** The interval of one value. */
export function point(value: Value): Interval {
  const prefix = keyOf(value);
  const text = print(value);
  return {
    low: { prefix, after: false },
    high: { prefix, after: true },
    isPoint: true,
    text: { low: text, high: text, lowIn: true, highIn: true },
  };
}

/** Where a predicate's matches lie: never too little, perhaps too much; null when it says nothing. */
export function intervalsOf(predicate: Predicate, traits: FieldTraits): Interval[] | null {
  switch (predicate.op) {
    case 'eq':
      return union(equality(predicate.value, traits));
    case 'in':
      return union([
        ...predicate.values.flatMap((value) => equality(value, traits)),
        ...predicate.patterns.flatMap(regexIntervals),
      ]);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparison(predicate.op, predicate.value, traits);
    case 'regex':
      return union(regexIntervals(predicate.pattern));
    case 'all': {
      // Each of the values may be in another element, so only one of them can bound the scan.
      const [first] = predicate.predicates;
      return first === undefined ? null : intervalsOf(first, traits);
    }
    case 'elemMatchValue': {
      const all = predicate.predicates.flatMap((inner) => {
        const intervals = intervalsOf(inner, traits);
        return intervals === null ? [] : [intervals];
      });
      return all.length === 0 ? null : all.reduce(intersect);
    }
    default:
      return null;
  }
}

function equality(value: Value, { multikey, holdsUndefined }: FieldTraits): Interval[] {
  if (value === null) return holdsUndefined ? [point(undefinedValue), point(null)] : [point(null)];
  if (!Array.isArray(value) || !multikey) return [point(value)];
  // An array is found by its first element, or as an element of an array of arrays.
  return [point(value[0] ?? undefinedValue), point(value)];
}

function comparison(op: 'gt' | 'gte' | 'lt' | 'lte', value: Value, traits: FieldTraits): Interval[] | null {
  if (value === null) return union(equality(null, traits));
  if (value instanceof MinKey || value instanceof MaxKey || Array.isArray(value)) return null;
  const prefix = keyOf(value);
  const type = prefix.subarray(0, 1);
  const text = print(value);
  const [first, last] = typeEnds(value);
  if (op === 'gt' || op === 'gte') {
    return [
      {
        low: { prefix, after: op === 'gt' },
        high: { prefix: type, after: true },
        isPoint: false,
        text: { low: text, high: last, lowIn: op === 'gte', highIn: true },
      },
    ];
  }
  return [
    {
      low: { prefix: type, after: false },
      high: { prefix, after: op === 'lte' },
      isPoint: false,
      text: { low: first, high: text, lowIn: true, highIn: op === 'lte' },
    },
  ];
}

/** How explain writes the ends of a type's values. */
function typeEnds(value: Value): [first: string, last: string] {
  const ends: Record<number, [string, string]> = {
    10: ['-inf', 'inf'],
    15: ['""', '{}'],
    35: ["ObjectId('000000000000000000000000')", "ObjectId('ffffffffffffffffffffffff')"],
    40: ['false', 'true'],
    45: ['new Date(-9223372036854775808)', 'new Date(9223372036854775807)'],
  };
  return ends[typeRank(value)] ?? [print(minKey), print(maxKey)];
}

function regexIntervals(pattern: Regex): Interval[] {
  const literal = literalPrefix(pattern);
  const type = keyOf('').subarray(0, 1);
  const prefix = Buffer.concat([type, Buffer.from(literal)]);
  const strings: Interval = {
    low: { prefix, after: false },
    high: { prefix, after: true },
    isPoint: false,
    text: {
      low: print(literal),
      high: literal === '' ? '{}' : print(`${literal}\uffff`),
      lowIn: true,
      highIn: false,
    },
  };
  return [strings, point(pattern)];
}

/** The text every match of a pattern begins with. */
function literalPrefix({ pattern, options }: Regex): string {
  if (!pattern.startsWith('^') || /[imx]/.test(options) || pattern.includes('|')) return '';
  const [, literal = '', next = ''] = /^\^([^\\^$.|?*+()[\]{}\0]*)(.?)/s.exec(pattern) ?? [];
  // A quantifier may take the last character away.
  return '*?{'.includes(next) && next !== '' ? [...literal].slice(0, -1).join('') : literal;
}

/** Orders two bounds. */
function compareBounds(a: Bound, b: Bound): number {
  return Buffer.compare(position(a), position(b));
}

/** The first key at or after a bound. */
export function position({ prefix, after }: Bound): Buffer {
  return after ? increment(prefix) : prefix;
}

/** The smallest key greater than every key that begins with `prefix`. */
export function increment(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  const next = Buffer.from(prefix.subarray(0, length));
  if (length > 0) next[length - 1] = (next[length - 1] ?? 0) + 1;
  return length > 0 ? next : Buffer.alloc(64, 0xff);
}

/** The intervals in order, those that overlap joined. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => compareBounds(a.low, b.low));
  const joined: Interval[] = [];
  for (const interval of sorted) {
    const last = joined.at(-1);
    if (last === undefined || compareBounds(last.high, interval.low) <= 0) joined.push(interval);
    else if (compareBounds(interval.high, last.high) > 0) {
      const { high, highIn } = interval.text;
      joined[joined.length - 1] = {
        ...last,
        high: interval.high,
        isPoint: false,
        text: { ...last.text, high, highIn },
      };
    }
  }
  return joined;
}

/** What two lists of intervals have in common. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const lower = compareBounds(x.low, y.low) >= 0 ? x : y;
      const upper = compareBounds(x.high, y.high) <= 0 ? x : y;
      if (compareBounds(lower.low, upper.high) >= 0) continue;
      const { low, lowIn } = lower.text;
      const { high, highIn } = upper.text;
      const isPoint = x.isPoint || y.isPoint;
      common.push({ low: lower.low, high: upper.high, isPoint, text: { low, high, lowIn, highIn } });
    }
  }
  return union(common);
}
