import { compareValues } from '../bson/compare';
import { encodeDocument } from '../bson/encode';
import { print } from '../bson/print';
import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { indexFromSpec } from '../storage/indexInfo';
import type { CollectionInfo } from '../storage/catalog';
import { droppedKey } from '../storage/keyspace';
import type { Command, CommandTable, Reply } from './command';
import { batchSizeOf } from './collections';
import { checkedSpec } from './indexSpec';
import { collectionName } from './namespace';

const maxIndexes = 64;

const createIndexes: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions']);
  const sources = args.requiredDocs('indexes');
  if (sources.length === 0) throw new MongoError('BadValue', 'Must specify at least one index to create');
  const specs = sources.map(checkedSpec);
  return server.store.write((): Reply => {
    const existing = server.catalog.writing().find(db, name);
    let info = existing ?? server.catalog.create(db, name, new Doc());
    const before = info.indexes.length;
    const missing = specs.filter((spec, i) => !isPresent(info, spec, specs.slice(0, i)));
    if (before + missing.length > maxIndexes) {
      throw new MongoError('CannotCreateIndex', `add index fails, too many indexes for ${db}.${name}`);
    }
    for (const spec of missing) info = addIndex(server, info, spec);
    return {
      numIndexesBefore: before,
      numIndexesAfter: info.indexes.length,
      createdCollectionAutomatically: existing === null,
      ...(missing.length === 0 ? { note: 'all indexes already exist' } : {}),
    };
  });
};

function addIndex(server: Parameters<Command>[0]['server'], info: CollectionInfo, spec: Doc): CollectionInfo {
  const index = server.records.build(info, indexFromSpec(info.nextIndexId, spec));
  return server.catalog.save({
    ...info,
    nextIndexId: info.nextIndexId + 1,
    indexes: [...info.indexes, index],
  });
}

/** True when the very index is there; throws when one is there that it would clash with. */
function isPresent(info: CollectionInfo, spec: Doc, earlier: readonly Doc[]): boolean {
  const key = spec.get('key') ?? null;
  const others = [...info.indexes.map((index) => index.spec), ...earlier];
  for (const other of others) {
    const sameKey = sameOrder(other.get('key') ?? null, key);
    const sameName = other.get('name') === spec.get('name');
    const sameSignature = sameKey && signature(other) === signature(spec);
    const sameExpiry = print(other.get('expireAfterSeconds')) === print(spec.get('expireAfterSeconds'));
    if (sameKey && key instanceof Doc && key.size === 1 && key.has('_id')) return true;
    if (sameSignature && sameName && sameExpiry) return true;
    const both = `Requested index: ${print(spec)}, existing index: ${print(other)}`;
    if (sameName && !sameSignature) {
      throw new MongoError(
        'IndexKeySpecsConflict',
        'An existing index has the same name as the requested index. When index names are not specified, ' +
          `they are auto generated and can cause conflicts. Please refer to our documentation. ${both}`,
      );
    }
    if (sameName) {
      throw new MongoError(
        'IndexOptionsConflict',
        `An equivalent index already exists with the same name but different options. ${both}`,
      );
    }
    if (sameSignature) {
      throw new MongoError(
        'IndexOptionsConflict',
        sameExpiry
          ? `Index already exists with a different name: ${print(other.get('name'))}`
          : `An equivalent index already exists with a different name and options. ${both}`,
      );
    }
  }
  return false;
}

function sameOrder(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

/** The options that, with the key, make two indexes different ones; others are changed by collMod. */
function signature(spec: Doc): string {
  return ['unique', 'sparse', 'partialFilterExpression'].map((name) => print(spec.get(name) ?? false)).join();
}

const listIndexes: Command = (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo']);
  const info = server.catalog.reading().find(db, name);
  if (info === null) throw new MongoError('NamespaceNotFound', `ns does not exist: ${db}.${name}`);
  const specs = info.indexes.map(({ spec }) => encodeDocument(spec));
  return server.cursors.first(`${db}.${name}`, specs, { batchSize: batchSizeOf(args) });
};

const dropIndexes: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['index']);
  const wanted = args.get('index') ?? args.missing('index');
  return server.store.write((): Reply => {
    const info = server.catalog.writing().find(db, name);
    if (info === null) throw new MongoError('NamespaceNotFound', `ns not found ${db}.${name}`);
    const names = new Set((Array.isArray(wanted) ? wanted : [wanted]).flatMap((one) => namesOf(info, one)));
    if (names.has('_id_')) throw new MongoError('InvalidOptions', 'cannot drop _id index');
    for (const index of info.indexes) {
      if (names.has(index.name)) server.store.put(droppedKey(info.id, index.id), Buffer.of(1));
    }
    server.catalog.save({ ...info, indexes: info.indexes.filter((index) => !names.has(index.name)) });
    return { nIndexesWas: info.indexes.length };
  });
};

/** The names of the indexes that a name, a key pattern or `*` stands for; throws IndexNotFound. */
export function namesOf(info: CollectionInfo, wanted: Value): string[] {
  if (wanted === '*') return info.indexes.map((index) => index.name).filter((name) => name !== '_id_');
  if (typeof wanted === 'string') {
    if (info.indexes.some((index) => index.name === wanted)) return [wanted];
    throw new MongoError('IndexNotFound', `index not found with name [${wanted}]`);
  }
  const found = info.indexes.filter(
    ({ keyPattern }) => wanted instanceof Doc && sameOrder(keyPattern, wanted),
  );
  if (found.length === 0)
    throw new MongoError('IndexNotFound', `can't find index with key: ${print(wanted)}`);
  return found.map((index) => index.name);
}

/** Indexes. */
export const indexCommands: CommandTable = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
};
