import fc from 'fast-check';
import { compareValues } from '../bson/compare';
import { parseDecimal } from '../bson/decimal';
import {
  Binary,
  Code,
  DateTime,
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
} from '../bson/values';
import { compoundKey, keyOf } from './keys';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', '\0', 'a', 'a\0', 'a\0b', '\u{1f600}', '\uffff'),
);
const bytes = fc.uint8Array({ maxLength: 5 }).map((array) => Buffer.from(array));
const number: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -5, max: 5 }).map((n) => new Int32(n)),
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.constantFrom(
    ...[0.1, -0.1, 2 ** 53, 2 ** 63, -(2 ** 63), Infinity, -Infinity, NaN, -0].map((n) => new Double(n)),
  ),
  fc
    .constantFrom(
      '0.1',
      '-0.1',
      '0',
      '-0',
      '1E+400',
      '-1E+400',
      '1E-6176',
      '9007199254740993',
      'NaN',
      'Infinity',
      '-Infinity',
      '5',
      '5.0',
      '1E-400',
      '0.1000000000000000055511151231257827',
    )
    .map(parseDecimal),
);
const leaf: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 2, arbitrary: text },
  fc.constantFrom<Value>(null, true, false, minKey, maxKey, undefinedValue),
  bytes.map((b) => new Binary(b.length % 3, b)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((b) => new ObjectId(Buffer.from(b))),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => new DateTime(n)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => new Timestamp(n)),
  fc
    .tuple(text, fc.constantFrom('', 'i'))
    .map(([pattern, options]) => new Regex(pattern.replaceAll('\0', ''), options)),
  text.map((source) => new Code(source)),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    { weight: 6, arbitrary: leaf },
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'ab', '1'), tie('value')), { maxLength: 3 })
      .map((fields) => new Doc(fields)),
  ),
}));

/** Without a sign for zero, which toBe tells from zero. */
const sign = (n: number): number => Math.sign(n) + 0;

describe('A stored key', () => {
  it('sorts as the values do, across all types and numbers', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(sign(compareValues(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it('sorts numbers of all four types by their exact value', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(sign(compareValues(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it('sorts compound values field by field, descending ones the other way', () => {
    fc.assert(
      fc.property(value, value, value, value, fc.boolean(), fc.boolean(), (a1, a2, b1, b2, d1, d2) => {
        const expected = compareValues(a1, b1) * (d1 ? -1 : 1) || compareValues(a2, b2) * (d2 ? -1 : 1);
        const order = Buffer.compare(compoundKey([a1, a2], [d1, d2]), compoundKey([b1, b2], [d1, d2]));
        expect(sign(order)).toBe(sign(expected));
      }),
      { numRuns: 5000 },
    );
  });
});
