import { compileExpression } from '../aggregate/compileExpression';
import { commandVariables } from '../aggregate/expressionFilter';
import { equalValues } from '../bson/compare';
import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import type { Filter } from '../query/filter';
import { parseFilter } from '../query/parseFilter';
import { type Found, findRecords } from '../query/run';
import { compileSort } from '../query/sort';
import type { Server } from '../Server';
import { maxDocumentBytes } from '../storage/Records';
import type { CollectionInfo } from '../storage/catalog';
import { type Update, parseUpdate } from '../update/parseUpdate';
import { upsertedDocument } from '../update/upsert';
import { encodeDocument } from '../bson/encode';
import { Arguments } from './Arguments';
import { refuseCollation } from './namespace';
import { checkId } from './writes';

/** What a statement did. */
export interface StatementResult {
  readonly matched: number;
  readonly modified: number;
  readonly upsertedId?: Value;
  /** What ended it after some documents had been changed. */
  readonly error?: MongoError | undefined;
}

/** One update or delete of a command, to be run inside a write job. */
export interface Statement {
  run(server: Server, db: string, collection: string): StatementResult;
}

/** The variables of a command's `let` (or an update's `c`), whose values are expressions without fields. */
export function letVariables(source: Doc): ReadonlyMap<string, Value> {
  const environment = { root: undefined, variables: commandVariables() };
  return new Map([...source].map(([name, value]) => [name, compileExpression(value)(environment) ?? null]));
}

/** An index named by a hint, or undefined. */
export function hintOf(args: Arguments): string | Doc | undefined {
  const hint = args.get('hint');
  if (hint === undefined || typeof hint === 'string' || hint instanceof Doc) return hint;
  throw new MongoError('FailedToParse', 'Hint must be a string or an object');
}

/**
 * The arguments of one of the `updates` of an update command. What is wrong with their shape is thrown here,
 * before any statement runs, because it fails the whole command; what they mean is each statement's own affair.
 */
export function updateArguments(source: Doc): Arguments {
  const args = new Arguments(source, 'update.updates');
  args.refuseAllBut(['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint']);
  args.requiredDoc('q');
  const update = args.get('u') ?? args.missing('u');
  if (Array.isArray(update)) args.docs('u');
  else if (!(update instanceof Doc)) {
    throw new MongoError('FailedToParse', 'Update argument must be either an object or an array');
  }
  args.doc('c');
  args.docs('arrayFilters');
  args.boolean('multi');
  args.boolean('upsert');
  hintOf(args);
  return args;
}

/** Parses one of the `updates` of an update command. */
export function parseUpdateStatement(args: Arguments, variables: Doc): Statement {
  refuseCollation({ args });
  const filter = parseFilter(args.requiredDoc('q'), { variables: letVariables(variables) });
  const constants = args.doc('c') ?? new Doc();
  const source = args.get('u') ?? args.missing('u');
  if (constants.size > 0 && !Array.isArray(source)) {
    throw new MongoError(51198, 'Constant values may only be specified for pipeline updates');
  }
  const update = parseUpdate(
    source,
    args.array('arrayFilters'),
    new Map([...letVariables(variables), ...letVariables(constants)]),
  );
  const multi = args.boolean('multi');
  if (multi && update.kind === 'replacement') {
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  const upsert = args.boolean('upsert');
  const hint = hintOf(args);
  return {
    run: (server, db, collection) => {
      const info = server.catalog.writing().find(db, collection);
      const found =
        info === null
          ? []
          : [
              ...findRecords(server, info, {
                filter,
                sort: null,
                hint,
                limit: multi ? 0 : 1,
                positional: true,
              }),
            ];
      if (found.length === 0 && upsert) {
        const doc = insertUpserted(server, db, collection, filter, update);
        return { matched: 0, modified: 0, upsertedId: doc.get('_id') ?? null };
      }
      return info === null ? { matched: 0, modified: 0 } : updateAll(server, info, found, update);
    },
  };
}

function updateAll(
  server: Server,
  info: CollectionInfo,
  found: readonly Found[],
  update: Update,
): StatementResult {
  let modified = 0;
  for (const record of found) {
    try {
      if (updateRecord(server, info, record, update).changed) modified += 1;
    } catch (error) {
      // What was done to the documents before stays done, and is reported beside the error.
      if (error instanceof MongoError) return { matched: 0, modified, error };
      throw error;
    }
  }
  return { matched: found.length, modified };
}

/** Applies an update to one document and stores it. */
export function updateRecord(
  server: Server,
  info: CollectionInfo,
  { recordId, doc, details }: Found,
  update: Update,
): { readonly after: Doc; readonly changed: boolean } {
  const after = update.apply(doc, { position: details?.position ?? null, inserting: false });
  checkSameId(doc, after, update);
  return { after, changed: server.records.replace(info, recordId, doc, after) };
}

function checkSameId(before: Doc, after: Doc, update: Update): void {
  const [was, is] = [before.get('_id'), after.get('_id')];
  if (was === undefined || (is !== undefined && equalValues(was, is))) return;
  throw new MongoError(
    'ImmutableField',
    update.kind === 'operators'
      ? "Performing an update on the path '_id' would modify the immutable field '_id'"
      : `After applying the update, the (immutable) field '_id' was found to have been altered`,
  );
}

/** Inserts the document an upsert makes, creating the collection where needed. */
export function insertUpserted(
  server: Server,
  db: string,
  collection: string,
  filter: Filter,
  update: Update,
): Doc {
  const doc = upsertedDocument(filter, update);
  checkId(doc.get('_id') ?? null);
  if (encodeDocument(doc).length > maxDocumentBytes) {
    throw new MongoError(17420, `Document to upsert is larger than ${maxDocumentBytes}`);
  }
  const info =
    server.catalog.writing().find(db, collection) ?? server.catalog.create(db, collection, new Doc());
  server.records.insert(info, doc);
  return doc;
}

/** The arguments of one of the `deletes` of a delete command; throws as `updateArguments` does. */
export function deleteArguments(source: Doc): Arguments {
  const args = new Arguments(source, 'delete.deletes');
  args.refuseAllBut(['q', 'limit', 'collation', 'hint']);
  args.requiredDoc('q');
  const limit = args.integer('limit') ?? args.missing('limit');
  if (limit !== 0 && limit !== 1) {
    throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  }
  hintOf(args);
  return args;
}

/** Parses one of the `deletes` of a delete command. */
export function parseDelete(args: Arguments, variables: Doc): Statement {
  refuseCollation({ args });
  const filter = parseFilter(args.requiredDoc('q'), { variables: letVariables(variables) });
  const limit = args.integer('limit') ?? args.missing('limit');
  const hint = hintOf(args);
  return {
    run: (server, db, collection) => {
      const info = server.catalog.writing().find(db, collection);
      if (info === null) return { matched: 0, modified: 0 };
      const found = [...findRecords(server, info, { filter, sort: null, hint, limit })];
      for (const { recordId, doc } of found) server.records.remove(info, recordId, doc);
      return { matched: found.length, modified: 0 };
    },
  };
}

/** A sort argument, or null when there is none or it is empty. */
export function sortOf(args: Arguments): ReturnType<typeof compileSort> | null {
  const pattern = args.doc('sort');
  return pattern === undefined || pattern.size === 0 ? null : compileSort(pattern);
}
