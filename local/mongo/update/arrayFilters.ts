import { Doc, type Value } from '../bson/values';
import { MongoError } from '../errors';
import { type Matcher, compileFilter } from '../query/matcher';
import { parseFilter } from '../query/parseFilter';
import type { ArrayFilters } from './paths';

/** Parses `arrayFilters`: each is a filter whose fields all begin with the name that `$[name]` refers to. */
export function parseArrayFilters(sources: readonly Value[]): ArrayFilters {
  const filters = new Map<string, Matcher>();
  for (const source of sources) {
    if (!(source instanceof Doc))
      throw new MongoError('TypeMismatch', 'BSON field update.updates.arrayFilters is the wrong type');
    const names = new Set(fieldNames(source));
    const [name] = names;
    if (name === undefined) {
      throw new MongoError(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      );
    }
    if (names.size > 1) {
      const [first, second] = names;
      throw new MongoError(
        'FailedToParse',
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${first}' and '${second}'`,
      );
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new MongoError(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    }
    if (filters.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    }
    filters.set(name, compileFilter(parseFilter(source)));
  }
  return filters;
}

function fieldNames(source: Doc): string[] {
  return [...source].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] ?? name];
    return Array.isArray(value)
      ? value.flatMap((branch) => (branch instanceof Doc ? fieldNames(branch) : []))
      : [];
  });
}
