import type { KeyRange } from './Store';

/**
 * Where things are in the store. First a byte for the kind, then the collection's number, so that everything
 * of one collection or index is one range and can be dropped as such.
 */
const Kind = { catalog: 1, record: 2, index: 3, dropped: 4 } as const;

const recordIdBytes = 6;

/** The key under which the number of the newest catalog version is kept. */
export const catalogVersionKey = Buffer.of(0);

/** A collection's entry in the catalog. */
export function catalogKey(collectionId: number): Buffer {
  return prefix(Kind.catalog, collectionId);
}

/** All entries of the catalog. */
export const catalogRange: KeyRange = { low: Buffer.of(Kind.catalog), high: Buffer.of(Kind.record) };

/** A record: `recordId` grows with each insert, so records lie in the order of insertion. */
export function recordKey(collectionId: number, recordId: number): Buffer {
  const key = Buffer.allocUnsafe(5 + recordIdBytes);
  key[0] = Kind.record;
  key.writeUInt32BE(collectionId, 1);
  key.writeUIntBE(recordId, 5, recordIdBytes);
  return key;
}

/** All records of a collection. */
export function recordRange(collectionId: number): KeyRange {
  return { low: prefix(Kind.record, collectionId), high: prefix(Kind.record, collectionId + 1) };
}

/** The id in a record's key or at the end of an index entry's. */
export function recordIdOf(key: Buffer): number {
  return key.readUIntBE(key.length - recordIdBytes, recordIdBytes);
}

/** An entry of an index: the encoded values, then the record they came from. */
export function indexEntryKey(collectionId: number, indexId: number, key: Buffer, recordId: number): Buffer {
  const entry = Buffer.allocUnsafe(9 + key.length + recordIdBytes);
  indexPrefix(collectionId, indexId).copy(entry);
  key.copy(entry, 9);
  entry.writeUIntBE(recordId, 9 + key.length, recordIdBytes);
  return entry;
}

/** The encoded values in an index entry's key. */
export function encodedValuesOf(entryKey: Buffer): Buffer {
  return entryKey.subarray(9, entryKey.length - recordIdBytes);
}

/** The entries of an index from `low` (included) to `high` (left out); null leaves that side open. */
export function indexRange(
  collectionId: number,
  indexId: number,
  low: Buffer | null,
  high: Buffer | null,
): KeyRange {
  const start = indexPrefix(collectionId, indexId);
  return {
    low: low === null ? start : Buffer.concat([start, low]),
    high: high === null ? indexPrefix(collectionId, indexId + 1) : Buffer.concat([start, high]),
  };
}

/** A note that an index (or, with 0, a whole collection) was dropped and its entries can be cleared away. */
export function droppedKey(collectionId: number, indexId: number): Buffer {
  const key = indexPrefix(collectionId, indexId);
  key[0] = Kind.dropped;
  return key;
}

/** All such notes. */
export const droppedRange: KeyRange = { low: Buffer.of(Kind.dropped), high: Buffer.of(Kind.dropped + 1) };

/** The collection and index a note is about. */
export function droppedOf(key: Buffer): { collectionId: number; indexId: number } {
  return { collectionId: key.readUInt32BE(1), indexId: key.readUInt32BE(5) };
}

/** All entries of all indexes of a collection. */
export function allIndexesRange(collectionId: number): KeyRange {
  return { low: prefix(Kind.index, collectionId), high: prefix(Kind.index, collectionId + 1) };
}

function prefix(kind: number, collectionId: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key[0] = kind;
  key.writeUInt32BE(collectionId, 1);
  return key;
}

function indexPrefix(collectionId: number, indexId: number): Buffer {
  const key = Buffer.allocUnsafe(9);
  key[0] = Kind.index;
  key.writeUInt32BE(collectionId, 1);
  key.writeUInt32BE(indexId, 5);
  return key;
}
