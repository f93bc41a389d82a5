import { decodeDocument } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { print } from '../bson/print';
import { Doc, type MaybeValue, Undefined } from '../bson/values';
import { MongoError } from '../errors';
import { type Matcher, compileFilter } from '../query/matcher';
import { parseFilter } from '../query/parseFilter';
import type { Store } from './Store';
import { type Catalog, type CollectionInfo, namespaceOf } from './catalog';
import { documentKeys, rowKey } from './indexKeys';
import { type IndexFlags, type IndexInfo, joinFlags, noFlags, sameFlags } from './indexInfo';
import { isLongKey, storedKey } from './keys';
import { indexEntryKey, indexRange, recordIdOf, recordKey, recordRange } from './keyspace';

/** mongod's limit for one document, in bytes. */
export const maxDocumentBytes = 16 * 1024 * 1024;
/** What a document may have beyond that inside the server. */
const slackBytes = 16 * 1024;

const nothing = Buffer.alloc(0);

/** A document's entries in one index, by their bytes as text. */
interface Entries {
  readonly keys: ReadonlyMap<string, { readonly key: Buffer; readonly row: readonly MaybeValue[] }>;
  readonly flags: IndexFlags;
}

/** Documents and their index entries, always changed together. Every method but `get` needs a write job. */
export class Records {
  private readonly nextIds = new Map<number, number>();
  private readonly matchers = new WeakMap<Doc, Matcher>();

  constructor(
    private readonly store: Store,
    private readonly catalog: Catalog,
  ) {}

  /** The bytes of a document, or undefined when it is gone. */
  get(info: CollectionInfo, recordId: number): Buffer | undefined {
    return this.store.get(recordKey(info.id, recordId));
  }

  /** Adds a document; throws DuplicateKey, and then nothing has been written. */
  insert(info: CollectionInfo, doc: Doc): void {
    const bytes = doc.raw ?? encodeDocument(doc);
    if (bytes.length > maxDocumentBytes + slackBytes) throw tooLarge(bytes.length);
    this.validate(info, doc);
    const entries = info.indexes.map((index) => this.entriesOf(index, doc));
    info.indexes.forEach((index, i) => this.refuseDuplicates(info, index, entries[i], null));
    const recordId = this.nextId(info);
    this.store.put(recordKey(info.id, recordId), bytes);
    info.indexes.forEach((index, i) => {
      for (const { key } of entries[i]?.keys.values() ?? []) this.putEntry(info, index, key, recordId);
    });
    this.noteFlags(info, entries);
  }

  /**
   * Puts another version in a document's place and tells whether anything changed; throws DuplicateKey, and
   * then nothing has been written.
   */
  replace(info: CollectionInfo, recordId: number, before: Doc, after: Doc): boolean {
    const bytes = encodeDocument(after);
    if (bytes.length > maxDocumentBytes + slackBytes) {
      throw new MongoError(17419, `Resulting document after update is larger than ${maxDocumentBytes}`);
    }
    if (bytes.equals(this.get(info, recordId) ?? nothing)) return false;
    this.validate(info, after);
    const old = info.indexes.map((index) => this.entriesOf(index, before));
    const entries = info.indexes.map((index) => this.entriesOf(index, after));
    info.indexes.forEach((index, i) => this.refuseDuplicates(info, index, entries[i], recordId));
    this.store.put(recordKey(info.id, recordId), bytes);
    info.indexes.forEach((index, i) => {
      const had = old[i]?.keys ?? new Map<string, never>();
      const has = entries[i]?.keys ?? new Map<string, never>();
      for (const [text, { key }] of had) {
        if (!has.has(text)) this.store.remove(indexEntryKey(info.id, index.id, key, recordId));
      }
      for (const [text, { key }] of has) if (!had.has(text)) this.putEntry(info, index, key, recordId);
    });
    this.noteFlags(info, entries);
    return true;
  }

  /** Removes a document and its index entries. */
  remove(info: CollectionInfo, recordId: number, doc: Doc): void {
    this.store.remove(recordKey(info.id, recordId));
    for (const index of info.indexes) {
      for (const { key } of this.entriesOf(index, doc).keys.values()) {
        this.store.remove(indexEntryKey(info.id, index.id, key, recordId));
      }
    }
  }

