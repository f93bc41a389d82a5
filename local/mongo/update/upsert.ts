import { equalValues } from '../bson/compare';
import { Doc, ObjectId, type Value } from '../bson/values';
import { ObjectId as Generator } from 'bson';
import { MongoError } from '../errors';
import { type Filter, conjuncts } from '../query/filter';
import { changePath, getPath } from './paths';
import type { Update } from './parseUpdate';

/** A new object id, as a driver would make it. */
function newObjectId(): ObjectId {
  return new ObjectId(Buffer.from(new Generator().id));
}

/** The document an upsert inserts: the equalities of its filter, then the update. */
export function upsertedDocument(filter: Filter, update: Update): Doc {
  const base = new Doc();
  const paths: string[] = [];
  for (const { path, value } of equalities(filter)) {
    // A replacement says all there is to say, so only the id comes from the filter.
    if (update.kind === 'replacement' && path !== '_id') continue;
    const other = paths.find((taken) => path.startsWith(`${taken}.`) || taken.startsWith(`${path}.`));
    if (other !== undefined) {
      throw new MongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, both paths '${path}' and '${other}' are matched`,
      );
    }
    paths.push(path);
    const parts = path.split('.');
    const present = getPath(base, parts);
    if (present !== undefined) {
      if (equalValues(present, value)) continue;
      throw new MongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      );
    }
    changePath(base, parts, () => ({ set: value }));
  }
  const doc = update.apply(base, { position: null, inserting: true });
  return withIdFirst(doc);
}

/** The document with its `_id` as the first field, made up when there is none. */
export function withIdFirst(doc: Doc): Doc {
  const [first] = doc.keys();
  if (first === '_id') return doc;
  const present = doc.get('_id');
  // null is an id like any other.
  const id = present === undefined ? newObjectId() : present;
  return new Doc([['_id', id], ...[...doc].filter(([name]) => name !== '_id')]);
}

function equalities(filter: Filter): { path: string; value: Value }[] {
  return conjuncts(filter).flatMap((part) => {
    if (part.kind === 'or' && part.filters.length === 1 && part.filters[0] !== undefined)
      return equalities(part.filters[0]);
    if (part.kind !== 'field') return [];
    const { path, predicate } = part;
    if (predicate.op === 'eq') return [{ path, value: predicate.value }];
    if (predicate.op === 'in' && predicate.values.length === 1 && predicate.patterns.length === 0) {
      return predicate.values.map((value) => ({ path, value }));
    }
    if (predicate.op === 'all' && predicate.predicates.length === 1) {
      return predicate.predicates.flatMap((inner) =>
        inner.op === 'eq' ? [{ path, value: inner.value }] : [],
      );
    }
    return [];
  });
}
