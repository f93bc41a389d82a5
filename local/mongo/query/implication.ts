import { compareValues, typeRank } from '../bson/compare';
import { Doc, type Value } from '../bson/values';
import type { Filter, Predicate } from './filter';
import { conjuncts } from './filter';
import { compileFilter } from './matcher';

/** True when every document that matches `filter` surely matches `partial`, the filter of a partial index. */
export function implies(filter: Filter, partial: Filter): boolean {
  const known = conjuncts(filter);
  return conjuncts(partial).every((needed) => {
    if (needed.kind === 'or') return needed.filters.some((branch) => implies(filter, branch));
    if (needed.kind !== 'field') return false;
    return known.some(
      (given) =>
        given.kind === 'field' &&
        given.path === needed.path &&
        predicateImplies(given.predicate, needed.predicate),
    );
  });
}

function predicateImplies(given: Predicate, needed: Predicate): boolean {
  if (given.op === 'eq') return valueSatisfies(given.value, needed);
  if (given.op === 'in') {
    return given.patterns.length === 0 && given.values.every((value) => valueSatisfies(value, needed));
  }
  if (needed.op === 'exists') return requiresValue(given);
  if (!isRange(given) || !isRange(needed)) return false;
  if (typeRank(given.value) !== typeRank(needed.value)) return false;
  const order = compareValues(given.value, needed.value);
  if (isLower(given.op) !== isLower(needed.op)) return false;
  if (order === 0) return given.op === needed.op || needed.op === 'gte' || needed.op === 'lte';
  return isLower(needed.op) ? order > 0 : order < 0;
}

function valueSatisfies(value: Value, needed: Predicate): boolean {
  // A missing field equals null too, so null proves nothing about what the document has.
  if (value === null) return needed.op === 'eq' && needed.value === null;
  const matches = compileFilter({ kind: 'field', path: 'x', parts: ['x'], predicate: needed });
  return matches(new Doc([['x', value]]));
}

type Range = Extract<Predicate, { value: Value }>;

function isRange(predicate: Predicate): predicate is Range {
  return ['gt', 'gte', 'lt', 'lte'].includes(predicate.op);
}

function isLower(op: Predicate['op']): boolean {
  return op === 'gt' || op === 'gte';
}

/** True when the predicate cannot hold for a missing field. */
export function requiresValue(predicate: Predicate): boolean {
  switch (predicate.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return predicate.value !== null && ![-1, 0, 127].includes(typeRank(predicate.value));
    case 'in':
      return predicate.values.every((value) => value !== null);
    case 'not':
      return false;
    case 'all':
      return predicate.predicates.some(requiresValue);
    default:
      return true;
  }
}
