import { commandVariables } from '../aggregate/expressionFilter';
import { encodeDocument } from '../bson/encode';
import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { countByKeys } from '../query/counting';
import { type Filter } from '../query/filter';
import { parseFilter } from '../query/parseFilter';
import { parseProjection } from '../query/parseProjection';
import { project } from '../query/projection';
import { type Found, type Query, findRecords, openQuery } from '../query/run';
import { keyText } from '../storage/keys';
import { documentKeys } from '../storage/indexKeys';
import type { Command, CommandTable } from './command';
import { collectionName, refuseCollation } from './namespace';
import { hintOf, letVariables, sortOf } from './statements';
import { countOf } from '../query/sort';
import type { Arguments } from './Arguments';

const findArguments = [
  'filter',
  'projection',
  'sort',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'noCursorTimeout',
  'allowDiskUse',
  'collation',
  'let',
  'allowPartialResults',
  'oplogReplay',
  'returnKey',
  'showRecordId',
  'max',
  'min',
  'tailable',
  'awaitData',
];

/** A find command's query and how its results are shown. */
export interface ParsedFind {
  readonly query: Query;
  readonly show: (found: Found) => Buffer;
}

/** Parses the arguments of find; also used by explain. */
export function parseFind(args: Arguments): ParsedFind {
  args.refuseOthers(findArguments);
  refuseCollation({ args });
  for (const name of ['returnKey', 'showRecordId']) {
    if (args.boolean(name)) throw new MongoError('BadValue', `find with ${name} is not supported`);
  }
  if (args.boolean('awaitData') && !args.boolean('tailable')) {
    throw new MongoError('FailedToParse', "Cannot set 'awaitData' without also setting 'tailable'");
  }
  for (const name of ['min', 'max']) {
    if ((args.doc(name)?.size ?? 0) > 0)
      throw new MongoError('BadValue', `find with ${name} is not supported`);
  }
  const variables = letVariables(args.doc('let') ?? new Doc());
  const limit = args.integer('limit') ?? 0;
  if (limit < 0)
    throw new MongoError(51024, `BSON field 'limit' value must be >= 0, actual value '${limit}'`);
  const fields = args.doc('projection');
  const projection =
    fields === undefined || fields.size === 0 ? null : parseProjection(fields, 'find', [...variables.keys()]);
  const values = commandVariables(variables);
  return {
    query: {
      filter: parseFilter(args.doc('filter') ?? new Doc(), { variables }),
      sort: sortOf(args),
      hint: hintOf(args),
      skip: args.count('skip') ?? 0,
      limit,
      positional: projection?.positional ?? false,
    },
    show:
      projection === null
        ? ({ bytes }) => bytes
        : ({ doc, details }) => encodeDocument(project(projection, doc, values, details)),
  };
}

const find: Command = (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  const { query, show } = parseFind(args);
  const info = server.catalog.reading().find(db, name);
  const options = {
    batchSize: args.count('batchSize'),
    single: args.boolean('singleBatch'),
    noTimeout: args.boolean('noCursorTimeout'),
  };
  if (info === null) return server.cursors.first(`${db}.${name}`, [], options);
  // No collection here is capped.
  if (args.boolean('tailable')) {
    throw new MongoError(
      'BadValue',
      `error processing query: ns=${db}.${name}: tailable cursor requested on non capped collection`,
    );
  }
  const { found, isAlive } = openQuery(server, info, { ...query, deadline: deadlineOf(args) });
  return server.cursors.first(`${db}.${name}`, shown(found, show), { ...options, isAlive });
};

/** When a command must end, by its `maxTimeMS`; undefined for never. */
export function deadlineOf(args: Arguments): number | undefined {
  const limit = args.count('maxTimeMS');
  return limit === undefined || limit === 0 ? undefined : Date.now() + limit;
}

function* shown(found: Iterable<Found>, show: ParsedFind['show']): Generator<Buffer> {
  for (const record of found) yield show(record);
}

const getMore: Command = ({ args, server, db, command }) => {
  args.refuseOthers(['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime']);
  const collection = args.requiredString('collection');
  const [entry] = command;
  const id = entry?.[1];
  if (typeof id !== 'bigint')
    throw new MongoError(
      'TypeMismatch',
      "BSON field 'getMore.getMore' is the wrong type, expected type 'long'",
    );
  return server.cursors.next(id, `${db}.${collection}`, args.count('batchSize'));
};

const killCursors: Command = (context) => {
  const { args, server } = context;
  collectionName(context);
  const ids = args.array('cursors') ?? args.missing('cursors');
  const killed: bigint[] = [];
  const unknown: bigint[] = [];
  for (const id of ids) {
    if (typeof id !== 'bigint')
      throw new MongoError(
        'TypeMismatch',
        "BSON field 'killCursors.cursors' has a wrong type, expected type 'long'",
      );
    (server.cursors.kill(id) ? killed : unknown).push(id);
  }
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] };
};

const count: Command = (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['query', 'limit', 'skip', 'hint', 'collation', 'fields']);
  refuseCollation(context);
  const filter: Filter = parseFilter(args.doc('query') ?? new Doc());
  const skip = args.count('skip') ?? 0;
  // A negative limit means the same as a positive one.
  const limit = Math.abs(args.integer('limit') ?? 0);
  const info = server.catalog.reading().find(db, name);
  if (info === null) return { n: 0 };
  const query = { filter, hint: hintOf(args), skip, limit };
  const n = countByKeys(server.store, info, query);
  if (n !== null) return { n };
  return { n: countOf(findRecords(server, info, { ...query, sort: null, deadline: deadlineOf(args) })) };
};

const distinct: Command = (context) => {
  const { args, server, db } = context;
  const name = collectionName(context);
  args.refuseOthers(['key', 'query', 'collation', 'hint']);
  refuseCollation(context);
  const path = args.requiredString('key');
  if (path.includes('\0')) throw new MongoError(31032, 'Key field cannot contain an embedded null byte');
  const filter = parseFilter(args.doc('query') ?? new Doc());
  const info = server.catalog.reading().find(db, name);
  const values = new Map<string, Value>();
  const fields = [{ path, parts: path.split('.'), descending: false }];
  for (const { doc } of info === null
    ? []
    : findRecords(server, info, { filter, sort: null, hint: hintOf(args), deadline: deadlineOf(args) })) {
    for (const value of distinctValues(doc, fields)) values.set(keyText(value), value);
  }
  return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
};

function distinctValues(doc: Doc, fields: Parameters<typeof documentKeys>[1]): Value[] {
  // An empty array shows as the undefined type, which is no value of the document.
  return documentKeys(doc, fields).rows.flatMap(([value]) => {
    const isValue =
      value !== undefined &&
      !(typeof value === 'object' && value !== null && 'type' in value && value.type === 6);
    return isValue ? [value] : [];
  });
}

/** Reading documents. */
export const queryCommands: CommandTable = { find, getMore, killCursors, count, distinct };
