import type { Encodable } from '../bson/encode';
import { Doc } from '../bson/values';
import type { Interval } from './bounds';
import type { IndexScan, Plan } from './plan';
import { isSorted } from './plan';
import type { IndexBounds } from './indexRanges';
import type { Query, QueryStats } from './run';

type StageDescription = { readonly [field: string]: Encodable };

/** What explain shows of a query besides its plan. */
export interface ExplainedQuery {
  readonly query: Query;
  readonly sort: Doc | null;
  readonly projection: boolean;
}

/** How a count is made. */
export interface CountedPlan {
  readonly plan: Plan;
  /** True when the keys of an index are enough. */
  readonly byKeys: boolean;
  /** True when all documents are counted, without a condition. */
  readonly isAll: boolean;
}

/** The stages of a plan as mongod's `winningPlan` shows them, the outermost first. */
export function winningPlan(
  plan: Plan,
  { query, sort, projection }: ExplainedQuery,
  filter: Doc,
): StageDescription {
  const { skip = 0, limit = 0 } = query;
  const sortPattern = sort ?? new Doc();
  const isSorting = query.sort !== null && !isSorted(plan);
  let stage = access(plan, filter, sortPattern);
  if (isSorting) {
    const most = limit > 0 ? { limitAmount: skip + limit } : {};
    stage = { stage: 'SORT', sortPattern, memLimit: 104857600, ...most, type: 'simple', inputStage: stage };
  }
  if (skip > 0) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  if (limit > 0 && !isSorting) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  if (projection) stage = { stage: 'PROJECTION_DEFAULT', inputStage: stage };
  return stage;
}

/** The plan of a count: of keys alone, of a whole collection, or of what a query finds. */
export function countingPlan(
  winning: StageDescription,
  { plan, byKeys, isAll }: CountedPlan,
): StageDescription {
  if (isAll) return { stage: 'RECORD_STORE_FAST_COUNT' };
  if (!byKeys || plan.kind !== 'index') return { stage: 'COUNT', inputStage: winning };
  return { stage: 'COUNT', inputStage: { ...indexScan(plan, plan.bounds), stage: 'COUNT_SCAN' } };
}

function access(plan: Plan, filter: Doc, sortPattern: Doc): StageDescription {
  const shown = filter.size > 0 ? { filter } : {};
  switch (plan.kind) {
    case 'nothing':
      return { stage: 'EOF' };
    case 'collection':
      return { stage: 'COLLSCAN', ...shown, direction: plan.reverse ? 'backward' : 'forward' };
    case 'index':
      return { stage: 'FETCH', ...shown, inputStage: indexScans(plan, sortPattern) };
    case 'or':
      return {
        stage: 'SUBPLAN',
        inputStage: {
          stage: 'FETCH',
          ...shown,
          inputStage: { stage: 'OR', inputStages: plan.plans.map((one) => indexScan(one, one.bounds)) },
        },
      };
  }
}

function indexScans(plan: IndexScan, sortPattern: Doc): StageDescription {
  const { streams } = plan;
  if (streams.length < 2) return indexScan(plan, plan.bounds);
  return {
    stage: 'SORT_MERGE',
    sortPattern,
    inputStages: streams.map(({ bounds }) => indexScan(plan, bounds)),
  };
}

function indexScan({ index, reverse }: IndexScan, bounds: IndexBounds): StageDescription {
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
