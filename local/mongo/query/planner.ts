import { compareValues } from '../bson/compare';
import { Doc } from '../bson/values';
import { MongoError } from '../errors';
import type { CollectionInfo } from '../storage/catalog';
import type { IndexInfo } from '../storage/indexInfo';
import type { Store } from '../storage/Store';
import { type Filter, conjuncts } from './filter';
import { implies, requiresValue } from './implication';
import { type IndexBounds, boundsOf, isWhole, keyRanges, unionRanges } from './indexRanges';
import { parseFilter } from './parseFilter';
import type { IndexScan, Plan } from './plan';
import type { Sort } from './sort';
import { indexOrder } from './indexOrder';
import { streamsOf } from './streams';

/** What the planner is asked for. */
export interface PlanRequest {
  readonly filter: Filter;
  readonly sort: Sort | null;
  /** An index by name or by key pattern, or `{ $natural: 1 }`. */
  readonly hint?: string | Doc | undefined;
}

/** Entries counted to tell which of several indexes leads to fewer candidates: at first, and at most. */
const firstEstimate = 2;
const estimateLimit = 200;

const everywhere: Plan = { kind: 'collection', reverse: false };

/** Chooses how to reach the candidates of a query. */
export function choosePlan(store: Store, info: CollectionInfo, request: PlanRequest): Plan {
  const { hint } = request;
  if (hint !== undefined) return hintedPlan(info, request, hint);
  const usable = info.indexes.filter((index) => !index.hidden && covers(index, request.filter));
  const scans = usable.flatMap((index) => scansOf(info, index, request));
  const bounded = scans.filter(isBounded);
  const best = cheapest(store, bounded);
  if (best !== null) return best;
  const alternatives = alternativesOf(store, info, request);
  if (alternatives !== null) return alternatives;
  return scans.find((scan) => scan.sorted && request.sort !== null) ?? everywhere;
}

/** True when no document that matches can be missing from the index. */
function covers(index: IndexInfo, filter: Filter): boolean {
  if (index.partialFilter !== null && !implies(filter, parseFilter(index.partialFilter))) return false;
  if (!index.sparse) return true;
  return conjuncts(filter).some(
    (part) =>
      part.kind === 'field' &&
      index.fields.some(({ path }) => path === part.path) &&
      requiresValue(part.predicate),
  );
}

function hintedPlan(info: CollectionInfo, request: PlanRequest, hint: string | Doc): Plan {
  const natural = hint instanceof Doc ? hint.get('$natural') : undefined;
  if (natural !== undefined) return { kind: 'collection', reverse: compareValues(natural, 0n) < 0 };
  const index = info.indexes.find(({ name, keyPattern, hidden }) => {
    if (hidden) return false;
    return typeof hint === 'string' ? name === hint : compareValues(keyPattern, hint) === 0;
  });
  if (index === undefined) {
    throw new MongoError(
      'BadValue',
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    );
  }
  if (index.partialFilter !== null && !implies(request.filter, parseFilter(index.partialFilter)))
    return everywhere;
  const scans = scansOf(info, index, request);
  return scans.find(isBounded) ?? scans[0] ?? everywhere;
}

/** The ways to use an index: by the filter's own conditions, or by those of one of its `$or`s as well. */
function scansOf(info: CollectionInfo, index: IndexInfo, { filter, sort }: PlanRequest): IndexScan[] {
  const parts = conjuncts(filter);
  const branches = parts.flatMap((part) => {
    if (part.kind !== 'or' || part.filters.length > 100) return [];
    const others = parts.filter((other) => other !== part);
    return [part.filters.map((branch): Filter => ({ kind: 'and', filters: [...others, branch] }))];
  });
  const scans = [[filter], ...branches].map((set) =>
    scanOf(
      info,
      index,
      set.map((one) => boundsOf(index, one)),
      sort,
    ),
  );
  // With equal use of the index the simpler bounds come first.
  return scans.sort((a, b) => Number(b.sorted) - Number(a.sorted) || boundedFields(b) - boundedFields(a));
}

function scanOf(
  info: CollectionInfo,
  index: IndexInfo,
  sets: readonly IndexBounds[],
  sort: Sort | null,
): IndexScan {
  const ranges = unionRanges(sets.flatMap((bounds) => keyRanges(info, index, bounds)));
  const order = sort === null ? null : indexOrder(index, sets, sort);
  const streams = order === null || order.prefix === 0 ? [] : streamsOf(info, index, sets, order.prefix);
  const sorted = sort === null || (order !== null && streams !== null);
  return {
    kind: 'index',
    index,
    ranges,
    streams: streams ?? [],
    reverse: sorted && order?.backward === true,
    sorted,
    bounds: mergedBounds(sets),
  };
}

/** For a set of bounds per branch: a field is bound only where every branch binds it. */
function mergedBounds(sets: readonly IndexBounds[]): IndexBounds {
  const [first = [], ...others] = sets;
  return first.map((intervals, i) => [...intervals, ...others.flatMap((bounds) => bounds[i] ?? [])]);
}

function boundedFields({ bounds }: IndexScan): number {
  const open = bounds.findIndex(isOpen);
  return open < 0 ? bounds.length : open;
}

function isOpen(intervals: IndexBounds[number]): boolean {
  return intervals.some((interval) => isWhole([interval]));
}

function isBounded(scan: IndexScan): boolean {
  return boundedFields(scan) > 0;
}

/** The scan with the fewest candidates; among long ones those in order, then those bound by more fields. */
function cheapest(store: Store, scans: readonly IndexScan[]): IndexScan | null {
  const [only] = scans;
  if (only === undefined || scans.length === 1) return only ?? null;
  // Most queries have a scan of next to no entries, and are planned without counting those of all others.
  for (let limit = firstEstimate; ; limit = Math.min(limit * 10, estimateLimit)) {
    const rated = scans.map((scan) => ({ scan, entries: countUpTo(store, scan, limit) }));
    rated.sort(
      (a, b) =>
        cost(a) - cost(b) ||
        Number(b.scan.sorted) - Number(a.scan.sorted) ||
        boundedFields(b.scan) - boundedFields(a.scan),
    );
    const [best] = rated;
    if (best === undefined || cost(best) < limit || limit === estimateLimit) return best?.scan ?? null;
  }
}

function cost({ scan, entries }: { scan: IndexScan; entries: number }): number {
  // Sorting afterwards costs about as much again, unless there is nearly nothing to sort.
  return scan.sorted || entries <= 1 ? entries : Math.min(entries * 2, estimateLimit);
}

function countUpTo(store: Store, { ranges }: IndexScan, limit: number): number {
  let entries = 0;
  for (const range of ranges) {
    entries += store.countUpTo(range, limit - entries);
    if (entries >= limit) break;
  }
  return entries;
}

/** An `$or` whose every branch has an index. */
function alternativesOf(store: Store, info: CollectionInfo, { filter }: PlanRequest): Plan | null {
  const parts = conjuncts(filter);
  for (const part of parts) {
    if (part.kind !== 'or') continue;
    const others = parts.filter((other) => other !== part);
    const plans = part.filters.flatMap((branch): readonly (IndexScan | null)[] => {
      const plan = choosePlan(store, info, {
        filter: { kind: 'and', filters: [...others, branch] },
        sort: null,
      });
      if (plan.kind === 'index' && isBounded(plan)) return [plan];
      return plan.kind === 'or' ? plan.plans : [null];
    });
    const found = plans.filter((plan) => plan !== null);
    if (found.length === plans.length && found.length > 0) return { kind: 'or', plans: found };
  }
  return null;
}
