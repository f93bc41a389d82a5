import { toNumber } from '../bson/arithmetic';
import { print } from '../bson/print';
import { Doc, isNumber } from '../bson/values';
import { MongoError } from '../errors';
import { type KeyField, documentKeys, keyFieldsOf, rowKey } from '../storage/indexKeys';

/** A sort pattern, ready to compare documents with. */
export interface Sort {
  readonly fields: readonly KeyField[];
  /** The sort key of a document: keys compare as the documents sort. */
  readonly keyOf: (doc: Doc) => Buffer;
  readonly compare: (a: Doc, b: Doc) => number;
}

/** Reads a sort pattern such as `{ createdAt: -1 }`; throws BadValue for directions that are none. */
export function compileSort(pattern: Doc): Sort {
  const fields = keyFieldsOf(
    [...pattern].map(([path, direction]): [string, number] => {
      if (direction instanceof Doc) {
        throw new MongoError('BadValue', `sorting by $meta is not supported: ${print(direction)}`);
      }
      const number = isNumber(direction) ? toNumber(direction) : NaN;
      if (number !== 1 && number !== -1) {
        if (!isNumber(direction)) {
          throw new MongoError(15974, `Illegal key in $sort specification: ${path}: ${print(direction)}`);
        }
        throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
      }
      if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
      if (path.startsWith('$')) {
        throw new MongoError(
          16410,
          `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
        );
      }
      return [path, number];
    }),
  );
  if (fields.length > 32) throw new MongoError(13103, 'too many compound keys');
  const keyOf = (doc: Doc): Buffer => {
    // An array sorts by its smallest element, or its largest when descending: in either case the first key.
    const keys = documentKeys(doc, fields).rows.map((row) => rowKey(row, fields));
    return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
  };
  return { fields, keyOf, compare: (a, b) => Buffer.compare(keyOf(a), keyOf(b)) };
}

/** How many there are; they are not kept. */
export function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let count = 0;
  while (iterator.next().done !== true) count += 1;
  return count;
}

/**
 * The items in order, each key computed once. With `most` only that many are kept; equal keys stay in the
 * order they came in.
 */
export function sortBy<T>(items: Iterable<T>, keyOf: (item: T) => Buffer, most = Infinity): T[] {
  const keyed: { key: Buffer; at: number; item: T }[] = [];
  let at = 0;
  const order = (a: { key: Buffer; at: number }, b: { key: Buffer; at: number }): number =>
    Buffer.compare(a.key, b.key) || a.at - b.at;
  for (const item of items) {
    keyed.push({ key: keyOf(item), at: at++, item });
    // Cut back now and then, so that a short page of a long collection needs little memory.
    if (keyed.length >= most * 2 + 1000) keyed.sort(order).splice(most);
  }
  keyed.sort(order);
  return keyed.slice(0, most).map(({ item }) => item);
}
