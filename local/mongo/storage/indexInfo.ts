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
  /** True once a document had an array in one of the fields; it stays true. */
  readonly multikey: boolean;
  /** True once a key had to be cut, after which the index no longer gives an order. */
  readonly longKeys: boolean;
}

/** Reads an index from its specification, which has been checked before. */
export function indexFromSpec(id: number, spec: Doc): IndexInfo {
  const keyPattern = spec.get('key');
  const name = spec.get('name');
  if (!(keyPattern instanceof DocClass) || typeof name !== 'string') {
    throw new Error('An index specification has a key and a name.');
  }
  const partial = spec.get('partialFilterExpression');
  return {
    id,
    name,
    fields: keyFieldsOf([...keyPattern].map(([path, direction]) => [path, numberOf(direction) ?? 1])),
    keyPattern,
    // The _id index is unique without saying so.
    unique: spec.get('unique') === true || name === '_id_',
    sparse: spec.get('sparse') === true,
    hidden: spec.get('hidden') === true,
    partialFilter: partial instanceof DocClass ? partial : null,
    expireAfterSeconds: numberOf(spec.get('expireAfterSeconds')),
    spec,
    multikey: false,
    longKeys: false,
  };
}

function numberOf(value: Value | undefined): number | null {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  return typeof value === 'bigint' ? Number(value) : null;
}
