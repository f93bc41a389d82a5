import { compareValues, typeRank } from '../bson/compare';
import { toExact } from '../bson/decimal';
import {
  Binary,
  BsonSymbol,
  BsonType,
  Decimal,
  Doc,
  Double,
  Int32,
  type MaybeValue,
  Regex,
  type Value,
  isNumber,
  typeOf,
} from '../bson/values';
import type { Comparison, Filter, Predicate } from './filter';
import { toRegExp } from './regex';

/** Where a match was found: the position in the outermost array, for the `$` of updates and projections. */
export interface MatchDetails {
  position: number | null;
}

/** Tells whether a document matches; fills `details` when given. */
export type Matcher = (doc: Doc, details?: MatchDetails) => boolean;

type Test = (value: MaybeValue, details?: MatchDetails) => boolean;

/** Turns a parsed filter into a function. */
export function compileFilter(filter: Filter): Matcher {
  switch (filter.kind) {
    case 'and': {
      const all = filter.filters.map(compileFilter);
      if (all.length === 1 && all[0] !== undefined) return all[0];
      return (doc, details) => all.every((matches) => matches(doc, details));
    }
    case 'or': {
      const any = filter.filters.map(compileFilter);
      return (doc, details) => any.some((matches) => matches(doc, details));
    }
    case 'nor': {
      const none = filter.filters.map(compileFilter);
      return (doc) => !none.some((matches) => matches(doc));
    }
    case 'expr':
      return (doc) => filter.test(doc);
    case 'constant':
      return () => filter.value;
    case 'field': {
      const matches = compilePath(filter.parts, filter.predicate);
      return (doc, details) => matches(doc, details);
    }
  }
}

function compilePath(parts: readonly string[], predicate: Predicate): Test {
  if (predicate.op === 'not') {
    const all = predicate.predicates.map((inner) => compilePath(parts, inner));
    return (value) => !all.every((matches) => matches(value));
  }
  if (predicate.op === 'all') {
    const all = predicate.predicates.map((inner) => compilePath(parts, inner));
    return (value, details) => all.length > 0 && all.every((matches) => matches(value, details));
  }
  const test = compileTest(predicate);
  const whole = looksAtWholeValue(predicate);
  return (value, details) => some(value, parts, 0, whole, test, details);
}

/** True for conditions on an array itself instead of on its elements. */
function looksAtWholeValue({ op }: Predicate): boolean {
  return op === 'exists' || op === 'size' || op === 'elemMatchObject' || op === 'elemMatchValue';
}

/** Follows a path, through every element of the arrays on its way, until `test` accepts what it leads to. */
function some(
  value: MaybeValue,
  parts: readonly string[],
  at: number,
  whole: boolean,
  test: Test,
  details?: MatchDetails,
): boolean {
  const part = parts[at];
  if (part === undefined) return reached(value, whole, test, details);
  if (value instanceof Doc) return some(value.get(part), parts, at + 1, whole, test, details);
  if (!Array.isArray(value)) return test(undefined, details);
  for (let i = 0; i < value.length; i++) {
    const element = value[i];
    if (element instanceof Doc && some(element, parts, at, whole, test, details)) {
      if (details) details.position = i;
      return true;
    }
  }
  if (/^(0|[1-9]\d*)$/.test(part) && Number(part) < value.length) {
    if (some(value[Number(part)], parts, at + 1, whole, test, details)) {
      if (details) details.position = Number(part);
      return true;
    }
  }
  return false;
}

function reached(value: MaybeValue, whole: boolean, test: Test, details?: MatchDetails): boolean {
  if (!whole && Array.isArray(value)) {
    const position = value.findIndex((element) => test(element));
    if (position >= 0) {
      if (details) details.position = position;
      return true;
    }
  }
  return test(value, details);
}

/** A predicate on one value, without a path and without looking into arrays. */
function compileTest(predicate: Predicate): Test {
  switch (predicate.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compileComparison(predicate.op, predicate.value);
    case 'in':
      return compileIn(predicate.values, predicate.patterns);
    case 'not':
    case 'all': {
      const all = predicate.predicates.map(compileTest);
      if (predicate.op === 'all') return (value) => all.every((test) => test(value));
      return (value) => !all.every((test) => test(value));
    }
    case 'exists':
      return (value) => value !== undefined;
    case 'type':
      return (value) => value !== undefined && predicate.types.has(typeOf(value));
    case 'regex':
      return compileRegex(predicate.pattern, predicate.expression);
    case 'mod':
      return (value) => {
        const whole = toWhole(value);
        return whole !== null && whole % predicate.divisor === predicate.remainder;
      };
    case 'size':
      return (value) => Array.isArray(value) && value.length === predicate.size;
    case 'elemMatchObject': {
      const matches = compileFilter(predicate.filter);
      return firstElement((element) => {
        if (element instanceof Doc) return matches(element);
        return Array.isArray(element) && matches(new Doc(element.map((item, i) => [String(i), item])));
      });
    }
    case 'elemMatchValue': {
      const all = predicate.predicates.map(compileElementTest);
      return firstElement((element) => all.every((test) => test(element)));
    }
    case 'bits':
      return (value) => matchesBits(predicate.mode, predicate.mask, value);
  }
}

