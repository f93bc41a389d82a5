import { MongoError } from '../errors';
import {
  Binary,
  BsonSymbol,
  BsonType,
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
  maxKey,
  minKey,
  undefinedValue,
} from './values';

/** mongod's limit of nested levels (BSONDepth); it also keeps hostile input from exhausting the stack. */
const maxDepth = 200;

/**
 * Reads the document that starts at `offset`. Byte-valued leaves are views of `buffer`, which the caller must
 * not overwrite. Throws InvalidBSON for anything malformed and Overflow for too many levels.
 */
export function decodeDocument(buffer: Buffer, offset = 0): Doc {
  return new Reader(buffer, offset).document(0);
}

class Reader {
  constructor(
    private readonly buffer: Buffer,
    private at: number,
  ) {}

  document(depth: number): Doc {
    const end = this.begin(depth);
    const doc = new Doc();
    for (;;) {
      const type = this.byte();
      if (type === 0) break;
      const name = this.cString();
      doc.set(name, this.value(type, depth));
    }
    this.finish(end);
    return doc;
  }

  private array(depth: number): Value[] {
    const end = this.begin(depth);
    const values: Value[] = [];
    for (;;) {
      const type = this.byte();
      if (type === 0) break;
      this.at = this.terminator() + 1;
      values.push(this.value(type, depth));
    }
    this.finish(end);
    return values;
  }

  private begin(depth: number): number {
    if (depth > maxDepth) {
      throw new MongoError('Overflow', `BSONObj exceeds maximum nested object depth: ${maxDepth}`);
    }
    const start = this.at;
    const size = this.int32();
    if (size < 5 || start + size > this.buffer.length) throw invalid('incorrect BSON length');
    return start + size;
  }

  private finish(end: number): void {
    if (this.at !== end) throw invalid('incorrect BSON length');
  }

  private value(type: number, depth: number): Value {
    switch (type) {
      case BsonType.double:
        this.need(8);
        return new Double(this.buffer.readDoubleLE(this.skip(8)));
      case BsonType.string:
        return this.string();
      case BsonType.object:
        return this.document(depth + 1);
      case BsonType.array:
        return this.array(depth + 1);
      case BsonType.binData:
        return this.binary();
      case BsonType.undefined:
        return undefinedValue;
      case BsonType.objectId:
        return new ObjectId(this.bytes(12));
      case BsonType.bool: {
        const byte = this.byte();
        if (byte > 1) throw invalid('BSON bool has a value other than 0 or 1');
        return byte === 1;
      }
      case BsonType.date:
        return new DateTime(this.int64());
      case BsonType.null:
        return null;
      case BsonType.regex: {
        const pattern = this.cString();
        return new Regex(pattern, this.cString());
      }
      case BsonType.dbPointer: {
        const namespace = this.string();
        return new DbPointer(namespace, this.bytes(12));
      }
      case BsonType.javascript:
        return new Code(this.string());
      case BsonType.symbol:
        return new BsonSymbol(this.string());
      case BsonType.javascriptWithScope: {
        this.skip(4);
        const source = this.string();
        return new CodeWithScope(source, this.document(depth + 1));
      }
      case BsonType.int:
        return new Int32(this.int32());
      case BsonType.timestamp:
        this.need(8);
        return new Timestamp(this.buffer.readBigUInt64LE(this.skip(8)));
      case BsonType.long:
        return this.int64();
      case BsonType.decimal:
        return new Decimal(this.bytes(16));
      case BsonType.minKey:
        return minKey;
      case BsonType.maxKey:
        return maxKey;
      default:
        throw invalid(`Unrecognized BSON type ${type}`);
    }
  }

  private binary(): Binary {
    const length = this.int32();
    const subtype = this.byte();
    if (length < 0) throw invalid('incorrect BSON length');
    return new Binary(subtype, this.bytes(length));
  }

  private string(): string {
    const length = this.int32();
    if (length < 1) throw invalid('Invalid BSON string length');
    this.need(length);
    const start = this.skip(length);
    if (this.buffer[this.at - 1] !== 0) throw invalid('Not null terminated string');
    return this.buffer.toString('utf8', start, this.at - 1);
  }

  private cString(): string {
    const end = this.terminator();
    const text = this.buffer.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }

  private terminator(): number {
    const end = this.buffer.indexOf(0, this.at);
    if (end < 0) throw invalid('Not null terminated string');
    return end;
  }

  private byte(): number {
    const byte = this.buffer[this.at++];
    if (byte === undefined) throw invalid('unexpected end of BSON');
    return byte;
  }

  private bytes(length: number): Buffer {
    this.need(length);
    const start = this.skip(length);
    return this.buffer.subarray(start, this.at);
  }

  private int32(): number {
    this.need(4);
    return this.buffer.readInt32LE(this.skip(4));
  }

  private int64(): bigint {
    this.need(8);
    return this.buffer.readBigInt64LE(this.skip(8));
  }

  private skip(length: number): number {
    const start = this.at;
    this.at += length;
    return start;
  }

  private need(length: number): void {
    if (this.at + length > this.buffer.length) throw invalid('unexpected end of BSON');
  }
}

function invalid(reason: string): MongoError {
  return new MongoError('InvalidBSON', reason);
}
