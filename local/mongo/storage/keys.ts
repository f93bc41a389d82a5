import { createHash } from 'node:crypto';
import { typeRank } from '../bson/compare';
import { type Finite, addExact, compareFinite, decimalToExact, doubleToExact } from '../bson/decimal';
import {
  Binary,
  BsonSymbol,
  Code,
  CodeWithScope,
  DateTime,
  DbPointer,
  Decimal,
  Doc,
  Double,
  Int32,
  ObjectId,
  Regex,
  Timestamp,
  type Value,
} from '../bson/values';

/**
 * Bytes that sort as MongoDB sorts the values: `Buffer.compare` of two keys gives the order `compareValues`
 * gives. Each value ends by itself, so that values in a row make a compound key, and the complement of a
 * value's bytes sorts the other way round, which is how descending fields are kept.
 */

/** Longest key kept whole; LMDB takes 1978 bytes including the prefix and the record id. */
const maxKeyBytes = 1500;

const scratch = new DataView(new ArrayBuffer(8));

/** Builds one key from values in a row. */
export class KeyWriter {
  private buffer = Buffer.allocUnsafe(128);
  private at = 0;

  /** Appends a value; a descending one as the complement of its bytes. */
  add(value: Value, descending: boolean): this {
    const start = this.at;
    this.value(value);
    if (descending) for (let i = start; i < this.at; i++) this.buffer[i] = ~(this.buffer[i] ?? 0);
    return this;
  }

  /** A copy of the bytes so far. */
  bytes(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.at));
  }

  private value(value: Value): void {
    this.byte(typeByte(value));
    this.body(value);
  }

  private body(value: Value): void {
    if (typeof value === 'string') return this.escaped(value);
    if (value instanceof Int32) return this.double(value.value, null);
    if (value instanceof ObjectId) return this.raw(value.bytes);
    if (value instanceof DateTime) return this.int64(value.ms);
    if (value instanceof Double) return this.double(value.value, null);
    if (typeof value === 'bigint') return this.long(value);
    if (typeof value === 'boolean') return this.byte(value ? 1 : 0);
    if (value instanceof Decimal) return this.decimal(value);
    if (value instanceof Doc) return this.document(value);
    if (Array.isArray(value)) {
      for (const element of value) this.value(element);
      return this.byte(0);
    }
    if (value instanceof Binary) {
      this.uint32(value.bytes.length);
      this.byte(value.subtype);
      return this.raw(value.bytes);
    }
    if (value instanceof Timestamp) return this.uint64(value.value);
    if (value instanceof Regex) {
      this.escaped(value.pattern);
      return this.escaped(value.options);
    }
    if (value instanceof Code) return this.escaped(value.source);
    if (value instanceof BsonSymbol) return this.escaped(value.value);
    if (value instanceof CodeWithScope) {
      this.escaped(value.source);
      return this.document(value.scope);
    }
    if (value instanceof DbPointer) {
      this.escaped(value.namespace);
      this.raw(value.id);
    }
    // null, undefined, MinKey and MaxKey are their type byte alone.
  }

  private document(doc: Doc): void {
    for (const [name, value] of doc) {
      this.byte(typeByte(value));
      this.raw(Buffer.from(name));
      this.byte(0);
      this.body(value);
    }
    this.byte(0);
  }

  private long(value: bigint): void {
    const nearest = Number(value);
    const floor = BigInt(nearest) > value ? nextBelow(nearest) : nearest;
    const rest = value - BigInt(floor);
    this.double(floor, rest === 0n ? null : { coefficient: rest, exponent: 0 });
  }

  private decimal(value: Decimal): void {
    const exact = decimalToExact(value);
    if (typeof exact === 'string') return this.double(Number(exact), null);
    let floor = Number(`${exact.coefficient}e${exact.exponent}`);
    if (floor === -Infinity) {
      // Below every double: the offset makes the rest positive and keeps the order.
      return this.double(floor, addExact(exact, { coefficient: 1n, exponent: 6146 }));
    }
    if (floor === Infinity || compareFinite(finite(floor), exact) > 0) floor = nextBelow(floor);
    const rest = addExact(exact, finite(floor), -1n);
    this.double(floor, rest.coefficient === 0n ? null : rest);
  }

  /** A number: the nearest double not above it, then what is missing to the exact value. */
  private double(floor: number, rest: Finite | null): void {
    scratch.setFloat64(0, floor === 0 ? 0 : floor);
    const bits = scratch.getBigUint64(0);
    if (Number.isNaN(floor)) this.uint64(0n);
    else this.uint64(bits >> 63n === 1n ? BigInt.asUintN(64, ~bits) : bits | (1n << 63n));
    if (rest === null) return this.byte(0);
    const digits = rest.coefficient.toString();
    this.byte(1);
    this.byte((rest.exponent + digits.length + 20000) >> 8);
    this.byte((rest.exponent + digits.length + 20000) & 0xff);
    this.raw(Buffer.from(digits.replace(/0+$/, '')));
    this.byte(0);
  }

  /** Text or bytes that end with 0; a 0 inside is followed by 255, which no type byte is. */
  private escaped(text: string): void {
    const bytes = Buffer.from(text);
    if (!bytes.includes(0)) {
      this.raw(bytes);
      return this.byte(0);
    }
    for (const byte of bytes) {
      this.byte(byte);
      if (byte === 0) this.byte(0xff);
    }
    this.byte(0);
  }

  private int64(value: bigint): void {
    this.uint64(BigInt.asUintN(64, value) ^ (1n << 63n));
  }

  private uint64(value: bigint): void {
    this.reserve(8);
    this.at = this.buffer.writeBigUInt64BE(value, this.at);
  }

  private uint32(value: number): void {
    this.reserve(4);
    this.at = this.buffer.writeUInt32BE(value, this.at);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.buffer[this.at++] = value;
  }

  private raw(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.at += bytes.copy(this.buffer, this.at);
  }

  private reserve(length: number): void {
    if (this.at + length <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + length));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

