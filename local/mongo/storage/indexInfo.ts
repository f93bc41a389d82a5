import { type Doc, Doc as DocClass, Double, Int32, type Value } from '../bson/values';
import { type KeyField, keyFieldsOf } from './indexKeys';

/** An index as the catalog knows it. */
export interface IndexInfo {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly KeyField[];
  readonly keyPattern: Doc;
  readonly unique: boolean;
  readonly sparse: boolean;
  /** Kept up but not used by the planner. */
  readonly hidden: boolean;
  readonly partialFilter: Doc | null;
  readonly expireAfterSeconds: number | null;
  /** The index as listIndexes shows it. */
  readonly spec: Doc;
  readonly flags: IndexFlags;
}

/** What the documents have shown of an index; once true it stays so. */
export interface IndexFlags {
  /** For each field, whether a document had an array on its path. */
  readonly multikey: readonly boolean[];
  /** Whether a document had the undefined type or an empty array in a field. */
  readonly holdsUndefined: boolean;
  /** Whether a key had to be cut, after which the index no longer gives an order. */
  readonly longKeys: boolean;
}

/** True when both say the same. */
export function sameFlags(a: IndexFlags, b: IndexFlags): boolean {
  return (
    a.holdsUndefined === b.holdsUndefined &&
    a.longKeys === b.longKeys &&
    a.multikey.every((flag, i) => flag === b.multikey[i])
  );
}

/** What either of them says. */
export function joinFlags(a: IndexFlags, b: IndexFlags): IndexFlags {
  return {
    multikey: a.multikey.map((flag, i) => flag || b.multikey[i] === true),
    holdsUndefined: a.holdsUndefined || b.holdsUndefined,
    longKeys: a.longKeys || b.longKeys,
  };
}

/** The flags of an index no document is in. */
export function noFlags(fields: readonly KeyField[]): IndexFlags {
  return { multikey: fields.map(() => false), holdsUndefined: false, longKeys: false };
}

/** Reads an index from its specification, which has been checked before. */
export function indexFromSpec(id: number, spec: Doc): IndexInfo {
  const keyPattern = spec.get('key');
  const name = spec.get('name');
  if (!(keyPattern instanceof DocClass) || typeof name !== 'string') {
    throw new Error('An index specification has a key and a name.');
  }
  const partial = spec.get('partialFilterExpression');
  const fields = keyFieldsOf([...keyPattern].map(([path, direction]) => [path, numberOf(direction) ?? 1]));
  return {
    id,
    name,
    fields,
    keyPattern,
    // The _id index is unique without saying so.
    unique: spec.get('unique') === true || name === '_id_',
    sparse: spec.get('sparse') === true,
    hidden: spec.get('hidden') === true,
    partialFilter: partial instanceof DocClass ? partial : null,
    expireAfterSeconds: numberOf(spec.get('expireAfterSeconds')),
    spec,
    flags: noFlags(fields),
  };
}

function numberOf(value: Value | undefined): number | null {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  return typeof value === 'bigint' ? Number(value) : null;
}
