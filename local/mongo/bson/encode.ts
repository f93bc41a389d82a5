import {
  Binary,
  BsonType,
  Code,
  CodeWithScope,
  DateTime,
  DbPointer,
  Decimal,
  Doc,
  Double,
  Int32,
  BsonSymbol,
  ObjectId,
  Regex,
  Timestamp,
  type Value,
  typeOf,
} from './values';

/** A document that is already BSON and is copied into a message as it is. */
export class RawDocument {
  constructor(readonly bytes: Buffer) {}
}

/** What a reply may be built from: BSON values, raw documents, and plain JavaScript values. */
export type Encodable =
  | Value
  | RawDocument
  | number
  | undefined
  | Date
  | readonly Encodable[]
  | { readonly [name: string]: Encodable };

/**
 * The BSON bytes of a document. In plain objects an integer of 32 bits becomes an int, any other number a
 * double, and fields that are undefined are left out.
 */
export function encodeDocument(doc: Encodable): Buffer {
  const writer = new Writer();
  writer.document(doc);
  return writer.result();
}

class Writer {
  private buffer = Buffer.allocUnsafe(512);
  private at = 0;

  result(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.at));
  }

  document(doc: Encodable): void {
    if (doc instanceof RawDocument) return this.bytes(doc.bytes);
    const start = this.begin();
    if (doc instanceof Doc) {
      for (const [name, value] of doc) this.element(name, value);
    } else {
      for (const [name, value] of Object.entries(doc as Record<string, Encodable>)) {
        this.element(name, value);
      }
    }
    this.finish(start);
  }

  private element(name: string, value: Encodable): void {
    if (value === undefined) return;
    if (typeof value === 'number') {
      const isInt = Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0);
      return this.element(name, isInt ? new Int32(value) : new Double(value));
    }
    if (value instanceof Date) return this.element(name, new DateTime(BigInt(value.getTime())));
    if (isPlain(value)) {
      this.header(BsonType.object, name);
      return this.document(value);
    }
    if (Array.isArray(value)) {
      this.header(BsonType.array, name);
      return this.array(value);
    }
    const leaf = value as Value;
    this.header(typeOf(leaf), name);
    this.leaf(leaf);
  }

  private array(values: readonly Encodable[]): void {
    const start = this.begin();
    // A hole would shift the indexes that follow, so undefined is written as null inside arrays.
    values.forEach((value, index) => this.element(String(index), value === undefined ? null : value));
    this.finish(start);
  }

  private leaf(value: Value): void {
    if (typeof value === 'string') return this.string(value);
    if (typeof value === 'bigint') return this.int64(value);
    if (typeof value === 'boolean') return this.byte(value ? 1 : 0);
    if (value instanceof Int32) return this.int32(value.value);
    if (value instanceof Double) {
      this.reserve(8);
      this.at = this.buffer.writeDoubleLE(value.value, this.at);
    } else if (value instanceof ObjectId || value instanceof Decimal) this.bytes(value.bytes);
    else if (value instanceof DateTime) this.int64(value.ms);
    else if (value instanceof Binary) {
      this.int32(value.bytes.length);
      this.byte(value.subtype);
      this.bytes(value.bytes);
    } else if (value instanceof Timestamp) this.int64(BigInt.asIntN(64, value.value));
    else if (value instanceof Regex) {
      this.cString(value.pattern);
      this.cString(value.options);
    } else if (value instanceof Code) this.string(value.source);
    else if (value instanceof BsonSymbol) this.string(value.value);
    else if (value instanceof DbPointer) {
      this.string(value.namespace);
      this.bytes(value.id);
    } else if (value instanceof CodeWithScope) {
      const start = this.at;
      this.int32(0);
      this.string(value.source);
      this.document(value.scope);
      this.buffer.writeInt32LE(this.at - start, start);
    }
    // The rest (null, undefined, MinKey, MaxKey) is its type byte alone.
  }

  private begin(): number {
    const start = this.at;
    this.int32(0);
    return start;
  }

  private finish(start: number): void {
    this.byte(0);
    this.buffer.writeInt32LE(this.at - start, start);
  }

  private header(type: number, name: string): void {
    this.byte(type);
    this.cString(name);
  }

  private cString(text: string): void {
    this.text(text);
    this.byte(0);
  }

  private string(text: string): void {
    const start = this.at;
    this.int32(0);
    this.cString(text);
    this.buffer.writeInt32LE(this.at - start - 4, start);
  }

  private text(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.buffer.write(text, this.at);
  }

  private bytes(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.at += bytes.copy(this.buffer, this.at);
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.buffer[this.at++] = byte;
  }

  private int32(value: number): void {
    this.reserve(4);
    this.at = this.buffer.writeInt32LE(value, this.at);
  }

  private int64(value: bigint): void {
    this.reserve(8);
    this.at = this.buffer.writeBigInt64LE(value, this.at);
  }

  private reserve(length: number): void {
    if (this.at + length <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + length));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}

function isPlain(value: Encodable): value is RawDocument | Doc | { readonly [name: string]: Encodable } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return (
    value instanceof Doc || value instanceof RawDocument || Object.getPrototypeOf(value) === Object.prototype
  );
}
