import { randomBytes } from 'node:crypto';
import { decodeDocument } from '../bson/decode';
import { type Encodable, encodeDocument } from '../bson/encode';
import { Binary, Doc, Int32, type Value } from '../bson/values';
import type { Store } from './Store';
import { type IndexInfo, indexFromSpec } from './indexInfo';
import { catalogKey, catalogRange, catalogVersionKey, droppedKey } from './keyspace';

/** A collection as the catalog knows it. Never changed in place: a change is a new object. */
export interface CollectionInfo {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  /** 16 bytes that identify the collection, as listCollections shows them. */
  readonly uuid: Buffer;
  /** The options given to `create`. */
  readonly options: Doc;
  readonly nextIndexId: number;
  readonly indexes: readonly IndexInfo[];
}

interface View {
  readonly version: number;
  readonly collections: ReadonlyMap<string, CollectionInfo>;
}

/** The full name of a collection. */
export function namespaceOf(info: CollectionInfo): string {
  return `${info.db}.${info.name}`;
}

/**
 * Which collections and indexes exist. Write jobs see and change the newest state; readers see the state that
 * belongs to the snapshot they read from, so that no one uses an index whose entries are not there yet.
 */
export class Catalog {
  private published: View;
  private working: View;
  private nextCollectionId: number;

  constructor(private readonly store: Store) {
    const { view, nextCollectionId } = this.load();
    this.published = view;
    this.working = view;
    this.nextCollectionId = nextCollectionId;
    store.listen((written) => this.settle(written));
  }

  /** What a reader may see now. */
  reading(): CatalogReader {
    const version = this.storedVersion().version;
    return new CatalogReader(version === this.working.version ? this.working : this.published);
  }

  /** What a write job sees. */
  writing(): CatalogReader {
    return new CatalogReader(this.working);
  }

  /** Adds a collection with its `_id` index. Only inside a write job. */
  create(db: string, name: string, options: Doc): CollectionInfo {
    const id = this.nextCollectionId++;
    const uuid = randomBytes(16);
    uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x40;
    uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
    const idIndex = indexFromSpec(
      1,
      new Doc([
        ['v', new Int32(2)],
        ['key', new Doc([['_id', new Int32(1)]])],
        ['name', '_id_'],
      ]),
    );
    return this.save({ id, db, name, uuid, options, nextIndexId: 2, indexes: [idIndex] });
  }

  /** Replaces a collection's entry. Only inside a write job. */
  save(info: CollectionInfo): CollectionInfo {
    const collections = new Map(this.working.collections).set(namespaceOf(info), info);
    this.store.put(catalogKey(info.id), encodeDocument(toDocument(info)));
    this.change(collections);
    return info;
  }

  /** Forgets a collection and leaves its records to be cleared later. Only inside a write job. */
  drop(info: CollectionInfo): void {
    const collections = new Map(this.working.collections);
    collections.delete(namespaceOf(info));
    this.store.remove(catalogKey(info.id));
    this.store.put(droppedKey(info.id, 0), Buffer.of(1));
    this.change(collections);
  }

  /** Gives a collection another name. Only inside a write job. */
  rename(info: CollectionInfo, db: string, name: string): CollectionInfo {
    const collections = new Map(this.working.collections);
    collections.delete(namespaceOf(info));
    this.change(collections);
    return this.save({ ...info, db, name });
  }

  private change(collections: ReadonlyMap<string, CollectionInfo>): void {
    this.working = { version: this.working.version + 1, collections };
    const bytes = Buffer.alloc(12);
    bytes.writeUIntBE(this.working.version, 0, 6);
    bytes.writeUInt32BE(this.nextCollectionId, 8);
    this.store.put(catalogVersionKey, bytes);
  }

  private settle(written: boolean): void {
    if (written) this.published = this.working;
    else this.working = this.published;
  }

  private storedVersion(): { version: number; nextCollectionId: number } {
    const bytes = this.store.get(catalogVersionKey);
    if (bytes === undefined) return { version: 0, nextCollectionId: 1 };
    return { version: bytes.readUIntBE(0, 6), nextCollectionId: bytes.readUInt32BE(8) };
  }

  private load(): { view: View; nextCollectionId: number } {
    const { version, nextCollectionId } = this.storedVersion();
    const collections = new Map<string, CollectionInfo>();
    for (const { key, value } of this.store.scan(catalogRange)) {
      const info = fromDocument(key.readUInt32BE(1), decodeDocument(value));
      collections.set(namespaceOf(info), info);
    }
    return { view: { version, collections }, nextCollectionId };
  }
}

/** One state of the catalog. */
export class CatalogReader {
  constructor(private readonly view: View) {}

  find(db: string, name: string): CollectionInfo | null {
    return this.view.collections.get(`${db}.${name}`) ?? null;
  }

  collectionsOf(db: string): CollectionInfo[] {
    return this.all().filter((info) => info.db === db);
  }

  /** True while the collection of this number exists, whatever its name. */
  exists(collectionId: number): boolean {
    return this.all().some(({ id }) => id === collectionId);
  }

  databases(): string[] {
    return [...new Set(this.all().map(({ db }) => db))].sort();
  }

  all(): CollectionInfo[] {
    return [...this.view.collections.values()];
  }
}

function toDocument(info: CollectionInfo): Encodable {
  return {
    db: info.db,
    name: info.name,
    uuid: new Binary(4, info.uuid),
    options: info.options,
    nextIndexId: info.nextIndexId,
    indexes: info.indexes.map(({ id, spec, flags }) => ({ id, spec, ...flags })),
  };
}

function fromDocument(id: number, doc: Doc): CollectionInfo {
  const uuid = doc.get('uuid');
  const indexes = doc.get('indexes');
  if (!(uuid instanceof Binary) || !Array.isArray(indexes)) throw new Error('The catalog is damaged.');
  return {
    id,
    db: textOf(doc.get('db')),
    name: textOf(doc.get('name')),
    uuid: uuid.bytes,
    options: docOrEmpty(doc.get('options')),
    nextIndexId: intOf(doc.get('nextIndexId')),
    indexes: indexes.map((entry) => {
      const index = docOrEmpty(entry);
      const multikey = index.get('multikey');
      return {
        ...indexFromSpec(intOf(index.get('id')), docOrEmpty(index.get('spec'))),
        flags: {
          multikey: Array.isArray(multikey) ? multikey.map((flag) => flag === true) : [],
          holdsUndefined: index.get('holdsUndefined') === true,
          longKeys: index.get('longKeys') === true,
        },
      };
    }),
  };
}

function textOf(value: Value | undefined): string {
  if (typeof value !== 'string') throw new Error('The catalog is damaged.');
  return value;
}

function intOf(value: Value | undefined): number {
  if (!(value instanceof Int32)) throw new Error('The catalog is damaged.');
  return value.value;
}

function docOrEmpty(value: Value | undefined): Doc {
  return value instanceof Doc ? value : new Doc();
}
