import { print } from '../bson/print';
import { toInteger } from '../bson/arithmetic';
import { Doc, type MaybeValue, type Value, isNumber } from '../bson/values';
import { MongoError } from '../errors';
import { compileExpression, isOperatorExpression } from '../aggregate/compileExpression';
import { compileFilter } from './matcher';
import { parseFilter } from './parseFilter';
import type { Projection, ProjectionLeaf, ProjectionNode } from './projection';
import { isTruthy } from './truth';

/** Whose rules apply: find knows `$slice`, `$elemMatch` and `.$`; an aggregation's `$project` does not. */
export type ProjectionLanguage = 'find' | 'aggregate';

interface Parsed {
  readonly path: string;
  readonly leaf: ProjectionLeaf;
  /** What the field says about the kind of projection. */
  readonly says: 'include' | 'exclude' | 'compute' | 'slice';
}

/** Parses a projection; throws with mongod's codes for contradictions. */
export function parseProjection(
  source: Doc,
  language: ProjectionLanguage,
  names: readonly string[] = [],
): Projection {
  if (language === 'aggregate' && source.size === 0) {
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  }
  const fields = [...source].flatMap(([path, value]) => parseField(path, value, language, names));
  const mode = modeOf(fields);
  const root: ProjectionNode = new Map();
  for (const field of fields) {
    checkMode(field, mode);
    insert(root, field.path.split('.'), field.leaf, field.path);
  }
  if (mode === 'inclusion' && !root.has('_id')) root.set('_id', { kind: 'include' });
  return { mode, root, positional: [...source.keys()].some((path) => path.endsWith('.$')) };
}

function modeOf(fields: readonly Parsed[]): Projection['mode'] {
  const decisive = fields.find(
    ({ path, says }) => path !== '_id' && (says === 'include' || says === 'exclude'),
  );
  if (decisive !== undefined) return decisive.says === 'include' ? 'inclusion' : 'exclusion';
  if (fields.some(({ says }) => says === 'compute')) return 'inclusion';
  const id = fields.find(({ path }) => path === '_id');
  return id?.says === 'include' ? 'inclusion' : 'exclusion';
}

function checkMode({ path, says, leaf }: Parsed, mode: Projection['mode']): void {
  if (path === '_id') return;
  if (mode === 'inclusion' && says === 'exclude') {
    throw new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
  }
  if (mode === 'exclusion' && (says === 'include' || leaf.kind === 'computed')) {
    throw new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
  }
}

function parseField(
  path: string,
  value: Value,
  language: ProjectionLanguage,
  names: readonly string[],
): Parsed[] {
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
  if (language === 'find' && path.endsWith('.$')) return [positional(path.slice(0, -2), value)];
  if (path.split('.').some((part) => part.startsWith('$'))) {
    throw new MongoError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  }
  if (path.split('.').includes(''))
    throw new MongoError(15998, 'FieldPath field names may not be empty strings.');
  if (typeof value === 'boolean' || isNumber(value)) {
    const kind = isTruthy(value) ? 'include' : 'exclude';
    return [{ path, leaf: { kind }, says: kind }];
  }
  if (value instanceof Doc && language === 'find') {
    const slice = value.get('$slice');
    const elemMatch = value.get('$elemMatch');
    if (slice !== undefined && !isExpressionSlice(slice)) return [sliceField(path, slice)];
    if (elemMatch !== undefined) return [elemMatchField(path, elemMatch)];
    if (value.has('$meta'))
      throw new MongoError('BadValue', `$meta projections are not supported: ${print(value)}`);
  }
  if (value instanceof Doc && !isOperatorExpression(value)) {
    if (value.size === 0)
      throw new MongoError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
    return [...value].flatMap(([name, inner]) => parseField(`${path}.${name}`, inner, language, names));
  }
  return [{ path, leaf: { kind: 'computed', expression: compileExpression(value, names) }, says: 'compute' }];
}

/** `[array, n]` is the aggregation expression, not find's `n` or `[skip, n]`. */
function isExpressionSlice(value: Value): boolean {
  return Array.isArray(value) && (value.length === 3 || !isNumber(value[0]));
}

function sliceField(path: string, value: Value): Parsed {
  const numbers = (Array.isArray(value) ? value : [value]).map((n) => (isNumber(n) ? toInteger(n) : null));
  const [first, second] = numbers;
  if (first == null || second === null || numbers.length > 2) {
    throw new MongoError(
      28667,
      `Invalid $slice syntax. The given syntax ${print(value)} did not match the find() syntax`,
    );
  }
  if (second !== undefined && second <= 0)
    throw new MongoError(28729, `Third argument to $slice must be positive: ${second}`);
  const cut = (array: Value[]): Value[] => {
    if (second === undefined) return first >= 0 ? array.slice(0, first) : array.slice(first);
    const start = first < 0 ? Math.max(array.length + first, 0) : first;
    return array.slice(start, start + second);
  };
  return {
    path,
    says: 'slice',
    leaf: { kind: 'transform', apply: (field) => (Array.isArray(field) ? cut(field) : field) },
  };
}

function elemMatchField(path: string, value: Value): Parsed {
  if (path.includes('.')) throw new MongoError(31275, `Cannot use $elemMatch projection on a nested field.`);
  const matches = compileFilter(parseFilter(new Doc([['x', new Doc([['$elemMatch', value]])]])));
  const apply = (field: Value): MaybeValue => {
    if (!Array.isArray(field)) return undefined;
    const found = field.find((element) => matches(new Doc([['x', [element]]])));
    return found === undefined ? undefined : [found];
  };
  return { path, says: 'compute', leaf: { kind: 'transform', apply } };
}

function positional(path: string, value: Value): Parsed {
  if (!isTruthy(value)) throw new MongoError(31395, 'positional projection cannot be used with exclusion');
  return {
    path,
    says: 'include',
    leaf: {
      kind: 'transform',
      apply: (field, details) => {
        if (!Array.isArray(field)) return field;
        if (details?.position == null) {
          throw new MongoError(
            51246,
            "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
          );
        }
        return field.slice(details.position, details.position + 1);
      },
    },
  };
}

function insert(node: ProjectionNode, parts: readonly string[], leaf: ProjectionLeaf, path: string): void {
  const [name = '', ...rest] = parts;
  const present = node.get(name);
  if (rest.length === 0) {
    if (present !== undefined) throw new MongoError(31250, `Path collision at ${path}`);
    node.set(name, leaf);
    return;
  }
  if (present !== undefined && !(present instanceof Map)) {
    throw new MongoError(31249, `Path collision at ${path} remaining portion ${rest.join('.')}`);
  }
  const child: ProjectionNode = present ?? new Map<string, ProjectionLeaf | ProjectionNode>();
  node.set(name, child);
  insert(child, rest, leaf, path);
}
