import { Binary, Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { compileFilter } from '../query/matcher';
import { parseFilter } from '../query/parseFilter';
import { encodeDocument } from '../bson/encode';
import { decodeDocument } from '../bson/decode';
import { recordRange } from '../storage/keyspace';
import type { CollectionInfo } from '../storage/catalog';
import { validationOf, validationOptions } from './collMod';
import type { Command, CommandTable } from './command';
import { checkNamespace, collectionName, refuseCollation } from './namespace';
import { Arguments } from './Arguments';

/** Options of `create` that would change what the collection does and are not there. */
const refusedOptions = [
  'capped',
  'timeseries',
  'viewOn',
  'pipeline',
  'clusteredIndex',
  'encryptedFields',
  'expireAfterSeconds',
];
const imagesOption = 'changeStreamPreAndPostImages';
const otherOptions = [
  'autoIndexId',
  'size',
  'max',
  'storageEngine',
  'indexOptionDefaults',
  'collation',
  'idIndex',
];

const create: Command = async (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers([...refusedOptions, ...otherOptions, ...validationOptions, imagesOption]);
  const options = validationOf(args);
  // A standalone takes and shows this option, and has no change streams to use it.
  const images = args.doc(imagesOption);
  if (images !== undefined) options.set(imagesOption, images);
  refuseCollation(context);
  for (const option of refusedOptions) {
    const value = args.get(option);
    if (value === undefined || value === false || (value instanceof Doc && value.size === 0)) continue;
    throw new MongoError('InvalidOptions', `the option '${option}' is not supported`);
  }
  await server.store.write(() => {
    if (server.catalog.writing().find(db, name) !== null) {
      throw new MongoError('NamespaceExists', `Collection ${db}.${name} already exists.`);
    }
    server.catalog.create(db, name, options);
  });
  return {};
};

const drop: Command = async (context) => {
  const { server, db, args } = context;
  const name = collectionName(context);
  args.refuseOthers([]);
  return server.store.write(() => {
    const info = server.catalog.writing().find(db, name);
    if (info === null) return { ns: `${db}.${name}` };
    server.catalog.drop(info);
    return { nIndexesWas: info.indexes.length, ns: `${db}.${name}` };
  });
};

const dropDatabase: Command = async ({ server, db, args }) => {
  args.refuseOthers([]);
  return server.store.write(() => {
    const collections = server.catalog.writing().collectionsOf(db);
    for (const info of collections) server.catalog.drop(info);
    return collections.length > 0 ? { dropped: db } : {};
  });
};

const listCollections: Command = ({ server, db, args }) => {
  args.refuseOthers(['filter', 'nameOnly', 'cursor', 'authorizedCollections']);
  const matches = compileFilter(parseFilter(args.doc('filter') ?? new Doc()));
  const nameOnly = args.boolean('nameOnly');
  const found = server.catalog
    .reading()
    .collectionsOf(db)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((info) => describe(info))
    .filter((entry) => matches(decodeDocument(entry)))
    .map((entry) => (nameOnly ? onlyName(entry) : entry));
  return server.cursors.first(`${db}.$cmd.listCollections`, found, { batchSize: batchSizeOf(args) });
};

/** The `cursor.batchSize` of a command that lists things. */
export function batchSizeOf(args: Arguments): number | undefined {
  const cursor = args.doc('cursor');
  return cursor === undefined ? undefined : new Arguments(cursor, 'cursor').count('batchSize');
}

function describe({ name, options, uuid, indexes }: CollectionInfo): Buffer {
  return encodeDocument({
    name,
    type: 'collection',
    options,
    info: { readOnly: false, uuid: new Binary(4, uuid) },
    idIndex: indexes.find((index) => index.name === '_id_')?.spec,
  });
}

function onlyName(entry: Buffer): Buffer {
  const doc = decodeDocument(entry);
  return encodeDocument({ name: doc.get('name'), type: doc.get('type') });
}

const renameCollection: Command = async ({ server, db, args, command }) => {
  if (db !== 'admin')
    throw new MongoError('Unauthorized', 'renameCollection may only be run against the admin database.');
  args.refuseOthers(['to', 'dropTarget']);
  const [entry] = command;
  const [from, to] = [entry?.[1], args.requiredString('to')].map(splitNamespace);
  if (from === undefined || to === undefined)
    throw new MongoError('InvalidNamespace', 'Invalid namespace specified');
  checkNamespace(to.db, to.name);
  const dropTarget = args.boolean('dropTarget');
  await server.store.write(() => {
    const { catalog } = server;
    const info = catalog.writing().find(from.db, from.name);
    if (info === null)
      throw new MongoError('NamespaceNotFound', `Source collection ${from.db}.${from.name} does not exist`);
    const target = catalog.writing().find(to.db, to.name);
    if (target !== null && target.id === info.id)
      throw new MongoError('IllegalOperation', "Can't rename a collection to itself");
    if (target !== null && !dropTarget) throw new MongoError('NamespaceExists', 'target namespace exists');
    if (target !== null) catalog.drop(target);
    catalog.rename(info, to.db, to.name);
  });
  return {};
};

function splitNamespace(value: Value | undefined): { db: string; name: string } | undefined {
  if (typeof value !== 'string' || !value.includes('.')) return undefined;
  const at = value.indexOf('.');
  return { db: value.slice(0, at), name: value.slice(at + 1) };
}

const collStats: Command = (context) => {
  const { server, db } = context;
  const name = collectionName(context);
  const info = server.catalog.reading().find(db, name);
  const count = info === null ? 0 : server.store.count(recordRange(info.id));
  return { ns: `${db}.${name}`, count, nindexes: info?.indexes.length ?? 0, capped: false };
};

/** Collections and databases. */
export const collectionCommands: CommandTable = {
  create,
  drop,
  dropDatabase,
  listCollections,
  renameCollection,
  collStats,
  collstats: collStats,
};
