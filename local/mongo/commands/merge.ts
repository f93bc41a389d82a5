import { compilePipeline } from '../aggregate/compilePipeline';
import { compileExpression } from '../aggregate/compileExpression';
import { compileUpdatePipeline } from '../aggregate/updatePipeline';
import type { PipelineContext } from '../aggregate/pipeline';
import { decodeDocument } from '../bson/decode';
import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { parseFilter } from '../query/parseFilter';
import { type Found, findRecords } from '../query/run';
import type { Server } from '../Server';
import type { CollectionInfo } from '../storage/catalog';
import { withIdFirst } from '../update/upsert';
import { checkNamespace } from './namespace';

/** A parsed `$merge`. */
export interface Merge {
  readonly db: string;
  readonly collection: string;
  /** Fields that say which document of the target is meant. */
  readonly on: readonly string[];
  readonly whenMatched: 'replace' | 'keepExisting' | 'merge' | 'fail' | readonly Value[];
  readonly whenNotMatched: 'insert' | 'discard' | 'fail';
  readonly variables: Doc;
}

const matchedActions = ['replace', 'keepExisting', 'merge', 'fail'] as const;
const notMatchedActions = ['insert', 'discard', 'fail'] as const;

/** Parses the operand of `$merge`. */
export function parseMerge(operand: Value, db: string): Merge {
  const source = operand instanceof Doc ? operand : new Doc([['into', operand]]);
  for (const name of source.keys()) {
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(name)) {
      throw new MongoError('IDLUnknownField', `BSON field '$merge.${name}' is an unknown field.`);
    }
  }
  const into = source.get('into');
  const [otherDb, collection] = into instanceof Doc ? [into.get('db') ?? db, into.get('coll')] : [db, into];
  if (typeof otherDb !== 'string' || typeof collection !== 'string') {
    throw new MongoError(51178, "$merge 'into' field must be either a string or an object");
  }
  checkNamespace(otherDb, collection);
  const on = source.get('on') ?? '_id';
  const matched = source.get('whenMatched') ?? 'merge';
  const notMatched = source.get('whenNotMatched') ?? 'insert';
  const whenMatched = Array.isArray(matched) ? matched : matchedActions.find((action) => action === matched);
  const whenNotMatched = notMatchedActions.find((action) => action === notMatched);
  if (whenMatched === undefined || whenNotMatched === undefined) {
    throw new MongoError('BadValue', "Enumeration value for field '$merge' is not a valid value.");
  }
  if (Array.isArray(whenMatched)) compilePipeline([...whenMatched], ['new']);
  const declared = source.get('let');
  const fields = (Array.isArray(on) ? on : [on]).map((field) => {
    if (typeof field === 'string') return field;
    throw new MongoError(51134, "$merge 'on' array elements must be strings");
  });
  return {
    db: otherDb,
    collection,
    on: fields,
    whenMatched,
    whenNotMatched,
    variables: declared instanceof Doc ? declared : new Doc(),
  };
}

/** Merges documents into a collection, inside a write job. */
export function mergeInto(
  server: Server,
  merge: Merge,
  documents: readonly Buffer[],
  context: PipelineContext,
): void {
  const { catalog, records } = server;
  const current = (): CollectionInfo =>
    catalog.writing().find(merge.db, merge.collection) ??
    catalog.create(merge.db, merge.collection, new Doc());
  checkUnique(current(), merge.on);
  for (const bytes of documents) {
    const doc = withIdFirst(decodeDocument(bytes));
    const info = current();
    const filter = new Doc(
      merge.on.map((field): [string, Value] => [field, new Doc([['$eq', doc.get(field) ?? null]])]),
    );
    const [found] = findRecords(server, info, { filter: parseFilter(filter), sort: null, limit: 1 });
    if (found !== undefined) mergeOne(server, info, merge, found, doc, context);
    else if (merge.whenNotMatched === 'insert') records.insert(info, doc);
    else if (merge.whenNotMatched === 'fail') {
      throw new MongoError(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    }
  }
}

/** The fields must be those of a unique index, so that they mean one document. */
function checkUnique(info: CollectionInfo, on: readonly string[]): void {
  const isCovered = info.indexes.some(
    ({ unique, partialFilter, fields }) =>
      unique &&
      partialFilter === null &&
      fields.length === on.length &&
      fields.every(({ path }) => on.includes(path)),
  );
  if (!isCovered) throw new MongoError(51183, 'Cannot find index to verify that join fields will be unique');
}

function mergeOne(
  { records }: Server,
  info: CollectionInfo,
  merge: Merge,
  { recordId, doc: existing }: Found,
  doc: Doc,
  context: PipelineContext,
): void {
  const id = existing.get('_id') ?? null;
  const { whenMatched } = merge;
  if (whenMatched === 'keepExisting') return;
  if (whenMatched === 'fail') {
    // As mongod does, the failure is that of inserting the document once more.
    records.insert(info, withIdFirst(new Doc([...doc, ['_id', id]])));
  } else if (whenMatched === 'replace') {
    records.replace(
      info,
      recordId,
      existing,
      withIdFirst(new Doc([['_id', id], ...[...doc].filter(([name]) => name !== '_id')])),
    );
  } else if (whenMatched === 'merge') {
    records.replace(
      info,
      recordId,
      existing,
      new Doc([...existing, ...[...doc].filter(([name]) => name !== '_id')]),
    );
  } else {
    const variables = new Map<string, Value>([['new', doc]]);
    for (const [name, value] of merge.variables) {
      variables.set(name, compileExpression(value)({ root: doc, variables: context.variables }) ?? null);
    }
    records.replace(
      info,
      recordId,
      existing,
      withIdFirst(compileUpdatePipeline(whenMatched, variables)(existing)),
    );
  }
}
