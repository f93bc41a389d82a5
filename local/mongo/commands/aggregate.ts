import { compilePipeline } from '../aggregate/compilePipeline';
import { commandVariables } from '../aggregate/expressionFilter';
import { type PipelineContext, stageParts } from '../aggregate/pipeline';
import { encodeDocument } from '../bson/encode';
import { Doc, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { everything } from '../query/filter';
import { parseFilter } from '../query/parseFilter';
import { findRecords } from '../query/run';
import { compileSort } from '../query/sort';
import type { Command, CommandContext, CommandTable } from './command';
import { checkNamespace, refuseCollation } from './namespace';
import { hintOf, letVariables } from './statements';
import { parseOutput } from './output';

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

/** A pipeline whose beginning has been turned into a query. */
export interface SplitPipeline {
  readonly filter: Doc | null;
  readonly sort: Doc | null;
  readonly rest: readonly Value[];
}

/** Takes a leading `$match` and `$sort` off a pipeline, so that indexes can serve them. */
export function splitPipeline(pipeline: readonly Value[]): SplitPipeline {
  const [first, second] = pipeline.slice(0, 2).map(stageParts);
  const isMatch = first?.[0] === '$match' && first[1] instanceof Doc;
  const filter = isMatch ? (first[1] as Doc) : null;
  const next = isMatch ? second : first;
  const isSort = next?.[0] === '$sort' && next[1] instanceof Doc && next[1].size > 0;
  const sort = isSort ? (next[1] as Doc) : null;
  return { filter, sort, rest: pipeline.slice(Number(isMatch) + Number(isSort)) };
}

/** What stages use: other collections of the same database, and variables. */
export function pipelineContext(
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
  const batchSize = sizeOf(args.doc('cursor') ?? new Doc());
  const documents = aggregated(
    context,
    typeof target === 'string' ? target : null,
    output === null ? pipeline : pipeline.slice(0, -1),
  );
  if (output === null) return server.cursors.first(`${db}.${name}`, documents, { batchSize });
  const all = [...documents];
  await server.store.write(() => output(server, all, pipelineContext(context, commandVariables())));
  return server.cursors.first(`${db}.${name}`, [], { batchSize });
};

function sizeOf(cursor: Doc): number | undefined {
  const size = cursor.get('batchSize');
  if (size === undefined) return undefined;
  const number = Number(typeof size === 'bigint' ? size : (size as { value?: number }).value);
  if (!Number.isInteger(number) || number < 0)
    throw new MongoError('BadValue', 'cursor.batchSize must be a non-negative integer');
  return number;
}

function aggregated(
  context: CommandContext,
  collection: string | null,
  pipeline: readonly Value[],
): Iterable<Buffer> {
  const { args, server, db } = context;
  const variables = letVariables(args.doc('let') ?? new Doc());
  const values = commandVariables(variables);
  const { filter, sort, rest } = splitPipeline(pipeline);
  const stage = compilePipeline([...rest], [...variables.keys()]);
  const query = {
    filter: filter === null ? everything : parseFilter(filter, { variables }),
    sort: sort === null ? null : compileSort(sort),
    hint: hintOf(args),
  };
  const info = collection === null ? null : server.catalog.reading().find(db, collection);
  const input = info === null ? [] : documentsOf(findRecords(server, info, query));
  return encoded(stage(input, pipelineContext(context, values)));
}

function* encoded(documents: Iterable<Doc>): Generator<Buffer> {
  for (const doc of documents) yield doc.raw ?? encodeDocument(doc);
}

/** Aggregation. */
export const aggregateCommands: CommandTable = { aggregate };
