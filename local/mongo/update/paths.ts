import { print } from '../bson/print';
import { Doc, type MaybeValue, type Value } from '../bson/values';
import { MongoError } from '../errors';
import type { Matcher } from '../query/matcher';

/** What an operator makes of a field: a new value, its removal, or nothing. */
export type Change = { readonly set: Value } | 'remove' | 'keep';

/** Filters of `$[name]`, by their name. */
export type ArrayFilters = ReadonlyMap<string, Matcher>;

/** mongod refuses to pad an array by more than this. */
const maxPadding = 1_500_000;

/** Replaces `$`, `$[]` and `$[name]` by the positions they stand for in this document. */
export function concretePaths(
  doc: Doc,
  parts: readonly string[],
  position: number | null,
  arrayFilters: ArrayFilters,
): string[][] {
  let paths: { value: MaybeValue; path: string[] }[] = [{ value: doc, path: [] }];
  for (const part of parts) {
    paths = paths.flatMap(({ value, path }) => {
      const names = part.startsWith('$') ? positions(part, value, path, position, arrayFilters) : [part];
      return names.map((name) => ({ value: child(value, name), path: [...path, name] }));
    });
  }
  return paths.map(({ path }) => path);
}

function positions(
  part: string,
  value: MaybeValue,
  path: readonly string[],
  position: number | null,
  arrayFilters: ArrayFilters,
): string[] {
  if (part === '$') {
    if (position === null) {
      throw new MongoError(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      );
    }
    return [String(position)];
  }
  if (!part.startsWith('$[')) return [part];
  const where = path.join('.');
  if (value === undefined) {
    throw new MongoError(
      'BadValue',
      `The path '${where}' must exist in the document in order to apply array updates.`,
    );
  }
  if (!Array.isArray(value)) {
    throw new MongoError(
      'BadValue',
      `Cannot apply array updates to non-array element ${path.at(-1) ?? ''}: ${print(value)}`,
    );
  }
  const name = part.slice(2, -1);
  if (name === '') return value.map((_, i) => String(i));
  const matches = arrayFilters.get(name);
  if (matches === undefined) {
    throw new MongoError(
      'BadValue',
      `No array filter found for identifier '${name}' in path '${[...path, part].join('.')}'`,
    );
  }
  return value.flatMap((element, i) => (matches(new Doc([[name, element]])) ? [String(i)] : []));
}

function child(value: MaybeValue, name: string): MaybeValue {
  if (value instanceof Doc) return value.get(name);
  return Array.isArray(value) && isIndex(name) ? value[Number(name)] : undefined;
}

/** True for a text that can be a position in an array. */
export function isIndex(name: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(name);
}

/** What a path of names and positions leads to, without looking through arrays. */
export function getPath(value: MaybeValue, path: readonly string[]): MaybeValue {
  return path.reduce<MaybeValue>(child, value);
}

/**
 * Changes what a path leads to, creating documents on the way where the change sets something. Throws
 * PathNotViable when a value on the way can have no fields.
 */
export function changePath(
  container: Doc | Value[],
  path: readonly string[],
  change: (value: MaybeValue) => Change,
): void {
  const [name = '', ...rest] = path;
  if (Array.isArray(container) && !isIndex(name)) {
    // Only a change that would create something fails; removing what cannot be there does nothing.
    if (typeof change(undefined) === 'string') return;
    throw new MongoError('PathNotViable', `Cannot create field '${name}' in element {${print(container)}}`);
  }
  const current = child(container, name);
  if (rest.length === 0) return put(container, name, change(current));
  if (current instanceof Doc || Array.isArray(current)) return changePath(current, rest, change);
  const outcome = change(undefined);
  if (typeof outcome === 'string') return;
  if (current !== undefined) {
    throw new MongoError(
      'PathNotViable',
      `Cannot create field '${rest[0] ?? ''}' in element {${name}: ${print(current)}}`,
    );
  }
  const created = new Doc();
  changePath(created, rest, () => outcome);
  put(container, name, { set: created });
}

function put(container: Doc | Value[], name: string, change: Change): void {
  if (change === 'keep') return;
  if (container instanceof Doc) {
    if (change === 'remove') container.delete(name);
    else container.set(name, change.set);
    return;
  }
  const index = Number(name);
  if (change === 'remove') {
    // Elements do not move: a removed one leaves null behind.
    if (index < container.length) container[index] = null;
    return;
  }
  if (index - container.length > maxPadding) {
    throw new MongoError('BadValue', `can't backfill more than ${maxPadding} elements`);
  }
  while (container.length < index) container.push(null);
  container[index] = change.set;
}
