/**
 * BSON values in memory. They keep exactly what the client sent: the four numeric types stay apart, fields
 * stay in order even when their names look like integers, and dates may lie outside JavaScript's range.
 * Plain JavaScript objects can do none of these, which is why documents are maps here.
 */

/** BSON element types (https://bsonspec.org/spec.html), the byte before each element on the wire. */
export const BsonType = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binData: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  bool: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  dbPointer: 0x0c,
  javascript: 0x0d,
  symbol: 0x0e,
  javascriptWithScope: 0x0f,
  int: 0x10,
  timestamp: 0x11,
  long: 0x12,
  decimal: 0x13,
  minKey: 0xff,
  maxKey: 0x7f,
} as const;

/** One of the type bytes of `BsonType`. */
export type BsonTypeCode = (typeof BsonType)[keyof typeof BsonType];

/** A document: fields in the order they were sent. */
export class Doc extends Map<string, Value> {
  readonly type = BsonType.object;
  /** The bytes the document was read from, where they are kept; a changed document must be a new one. */
  raw: Buffer | null = null;
}
/** A 32-bit integer. */
export class Int32 {
  readonly type = BsonType.int;
  constructor(readonly value: number) {}
}
/** A 64-bit IEEE 754 number. */
export class Double {
  readonly type = BsonType.double;
  constructor(readonly value: number) {}
}
/** A 128-bit decimal, kept as its 16 bytes (IEEE 754-2008, little-endian). */
export class Decimal {
  readonly type = BsonType.decimal;
  constructor(readonly bytes: Buffer) {}
}
/** A 12-byte object id. */
export class ObjectId {
  readonly type = BsonType.objectId;
  constructor(readonly bytes: Buffer) {}
}
/** A UTC instant in milliseconds since 1970. */
export class DateTime {
  readonly type = BsonType.date;
  constructor(readonly ms: bigint) {}
}
/** Bytes with a subtype. */
export class Binary {
  readonly type = BsonType.binData;
  constructor(
    readonly subtype: number,
    readonly bytes: Buffer,
  ) {}
}
/** MongoDB's internal timestamp: seconds in the high half, a counter in the low half. */
export class Timestamp {
  readonly type = BsonType.timestamp;
  constructor(readonly value: bigint) {}
}
/** A regular expression as PCRE source and option letters. */
export class Regex {
  readonly type = BsonType.regex;
  constructor(
    readonly pattern: string,
    readonly options: string,
  ) {}
}
/** JavaScript source; stored, never run. */
export class Code {
  readonly type = BsonType.javascript;
  constructor(readonly source: string) {}
}
/** JavaScript source with its variables (deprecated type, still stored). */
export class CodeWithScope {
  readonly type = BsonType.javascriptWithScope;
  constructor(
    readonly source: string,
    readonly scope: Doc,
  ) {}
}
/** A symbol (deprecated type): compares as a string. */
export class BsonSymbol {
  readonly type = BsonType.symbol;
  constructor(readonly value: string) {}
}
/** A DBPointer (deprecated type). */
export class DbPointer {
  readonly type = BsonType.dbPointer;
  constructor(
    readonly namespace: string,
    readonly id: Buffer,
  ) {}
}
/** Sorts before every other value. */
export class MinKey {
  readonly type = BsonType.minKey;
}
/** Sorts after every other value. */
export class MaxKey {
  readonly type = BsonType.maxKey;
}
/** The deprecated undefined type, which is not the same as a missing field. */
export class Undefined {
  readonly type = BsonType.undefined;
}

/** Any number; a 64-bit integer is a native bigint. */
export type NumberValue = Int32 | Double | bigint | Decimal;

/** Anything a field can hold. */
export type Value =
  | null
  | boolean
  | string
  | NumberValue
  | Doc
  | Value[]
  | ObjectId
  | DateTime
  | Binary
  | Timestamp
  | Regex
  | Code
  | CodeWithScope
  | BsonSymbol
  | DbPointer
  | MinKey
  | MaxKey
  | Undefined;

/** A value, or undefined where the field is missing. */
export type MaybeValue = Value | undefined;

export const minKey = new MinKey();
export const maxKey = new MaxKey();
export const undefinedValue = new Undefined();

/** The BSON type of a value. */
export function typeOf(value: Value): BsonTypeCode {
  switch (typeof value) {
    case 'string':
      return BsonType.string;
    case 'bigint':
      return BsonType.long;
    case 'boolean':
      return BsonType.bool;
    default:
      if (value === null) return BsonType.null;
      return Array.isArray(value) ? BsonType.array : value.type;
  }
}

/** True for the four numeric types. */
export function isNumber(value: MaybeValue): value is NumberValue {
  return (
    typeof value === 'bigint' || value instanceof Int32 || value instanceof Double || value instanceof Decimal
  );
}

/** The names mongod prints for types, as in `$type` and in its error messages. */
export const typeNames: ReadonlyMap<BsonTypeCode, string> = new Map(
  Object.entries(BsonType).map(([name, code]) => [code, name]),
);

/** The type's name as mongod prints it. */
export function typeName(value: MaybeValue): string {
  return value === undefined ? 'missing' : (typeNames.get(typeOf(value)) ?? 'unknown');
}

/** A deep copy; leaves are immutable and shared. */
export function cloneValue<T extends Value>(value: T): T {
  if (value instanceof Doc) return cloneDoc(value) as T;
  if (Array.isArray(value)) return value.map(cloneValue) as T;
  return value;
}

/** A deep copy of a document. */
export function cloneDoc(doc: Doc): Doc {
  const copy = new Doc();
  for (const [name, value] of doc) copy.set(name, cloneValue(value));
  return copy;
}
