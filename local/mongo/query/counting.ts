import { toNumber } from '../bson/arithmetic';
import { Binary, DateTime, ObjectId, type Value, isNumber } from '../bson/values';
import type { CollectionInfo } from '../storage/catalog';
import { isLongKey } from '../storage/keys';
import { recordRange } from '../storage/keyspace';
import type { KeyRange, Store } from '../storage/Store';
import { type Filter, type Predicate, conjuncts } from './filter';
import { boundsOf, isWhole, keyRanges, unionRanges } from './indexRanges';
import type { Plan } from './plan';
import { type PlanRequest, choosePlan } from './planner';

/** A query whose results are only counted. */
export interface CountQuery extends Omit<PlanRequest, 'sort'> {
  readonly skip?: number;
  /** 0 or absent for all. */
  readonly limit?: number;
}

/**
 * The ranges of index entries of which each stands for one document that matches, so that counting them
 * answers the query; null where documents have to be read.
 */
function countableRanges(info: CollectionInfo, plan: Plan, filter: Filter): KeyRange[] | null {
  if (plan.kind !== 'index') return null;
  const { index } = plan;
  const { multikey, longKeys } = index.flags;
  if (longKeys || multikey.includes(true)) return null;
  const bounds = boundsOf(index, filter);
  const isExact = conjuncts(filter).every((part) => {
    if (part.kind !== 'field' || !isExactlyBounded(part.predicate)) return false;
    const intervals = bounds[index.fields.findIndex(({ path }) => path === part.path)];
    return intervals !== undefined && !isWhole(intervals);
  });
  if (!isExact) return null;
  // Ranges are exact for points in the first fields, at most one field with intervals, and nothing behind it.
  const used = bounds.findIndex((intervals) => !intervals.every(({ isPoint }) => isPoint));
  if (used >= 0 && !bounds.slice(used + 1).every(isWhole)) return null;
  const expected = bounds.reduce((product, intervals) => product * intervals.length, 1);
  const ranges = keyRanges(info, index, bounds);
  if (ranges.length !== expected || ranges.some(({ low, high }) => isLongKey(low) || isLongKey(high))) {
    return null;
  }
  return unionRanges(ranges);
}

/** How many documents a query finds, when that can be told without reading any; otherwise null. */
export function countByKeys(store: Store, info: CollectionInfo, query: CountQuery): number | null {
  const { filter, hint, skip = 0, limit = 0 } = query;
  const isAll = hint === undefined && conjuncts(filter).length === 0;
  const plan = choosePlan(store, info, { filter, hint, sort: null });
  const ranges = isAll ? [recordRange(info.id)] : countableRanges(info, plan, filter);
  if (ranges === null) return null;
  const total = ranges.reduce((sum, range) => sum + store.count(range), 0);
  const rest = Math.max(total - skip, 0);
  return limit > 0 ? Math.min(rest, limit) : rest;
}

/** True for conditions whose intervals hold nothing but matches. */
function isExactlyBounded(predicate: Predicate): boolean {
  switch (predicate.op) {
    case 'eq':
      return isPlain(predicate.value);
    case 'in':
      return predicate.patterns.length === 0 && predicate.values.every(isPlain);
    case 'gt':
    case 'gte':
      return isPlain(predicate.value) && !isNaNumber(predicate.value);
    case 'lt':
    case 'lte':
      // NaN lies below all numbers in an index but is not less than any.
      return isPlain(predicate.value) && !isNumber(predicate.value);
    default:
      return false;
  }
}

function isPlain(value: Value): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    isNumber(value) ||
    value instanceof ObjectId ||
    value instanceof DateTime ||
    value instanceof Binary
  );
}

function isNaNumber(value: Value): boolean {
  return isNumber(value) && Number.isNaN(toNumber(value));
}
