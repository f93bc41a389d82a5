import type { Encodable } from '../bson/encode';
import { Doc } from '../bson/values';
import { MongoError } from '../errors';
import { countByKeys } from '../query/counting';
import { countingPlan, executionStats, winningPlan } from '../query/explain';
import { everything } from '../query/filter';
import { parseFilter } from '../query/parseFilter';
import type { Plan } from '../query/plan';
import { choosePlan } from '../query/planner';
import { type Query, runPlan } from '../query/run';
import { compileSort, countOf } from '../query/sort';
import { Arguments } from './Arguments';
import type { Command, CommandContext, CommandTable, Reply } from './command';
import { serverVersion } from './handshake';
import { parseFind } from './queries';
import { splitPipeline } from './splitPipeline';
import { hintOf, letVariables } from './statements';

interface Explained {
  readonly collection: string;
  readonly query: Query;
  readonly filter: Doc;
  readonly sort: Doc | null;
  readonly projection: boolean;
  /** Stages of a pipeline that follow the query. */
  readonly stages?: readonly Encodable[];
  /** True where the documents are only counted. */
  readonly counting?: boolean;
}

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution'];

const explain: Command = (context) => {
  const { args } = context;
  const command = args.requiredDoc('explain');
  const verbosity = args.string('verbosity') ?? 'allPlansExecution';
  if (!verbosities.includes(verbosity)) {
    throw new MongoError(
      'BadValue',
      `Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`,
    );
  }
  return explainQuery(context, queryOf(command), command, verbosity);
};

/** The reply to a command that asks for its own plan. */
export function explainCommand(context: CommandContext, verbosity: string): Reply {
  return explainQuery(context, queryOf(context.command), context.command, verbosity);
}

function explainQuery(
  { server, db }: CommandContext,
  explained: Explained,
  command: Doc,
  verbosity: string,
): Reply {
  const { collection, query, filter, stages } = explained;
  const info = server.catalog.reading().find(db, collection);
  const plan: Plan = info === null ? { kind: 'nothing' } : choosePlan(server.store, info, query);
  const counting = explained.counting === true && info !== null;
  const counted = counting ? countByKeys(server.store, info, query) : null;
  const reading = winningPlan(plan, explained, filter);
  const isAll = counted !== null && plan.kind !== 'index';
  const winning = counting ? countingPlan(reading, { plan, byKeys: counted !== null, isAll }) : reading;
  const planner = {
    queryPlanner: {
      namespace: `${db}.${collection}`,
      indexFilterSet: false,
      parsedQuery: filter,
      maxIndexedOrSolutionsReached: false,
      winningPlan: winning,
      rejectedPlans: [],
    },
  };
  const tail = {
    command,
    serverInfo: { host: 'localhost', port: 0, version: serverVersion.text, gitVersion: 'embedded' },
    serverParameters: {},
  };
  if (verbosity === 'queryPlanner') return { explainVersion: '1', ...cursorStage(planner, stages), ...tail };
  const stats = { keysExamined: isAll ? 0 : (counted ?? 0), docsExamined: 0 };
  const began = performance.now();
  const found = counted ?? (info === null ? 0 : countOf(runPlan(server, info, query, plan, stats)));
  // A count returns no documents.
  const returned = counting ? 0 : found;
  const execution = {
    executionStats: executionStats(stats, returned, performance.now() - began, {
      ...winning,
      ...(counting ? { nCounted: found } : {}),
    }),
  };
  return { explainVersion: '1', ...cursorStage({ ...planner, ...execution }, stages), ...tail };
}

/** A pipeline with stages of its own shows its query as the first of them. */
function cursorStage(body: Reply, stages: readonly Encodable[] | undefined): Reply {
  if (stages === undefined || stages.length === 0) return body;
  return { stages: [{ $cursor: body }, ...stages] };
}

function queryOf(command: Doc): Explained {
  const [entry] = command;
  const [name = '', collection] = entry ?? [];
  const args = new Arguments(command, name);
  if (name === 'aggregate') return aggregateQuery(args, typeof collection === 'string' ? collection : '');
  if (typeof collection !== 'string')
    throw new MongoError('InvalidNamespace', `collection name has invalid type`);
  switch (name) {
    case 'find': {
      const { query } = parseFind(args);
      const projection = (args.doc('projection')?.size ?? 0) > 0;
      return {
        collection,
        query,
        filter: args.doc('filter') ?? new Doc(),
        sort: args.doc('sort') ?? null,
        projection,
      };
    }
    case 'count': {
      const base = simpleQuery(collection, args.doc('query') ?? new Doc(), args);
      const limit = Math.abs(args.integer('limit') ?? 0);
      return { ...base, query: { ...base.query, skip: args.count('skip') ?? 0, limit }, counting: true };
    }
    case 'distinct':
      return simpleQuery(collection, args.doc('query') ?? new Doc(), args);
    case 'findAndModify':
    case 'findandmodify': {
      const pattern = args.doc('sort');
      const base = simpleQuery(collection, args.doc('query') ?? new Doc(), args);
      const sort = pattern === undefined || pattern.size === 0 ? null : compileSort(pattern);
      return { ...base, query: { ...base.query, sort, limit: 1 }, sort: pattern ?? null };
    }
    case 'update':
    case 'delete': {
      const [statement] = args.docs(name === 'update' ? 'updates' : 'deletes') ?? [];
      const inner = new Arguments(statement ?? new Doc(), name);
      return simpleQuery(collection, inner.doc('q') ?? new Doc(), inner);
    }
    default:
      throw new MongoError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
  }
}

function simpleQuery(collection: string, filter: Doc, args: Arguments): Explained {
  const query = { filter: parseFilter(filter), sort: null, hint: hintOf(args) };
  return { collection, query, filter, sort: null, projection: false };
}

function aggregateQuery(args: Arguments, collection: string): Explained {
  const { filter, sort, skip, limit, rest } = splitPipeline(
    args.array('pipeline') ?? args.missing('pipeline'),
  );
  const variables = letVariables(args.doc('let') ?? new Doc());
  return {
    collection,
    query: {
      filter: filter === null ? everything : parseFilter(filter, { variables }),
      sort: sort === null ? null : compileSort(sort),
      hint: hintOf(args),
      skip,
      limit,
    },
    filter: filter ?? new Doc(),
    sort,
    projection: false,
    stages: rest,
  };
}

/** explain. */
export const explainCommands: CommandTable = { explain };
