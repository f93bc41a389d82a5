import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { parseFilter } from '../query/parseFilter';
import { parseProjection } from '../query/parseProjection';
import { project } from '../query/projection';
import { findRecords } from '../query/run';
import { commandVariables } from '../aggregate/expressionFilter';
import { parseUpdate } from '../update/parseUpdate';
import type { Command, CommandContext, CommandTable, Reply } from './command';
import { collectionName, refuseCollation } from './namespace';
import { hintOf, insertUpserted, letVariables, sortOf, updateRecord } from './statements';

const known = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'collation',
  'arrayFilters',
  'hint',
  'let',
];

/** Finds one document and changes or removes it, as one step. */
const findAndModify: Command = (context) => {
  const { args, server } = context;
  collectionName(context);
  args.refuseOthers(known);
  refuseCollation(context);
  const remove = args.boolean('remove');
  if (remove) {
    if (args.has('update'))
      throw new MongoError('FailedToParse', 'Cannot specify both an update and remove=true');
    if (args.boolean('upsert'))
      throw new MongoError('FailedToParse', 'Cannot specify both upsert=true and remove=true');
    if (args.boolean('new'))
      throw new MongoError(
        'FailedToParse',
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      );
  } else if (!args.has('update')) {
    throw new MongoError('FailedToParse', 'Either an update or remove=true must be specified');
  }
  const run = remove ? removeOne(context) : updateOne(context);
  return server.store.write(run);
};

function queryOf({ args }: CommandContext) {
  const variables = letVariables(args.doc('let') ?? new Doc());
  return {
    filter: parseFilter(args.doc('query') ?? new Doc(), { variables }),
    sort: sortOf(args),
    hint: hintOf(args),
    limit: 1,
    positional: true,
    variables,
  };
}

function shownBy({ args }: CommandContext, variables: ReadonlyMap<string, Value>) {
  const fields = args.doc('fields');
  if (fields === undefined || fields.size === 0) return (doc: Doc): Doc => doc;
  const projection = parseProjection(fields, 'find', [...variables.keys()]);
  return (doc: Doc, position: number | null): Doc =>
    project(projection, doc, commandVariables(variables), { position });
}

function removeOne(context: CommandContext): () => Reply {
  const { server, db } = context;
  const query = queryOf(context);
  const show = shownBy(context, query.variables);
  const name = collectionName(context);
  return () => {
    const info = server.catalog.writing().find(db, name);
    const [found] = info === null ? [] : findRecords(server, info, query);
    if (info === null || found === undefined) return { lastErrorObject: { n: 0 }, value: null };
    const value = show(found.doc, found.details?.position ?? null);
    server.records.remove(info, found.recordId, found.doc);
    return { lastErrorObject: { n: 1 }, value };
  };
}

function updateOne(context: CommandContext): () => Reply {
  const { args, server, db } = context;
  const query = queryOf(context);
  const update = parseUpdate(args.get('update') ?? null, args.array('arrayFilters'), query.variables);
  const returnNew = args.boolean('new');
  const upsert = args.boolean('upsert');
  const show = shownBy(context, query.variables);
  const name = collectionName(context);
  return () => {
    const info = server.catalog.writing().find(db, name);
    const [found] = info === null ? [] : findRecords(server, info, query);
    if (info !== null && found !== undefined) {
      const { after } = updateRecord(server, info, found, update);
      const value = show(returnNew ? after : found.doc, found.details?.position ?? null);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value };
    }
    if (!upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const doc = insertUpserted(server, db, name, query.filter, update);
    const upserted = doc.get('_id') ?? null;
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted },
      value: returnNew ? show(doc, null) : null,
    };
  };
}

/** findAndModify, under both of its names. */
export const findAndModifyCommands: CommandTable = { findAndModify, findandmodify: findAndModify };
