import { Doc } from '../bson/values';
import { MongoError } from '../errors';
import type { CollectionInfo } from '../storage/catalog';
import { keyOf, storedBound } from '../storage/keys';
import { indexRange } from '../storage/keyspace';
import { type Filter, conjuncts } from './filter';
import type { Plan } from './plan';
import type { Sort } from './sort';

/** What the planner is asked for. */
export interface PlanRequest {
  readonly filter: Filter;
  readonly sort: Sort | null;
  /** An index by name or by key pattern, or `{ $natural: 1 }`. */
  readonly hint?: string | Doc | undefined;
}

/** Chooses how to reach the candidates of a query. */
export function choosePlan(info: CollectionInfo, { filter, sort, hint }: PlanRequest): Plan {
  if (hint !== undefined) checkHint(info, hint);
  const index = info.indexes.find(({ name }) => name === '_id_');
  for (const part of conjuncts(filter)) {
    if (part.kind !== 'field' || part.path !== '_id' || part.predicate.op !== 'eq' || index === undefined)
      continue;
    const key = storedBound(keyOf(part.predicate.value));
    const range = indexRange(info.id, index.id, key, Buffer.concat([key, Buffer.of(0xff)]));
    return {
      kind: 'index',
      index,
      ranges: [range],
      reverse: false,
      sorted: sort === null,
      bounds: new Map(),
    };
  }
  return { kind: 'collection', reverse: false };
}

function checkHint(info: CollectionInfo, hint: string | Doc): void {
  if (hint instanceof Doc) return;
  if (!info.indexes.some(({ name }) => name === hint)) {
    throw new MongoError(
      'BadValue',
      'error processing query: hint provided does not correspond to an existing index',
    );
  }
}
