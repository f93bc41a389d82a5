import { BSON } from 'mongodb';
import { decodeDocument } from './decode';
import { encodeDocument } from './encode';

const {
  Binary,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  BSONRegExp,
  BSONSymbol,
} = BSON;

describe('Reading and writing BSON', () => {
  it('gives back the very bytes of every type', () => {
    const bytes = Buffer.from(
      BSON.serialize({
        double: new Double(1),
        negativeZero: new Double(-0),
        nan: new Double(NaN),
        string: 'a\0ü😀',
        object: { b: 1, a: { c: [] } },
        array: [1, [2], {}],
        binary: new Binary(Buffer.from([1, 2]), 4),
        old: new Binary(Buffer.from([1, 2]), 2),
        id: new ObjectId(),
        bool: true,
        date: new Date(-1),
        nothing: null,
        regex: new BSONRegExp('^a', 'im'),
        code: new Code('x'),
        scoped: new Code('x', { y: 1 }),
        symbol: new BSONSymbol('s'),
        int: new Int32(-7),
        timestamp: new Timestamp({ t: 5, i: 6 }),
        long: Long.MAX_VALUE,
        decimal: Decimal128.fromString('1.10'),
        min: new MinKey(),
        max: new MaxKey(),
      }),
    );
    expect(encodeDocument(decodeDocument(bytes))).toEqual(bytes);
  });

  it('keeps fields in order when their names look like numbers, and __proto__ as a name', () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 0, 0, 0]),
      ...['b', '2', '1', '__proto__'].map((name) =>
        Buffer.concat([Buffer.from([0x10]), Buffer.from(`${name}\0`), Buffer.from([1, 0, 0, 0])]),
      ),
      Buffer.from([0]),
    ]);
    bytes.writeInt32LE(bytes.length, 0);
    expect([...decodeDocument(bytes).keys()]).toEqual(['b', '2', '1', '__proto__']);
    expect(encodeDocument(decodeDocument(bytes))).toEqual(bytes);
  });

  it('keeps dates that JavaScript cannot hold', () => {
    const bytes = Buffer.from('1000000009640000000000000000' + '8000', 'hex');
    bytes.writeBigInt64LE(2n ** 62n, 7);
    expect(encodeDocument(decodeDocument(bytes))).toEqual(bytes);
  });

  it('refuses bytes that are no document', () => {
    const good = Buffer.from(
      BSON.serialize({ a: 'text', b: { c: [1, 2, 3] }, d: new Binary(Buffer.from([1])) }),
    );
    for (let length = 0; length < good.length; length++) {
      expect(() => decodeDocument(good.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 22 }) as Error,
      );
    }
    let deep: object = {};
    for (let i = 0; i < 300; i++) deep = { a: deep };
    expect(() => decodeDocument(Buffer.from(BSON.serialize(deep)))).toThrow(
      expect.objectContaining({ code: 15 }) as Error,
    );
  });
});