  /**
   * Fills a new index with the documents that are there, and gives it with its flags. Throws DuplicateKey
   * before anything is written.
   */
  build(info: CollectionInfo, index: IndexInfo): IndexInfo {
    const found: { key: Buffer; recordId: number }[] = [];
    const owners = new Set<string>();
    let flags = index.flags;
    for (const { key: record, value } of this.store.scan(recordRange(info.id))) {
      const recordId = recordIdOf(record);
      const entries = this.entriesOf(index, decodeDocument(value));
      flags = joinFlags(flags, entries.flags);
      for (const [text, { key, row }] of entries.keys) {
        if (index.unique && owners.has(text)) throw duplicate(info, index, row);
        if (index.unique) owners.add(text);
        found.push({ key, recordId });
      }
    }
    for (const { key, recordId } of found) this.putEntry(info, index, key, recordId);
    return { ...index, flags };
  }

  private entriesOf(index: IndexInfo, doc: Doc): Entries {
    const keys = new Map<string, { key: Buffer; row: readonly MaybeValue[] }>();
    if (index.partialFilter !== null && !this.matcherOf(index.partialFilter)(doc)) {
      return { keys, flags: noFlags(index.fields) };
    }
    const { rows, multikey } = documentKeys(doc, index.fields);
    let longKeys = false;
    for (const row of rows) {
      if (index.sparse && row.every((value) => value === undefined)) continue;
      const whole = rowKey(row, index.fields);
      longKeys ||= isLongKey(whole);
      const key = storedKey(whole);
      keys.set(key.toString('latin1'), { key, row });
    }
    const holdsUndefined = rows.some((row) => row.some((value) => value instanceof Undefined));
    return { keys, flags: { multikey, holdsUndefined, longKeys } };
  }

  /** The matcher of a partial index's or a validator's filter, compiled once. */
  private matcherOf(source: Doc): Matcher {
    let matcher = this.matchers.get(source);
    if (matcher === undefined) {
      matcher = compileFilter(parseFilter(source));
      this.matchers.set(source, matcher);
    }
    return matcher;
  }

  private validate(info: CollectionInfo, doc: Doc): void {
    const validator = info.options.get('validator');
    if (!(validator instanceof Doc) || info.options.get('validationLevel') === 'off') return;
    if (this.matcherOf(validator)(doc)) return;
    const details = new Doc([['operatorName', 'validator']]);
    throw new MongoError('DocumentValidationFailure', 'Document failed validation', {
      errInfo: new Doc([
        ['failingDocumentId', doc.get('_id') ?? null],
        ['details', details],
      ]),
    });
  }

  private refuseDuplicates(
    info: CollectionInfo,
    index: IndexInfo,
    entries: Entries | undefined,
    own: number | null,
  ): void {
    if (!index.unique || entries === undefined) return;
    for (const { key, row } of entries.keys.values()) {
      const range = indexRange(info.id, index.id, key, Buffer.concat([key, Buffer.of(0xff)]));
      const others = this.store.firstOf(range, 2).filter((entry) => recordIdOf(entry.key) !== own);
      if (others.length > 0) throw duplicate(info, index, row);
    }
  }

  private putEntry(info: CollectionInfo, index: IndexInfo, key: Buffer, recordId: number): void {
    this.store.put(indexEntryKey(info.id, index.id, key, recordId), nothing);
  }

  private noteFlags(info: CollectionInfo, entries: readonly Entries[]): void {
    const current = this.catalog.writing().find(info.db, info.name) ?? info;
    const flags = current.indexes.map((index, i) => {
      const seen = entries[i]?.flags;
      return seen === undefined ? index.flags : joinFlags(index.flags, seen);
    });
    if (current.indexes.every((index, i) => sameFlags(index.flags, flags[i] ?? index.flags))) return;
    const indexes = current.indexes.map((index, i) => ({ ...index, flags: flags[i] ?? index.flags }));
    this.catalog.save({ ...current, indexes });
  }

  private nextId(info: CollectionInfo): number {
    let next = this.nextIds.get(info.id);
    if (next === undefined) {
      const last = this.store.last(recordRange(info.id));
      next = last === undefined ? 1 : recordIdOf(last.key) + 1;
    }
    this.nextIds.set(info.id, next + 1);
    return next;
  }
}

/** The error for a document above the limit. */
export function tooLarge(bytes: number): MongoError {
  return new MongoError(
    'BSONObjectTooLarge',
    `object to insert too large. size in bytes: ${bytes}, max size: ${maxDocumentBytes}`,
  );
}

function duplicate(info: CollectionInfo, index: IndexInfo, row: readonly MaybeValue[]): MongoError {
  const keyValue = new Doc(index.fields.map(({ path }, i) => [path, row[i] ?? null]));
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespaceOf(info)} index: ${index.name} dup key: ${print(keyValue)}`,
    { keyPattern: index.keyPattern, keyValue },
  );
}
