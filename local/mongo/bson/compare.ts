import { compareFinite, toExact } from './decimal';
import {
  Binary,
  BsonSymbol,
  BsonType,
  type BsonTypeCode,
  Code,
  CodeWithScope,
  DateTime,
  DbPointer,
  Decimal,
  Doc,
  Double,
  Int32,
  type NumberValue,
  ObjectId,
  Regex,
  Timestamp,
  type Value,
  typeOf,
} from './values';

const order: Record<BsonTypeCode, number> = {
  [BsonType.minKey]: -1,
  [BsonType.undefined]: 0,
  [BsonType.null]: 5,
  [BsonType.double]: 10,
  [BsonType.int]: 10,
  [BsonType.long]: 10,
  [BsonType.decimal]: 10,
  [BsonType.string]: 15,
  [BsonType.symbol]: 15,
  [BsonType.object]: 20,
  [BsonType.array]: 25,
  [BsonType.binData]: 30,
  [BsonType.objectId]: 35,
  [BsonType.bool]: 40,
  [BsonType.date]: 45,
  [BsonType.timestamp]: 47,
  [BsonType.regex]: 50,
  [BsonType.dbPointer]: 55,
  [BsonType.javascript]: 60,
  [BsonType.javascriptWithScope]: 65,
  [BsonType.maxKey]: 127,
};

/** The rank of a value's type in MongoDB's order across types; values of one rank compare with each other. */
export function typeRank(value: Value): number {
  return order[typeOf(value)];
}

/** MongoDB's order of any two values: negative, zero or positive. Numbers compare by value across types. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  const byType = typeRank(a) - typeRank(b);
  return byType === 0 ? compareSameRank(a, b) : byType;
}

/** True when two values are equal as MongoDB sees it (1, 1.0 and NumberLong(1) are). */
export function equalValues(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

function compareSameRank(a: Value, b: Value): number {
  if (a instanceof Int32 && b instanceof Int32) return a.value - b.value;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.bytes, b.bytes);
  if (a instanceof DateTime && b instanceof DateTime) return compareNatively(a.ms, b.ms);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (a instanceof Doc && b instanceof Doc) return compareDocs(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Binary && b instanceof Binary) {
    return a.bytes.length - b.bytes.length || a.subtype - b.subtype || Buffer.compare(a.bytes, b.bytes);
  }
  if (a instanceof Timestamp && b instanceof Timestamp) return compareNatively(a.value, b.value);
  if (a instanceof Regex && b instanceof Regex) {
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  }
  if (a instanceof Code && b instanceof Code) return compareStrings(a.source, b.source);
  if (a instanceof CodeWithScope && b instanceof CodeWithScope) {
    return compareStrings(a.source, b.source) || compareDocs(a.scope, b.scope);
  }
  if (a instanceof DbPointer && b instanceof DbPointer) {
    return compareStrings(a.namespace, b.namespace) || Buffer.compare(a.id, b.id);
  }
  const left = textOf(a);
  const right = textOf(b);
  return left !== null && right !== null ? compareStrings(left, right) : 0;
}

function textOf(value: Value): string | null {
  if (typeof value === 'string') return value;
  return value instanceof BsonSymbol ? value.value : null;
}

function isNumeric(value: Value): value is NumberValue {
  return (
    value instanceof Int32 || value instanceof Double || typeof value === 'bigint' || value instanceof Decimal
  );
}

function compareNatively(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders numbers of any two types exactly; NaN is smaller than every other number and equal to itself. */
function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (!(a instanceof Decimal) && !(b instanceof Decimal)) {
    const left = typeof a === 'bigint' ? a : a.value;
    const right = typeof b === 'bigint' ? b : b.value;
    if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1;
    if (Number.isNaN(right)) return 1;
    // JavaScript compares a bigint with a number by their mathematical values.
    return compareNatively(left, right);
  }
  const left = toExact(a);
  const right = toExact(b);
  if (typeof left === 'string' || typeof right === 'string') return rankExact(left) - rankExact(right);
  return compareFinite(left, right);
}

function rankExact(value: ReturnType<typeof toExact>): number {
  if (value === 'NaN') return 0;
  if (value === '-Infinity') return 1;
  return value === 'Infinity' ? 3 : 2;
}

/** Orders strings by their UTF-8 bytes, which JavaScript's own order is not for characters beyond U+D7FF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for characters above U+FFFF and so sort after U+E000 to U+FFFF.
    const isSurrogateX = x >= 0xd800 && x <= 0xdfff;
    const isSurrogateY = y >= 0xd800 && y <= 0xdfff;
    if (isSurrogateX !== isSurrogateY) return isSurrogateX ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc): number {
  const right = b.entries();
  for (const [nameA, valueA] of a) {
    const next = right.next();
    if (next.done === true) return 1;
    const [nameB, valueB] = next.value;
    const byType = typeRank(valueA) - typeRank(valueB);
    if (byType !== 0) return byType;
    const byName = compareStrings(nameA, nameB);
    if (byName !== 0) return byName;
    const byValue = compareSameRank(valueA, valueB);
    if (byValue !== 0) return byValue;
  }
  return a.size - b.size;
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const result = compareValues(a[i] as Value, b[i] as Value);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}