function compileElementTest(predicate: Predicate): Test {
  return compileTest(predicate);
}

function firstElement(accepts: (element: Value) => boolean): Test {
  return (value, details) => {
    if (!Array.isArray(value)) return false;
    const position = value.findIndex(accepts);
    if (position >= 0 && details) details.position = position;
    return position >= 0;
  };
}

function compileComparison(op: Comparison, operand: Value): Test {
  const accepts = comparisons[op];
  const rank = typeRank(operand);
  const operandIsNaN = isNaNValue(operand);
  const includesEqual = op === 'eq' || op === 'gte' || op === 'lte';
  return (value) => {
    // A missing field and the undefined type count as null, and null as either of them.
    const isNullish = value === undefined || value === null || typeRank(value) === 0;
    if (rank === 5 || rank === 0) return isNullish && includesEqual;
    if (operandIsNaN) return includesEqual && isNaNValue(value);
    const valueRank = value === undefined ? 0 : typeRank(value);
    if (valueRank !== rank) {
      if (rank === -1) return op === 'gt' || op === 'gte';
      return rank === 127 && (op === 'lt' || op === 'lte');
    }
    if (isNaNValue(value) || value === undefined) return false;
    return accepts(compareValues(value, operand));
  };
}

const comparisons: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

function isNaNValue(value: MaybeValue): boolean {
  if (value instanceof Double) return Number.isNaN(value.value);
  return value instanceof Decimal && toExact(value) === 'NaN';
}

function compileIn(values: readonly Value[], patterns: readonly Regex[]): Test {
  const tests: Test[] = patterns.map((pattern) => compileRegex(pattern, toRegExp(pattern)));
  // Sorted once, so that long lists are searched in logarithmic time.
  const sorted = [...values].sort(compareValues);
  const acceptsNull = values.some((value) => value === null);
  return (value) => {
    if (acceptsNull && (value === undefined || value === null || typeRank(value) === 0)) return true;
    if (value !== undefined && contains(sorted, value)) return true;
    return tests.some((test) => test(value));
  };
}

function contains(sorted: readonly Value[], value: Value): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareValues(sorted[middle] as Value, value);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function compileRegex(pattern: Regex, expression: RegExp): Test {
  return (value) => {
    if (typeof value === 'string') return expression.test(value);
    if (value instanceof BsonSymbol) return expression.test(value.value);
    return value instanceof Regex && value.pattern === pattern.pattern && value.options === pattern.options;
  };
}

function toWhole(value: MaybeValue): bigint | null {
  if (!isNumber(value)) return null;
  if (typeof value === 'bigint') return value;
  if (value instanceof Int32) return BigInt(value.value);
  if (value instanceof Double) return Number.isFinite(value.value) ? BigInt(Math.trunc(value.value)) : null;
  const exact = toExact(value);
  if (typeof exact === 'string') return null;
  if (exact.exponent >= 0) return exact.coefficient * 10n ** BigInt(exact.exponent);
  return exact.coefficient / 10n ** BigInt(-exact.exponent);
}

type BitsMode = Extract<Predicate, { op: 'bits' }>['mode'];

function matchesBits(mode: BitsMode, mask: bigint, value: MaybeValue): boolean {
  const bits = bitsOf(value);
  if (bits === null) return false;
  if (mode === 'allSet') return (bits & mask) === mask;
  if (mode === 'allClear') return (bits & mask) === 0n;
  return mode === 'anySet' ? (bits & mask) !== 0n : (bits & mask) !== mask;
}

function bitsOf(value: MaybeValue): bigint | null {
  if (value instanceof Binary) return littleEndian(value.bytes);
  if (value !== undefined && typeOf(value) === BsonType.double) {
    const number = (value as Double).value;
    return Number.isInteger(number) && Math.abs(number) < 2 ** 63 ? BigInt(number) : null;
  }
  if (value instanceof Decimal) return null;
  return toWhole(value);
}

/** The number whose bits are those of the bytes, the first byte lowest. */
export function littleEndian(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`);
}
