import type { Encodable } from '../bson/encode';
import { Doc } from '../bson/values';
import type { Interval } from './bounds';
import type { IndexScan, Plan } from './plan';
import { isSorted } from './plan';
import type { Query, QueryStats } from './run';

type StageDescription = { readonly [field: string]: Encodable };

/** What explain shows of a query besides its plan. */
export interface ExplainedQuery {
  readonly query: Query;
  readonly sort: Doc | null;
  readonly projection: boolean;
}

/** The stages of a plan as mongod's `winningPlan` shows them, the outermost first. */
export function winningPlan(
  plan: Plan,
  { query, sort, projection }: ExplainedQuery,
  filter: Doc,
): StageDescription {
  let stage = access(plan, filter);
  if (query.sort !== null && !isSorted(plan)) {
    stage = {
      stage: 'SORT',
      sortPattern: sort ?? new Doc(),
      memLimit: 104857600,
      type: 'simple',
      inputStage: stage,
    };
  }
  if ((query.skip ?? 0) > 0) stage = { stage: 'SKIP', skipAmount: query.skip, inputStage: stage };
  if ((query.limit ?? 0) > 0) stage = { stage: 'LIMIT', limitAmount: query.limit, inputStage: stage };
  if (projection) stage = { stage: 'PROJECTION_DEFAULT', inputStage: stage };
  return stage;
}

function access(plan: Plan, filter: Doc): StageDescription {
  const shown = filter.size > 0 ? { filter } : {};
  switch (plan.kind) {
    case 'nothing':
      return { stage: 'EOF' };
    case 'collection':
      return { stage: 'COLLSCAN', ...shown, direction: plan.reverse ? 'backward' : 'forward' };
    case 'index':
      return { stage: 'FETCH', ...shown, inputStage: indexScan(plan) };
    case 'or':
      return {
        stage: 'SUBPLAN',
        inputStage: {
          stage: 'FETCH',
          ...shown,
          inputStage: { stage: 'OR', inputStages: plan.plans.map(indexScan) },
        },
      };
  }
}

function indexScan({ index, reverse, bounds }: IndexScan): StageDescription {
  return {
    stage: 'IXSCAN',
    keyPattern: index.keyPattern,
    indexName: index.name,
    isMultiKey: index.flags.multikey.includes(true),
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partialFilter !== null,
    indexVersion: 2,
    direction: reverse ? 'backward' : 'forward',
    indexBounds: Object.fromEntries(
      index.fields.map(({ path, descending }, i) => [
        path,
        describe(bounds[i] ?? [], descending !== reverse),
      ]),
    ),
  };
}

/** The intervals as text, in the direction of the scan. */
function describe(intervals: readonly Interval[], backwards: boolean): string[] {
  const texts = intervals.map(({ text: { low, high, lowIn, highIn } }) =>
    backwards
      ? `${highIn ? '[' : '('}${high}, ${low}${lowIn ? ']' : ')'}`
      : `${lowIn ? '[' : '('}${low}, ${high}${highIn ? ']' : ')'}`,
  );
  return backwards ? texts.reverse() : texts;
}

/** What running the query cost, as `executionStats` shows it. */
export function executionStats(
  stats: QueryStats,
  returned: number,
  milliseconds: number,
  plan: StageDescription,
): StageDescription {
  return {
    executionSuccess: true,
    nReturned: returned,
    executionTimeMillis: Math.round(milliseconds),
    totalKeysExamined: stats.keysExamined,
    totalDocsExamined: stats.docsExamined,
    executionStages: { ...plan, nReturned: returned },
  };
}
