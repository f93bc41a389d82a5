import { compilePipeline } from '../aggregate/compilePipeline';
import { commandVariables } from '../aggregate/expressionFilter';
import type { PipelineContext } from '../aggregate/pipeline';
import { encodeDocument } from '../bson/encode';
import { DateTime, Doc, Int32, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { countByKeys } from '../query/counting';
import { everything } from '../query/filter';
import { parseFilter } from '../query/parseFilter';
import { type OpenQuery, findRecords, openQuery } from '../query/run';
import { compileSort } from '../query/sort';
import type { CollectionInfo } from '../storage/catalog';
import { recordRange } from '../storage/keyspace';
import { batchSizeOf } from './collections';
import type { Command, CommandContext, CommandTable } from './command';
import { explainCommand } from './explain';
import { checkNamespace, refuseCollation } from './namespace';
import { deadlineOf } from './queries';
import { hintOf, letVariables } from './statements';
import { parseOutput } from './output';
import { readsNoFields, splitPipeline } from './splitPipeline';

const known = [
  'pipeline',
  'explain',
  'allowDiskUse',
  'cursor',
  'bypassDocumentValidation',
  'hint',
  'let',
  'collation',
  'passthroughToShard',
];

/** What stages use: other collections of the same database, and variables. */
function pipelineContext(
  { server, db, args }: CommandContext,
  variables: ReadonlyMap<string, MaybeValue>,
): PipelineContext {
  return {
    db,
    session: args.doc('lsid') ?? null,
    variables,
    read: (collection, filter) => {
      const info = server.catalog.reading().find(db, collection);
      if (info === null) return [];
      return documentsOf(findRecords(server, info, { filter: parseFilter(filter), sort: null }));
    },
  };
}

function* documentsOf(found: Iterable<{ doc: Doc }>): Generator<Doc> {
  for (const { doc } of found) yield doc;
}

const aggregate: Command = async (context) => {
  const { args, server, db, command } = context;
  args.refuseOthers(known);
  refuseCollation(context);
  const pipeline = args.array('pipeline') ?? args.missing('pipeline');
  if (args.boolean('explain')) return explainCommand(context, 'queryPlanner');
  if (!args.has('cursor')) {
    throw new MongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const [entry] = command;
  const target = entry?.[1];
  const name = typeof target === 'string' ? target : '$cmd.aggregate';
  checkNamespace(db, name);
  const output = parseOutput(pipeline, db);
  const batchSize = batchSizeOf(args);
  const { documents, isAlive } = aggregated(
    context,
    typeof target === 'string' ? target : null,
    output === null ? pipeline : pipeline.slice(0, -1),
  );
  if (output === null) return server.cursors.first(`${db}.${name}`, documents, { batchSize, isAlive });
  const all = [...documents];
  await server.store.write(() => output(server, all, pipelineContext(context, commandVariables())));
  return server.cursors.first(`${db}.${name}`, [], { batchSize });
};

function aggregated(
  context: CommandContext,
  collection: string | null,
  pipeline: readonly Value[],
): { documents: Iterable<Buffer>; isAlive: () => boolean } {
  const { args, server, db } = context;
  const variables = letVariables(args.doc('let') ?? new Doc());
  const values = commandVariables(variables);
  const { filter, sort, skip, limit, rest } = splitPipeline(pipeline);
  const query = {
    filter: filter === null ? everything : parseFilter(filter, { variables }),
    sort: sort === null ? null : compileSort(sort),
    hint: hintOf(args),
    skip,
    limit,
    deadline: deadlineOf(args),
  };
  const info = collection === null ? null : server.catalog.reading().find(db, collection);
  const statistics = statisticsOf(context, collection, info, pipeline);
  if (statistics !== null) {
    const after = compilePipeline(pipeline.slice(1), [...variables.keys()]);
    const results = after([statistics], pipelineContext(context, values));
    return { documents: encoded(results), isAlive: () => true };
  }
  const stage = compilePipeline([...rest], [...variables.keys()]);
  const counted = info !== null && readsNoFields(rest[0]) ? countByKeys(server.store, info, query) : null;
  if (counted !== null) {
    const results = stage(emptyDocuments(counted), pipelineContext(context, values));
    return { documents: encoded(results), isAlive: () => true };
  }
  const { found, isAlive } = info === null ? nothing : openQuery(server, info, query);
  const results = stage(documentsOf(found), pipelineContext(context, values));
  return { documents: encoded(results), isAlive };
}

/** What `$collStats` at the beginning of a pipeline gives, or null when there is none. */
function statisticsOf(
  { server, db }: CommandContext,
  collection: string | null,
  info: CollectionInfo | null,
  [first]: readonly Value[],
): Doc | null {
  if (!(first instanceof Doc) || !first.has('$collStats')) return null;
  if (info === null || collection === null) {
    throw new MongoError('NamespaceNotFound', `Collection [${db}.${collection ?? ''}] not found.`);
  }
  const count = new Int32(server.store.count(recordRange(info.id)));
  const storageStats = new Doc([
    ['count', count],
    ['nindexes', new Int32(info.indexes.length)],
    ['capped', false],
  ]);
  return new Doc([
    ['ns', `${db}.${collection}`],
    ['localTime', new DateTime(BigInt(server.clock()))],
    ['storageStats', storageStats],
    ['count', count],
  ]);
}

/** As many documents as were counted, for a stage that does not look into them. */
function* emptyDocuments(count: number): Generator<Doc> {
  const empty = new Doc();
  for (let i = 0; i < count; i++) yield empty;
}

const nothing: OpenQuery = { found: [], isAlive: () => true };

function* encoded(documents: Iterable<Doc>): Generator<Buffer> {
  for (const doc of documents) yield doc.raw ?? encodeDocument(doc);
}

/** Aggregation. */
export const aggregateCommands: CommandTable = { aggregate };