/** The key of one value, ascending: equal values and only they have equal keys. */
export function keyOf(value: Value): Buffer {
  return new KeyWriter().add(value, false).bytes();
}

/** The same as a string, for use in maps and sets. */
export function keyText(value: Value): string {
  return keyOf(value).toString('latin1');
}

/** The key of the values of a compound index. */
export function compoundKey(values: readonly Value[], descending: readonly boolean[]): Buffer {
  const writer = new KeyWriter();
  values.forEach((value, i) => writer.add(value, descending[i] === true));
  return writer.bytes();
}

/** True when the key is too long for the store and is kept shortened. */
export function isLongKey(key: Buffer): boolean {
  return key.length > maxKeyBytes;
}

/** The key as it is stored: long ones are cut and end in a digest, which keeps equality but not order. */
export function storedKey(key: Buffer): Buffer {
  if (!isLongKey(key)) return key;
  return Buffer.concat([key.subarray(0, maxKeyBytes), createHash('sha256').update(key).digest()]);
}

/** A bound as it is compared with stored keys: what lies beyond the cut cannot be told apart. */
export function storedBound(key: Buffer): Buffer {
  return isLongKey(key) ? key.subarray(0, maxKeyBytes) : key;
}

function typeByte(value: Value): number {
  // Between 9 and 160, so that neither a type byte nor its complement is 0 or 255.
  const rank = typeRank(value);
  return rank === 127 ? 160 : 11 + rank * 2 + (rank < 0 ? 1 : 0);
}

function finite(value: number): Finite {
  const exact = doubleToExact(value);
  if (typeof exact === 'string') throw new RangeError(`${exact} has no exact value`);
  return exact;
}

function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  scratch.setFloat64(0, value);
  scratch.setBigUint64(0, scratch.getBigUint64(0) + (value > 0 ? -1n : 1n));
  return scratch.getFloat64(0);
}
