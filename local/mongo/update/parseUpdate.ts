import { print } from '../bson/print';
import { Doc, type MaybeValue, type Value, cloneDoc, cloneValue, typeName } from '../bson/values';
import { MongoError } from '../errors';
import { compileUpdatePipeline } from '../aggregate/updatePipeline';
import { arrayUpdateOperators } from './arrayOperators';
import { parseArrayFilters } from './arrayFilters';
import { type Modifier, type ModifierCompiler, fieldOperators } from './fieldOperators';
import { type ArrayFilters, changePath, concretePaths, getPath, isIndex } from './paths';

/** What is known of the document an update is applied to. */
export interface ApplyContext {
  /** The position the filter matched in an array, for `$`. */
  readonly position: number | null;
  /** True when an upsert makes a new document. */
  readonly inserting: boolean;
}

/** An update, ready to be applied. */
export interface Update {
  readonly kind: 'operators' | 'replacement' | 'pipeline';
  /** The document as it is afterwards; the given one is left alone. */
  readonly apply: (doc: Doc, context: ApplyContext) => Doc;
}

interface Action {
  readonly path: string;
  readonly parts: readonly string[];
  readonly modify: Modifier;
}

interface Renaming {
  readonly from: string;
  readonly to: string;
}

const operators: Readonly<Record<string, ModifierCompiler>> = { ...fieldOperators, ...arrayUpdateOperators };

/** Parses an update: a document of operators, a replacement, or a pipeline. */
export function parseUpdate(
  source: Value,
  arrayFilters: readonly Value[] = [],
  variables: ReadonlyMap<string, Value> = new Map(),
): Update {
  if (Array.isArray(source)) {
    if (arrayFilters.length > 0)
      throw new MongoError('FailedToParse', 'arrayFilters may not be specified for pipeline-syle updates');
    const apply = compileUpdatePipeline(source, variables);
    return { kind: 'pipeline', apply: (doc) => keepId(doc, apply(cloneDoc(doc))) };
  }
  if (!(source instanceof Doc)) {
    throw new MongoError('FailedToParse', 'Update argument must be either an object or an array');
  }
  const [first] = source.keys();
  if (first?.startsWith('$') === true) return parseOperators(source, parseArrayFilters(arrayFilters));
  if (arrayFilters.length > 0)
    throw new MongoError('FailedToParse', 'arrayFilters may not be specified for replacement-style updates');
  const dollar = [...source.keys()].find((name) => name.startsWith('$'));
  if (dollar !== undefined) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  return { kind: 'replacement', apply: (doc) => keepId(doc, cloneDoc(source)) };
}

function parseOperators(source: Doc, arrayFilters: ArrayFilters): Update {
  const actions: Action[] = [];
  const renamings: Renaming[] = [];
  for (const [name, fields] of source) {
    const compiler = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (compiler === undefined && name !== '$rename') {
      throw new MongoError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!(fields instanceof Doc)) {
      throw new MongoError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${print(fields)}}`,
      );
    }
    for (const [path, operand] of fields) {
      const parts = checkedPath(path);
      if (compiler !== undefined) actions.push({ path, parts, modify: compiler(operand, path) });
      else renamings.push(parseRenaming(path, operand));
    }
  }
  refuseConflicts([...actions.map(({ path }) => path), ...renamings.flatMap(({ from, to }) => [from, to])]);
  checkFilterUse(actions, arrayFilters);
  actions.sort((a, b) => comparePaths(a.parts, b.parts));
  return {
    kind: 'operators',
    apply: (doc, context) => {
      const result = cloneDoc(doc);
      for (const action of actions) applyAction(result, action, context, arrayFilters);
      for (const renaming of renamings) rename(result, renaming);
      return keepId(doc, result);
    },
  };
}

function applyAction(doc: Doc, action: Action, context: ApplyContext, arrayFilters: ArrayFilters): void {
  const { path, parts, modify } = action;
  const usesPositions = parts.some((part) => part.startsWith('$'));
  const paths = usesPositions ? concretePaths(doc, parts, context.position, arrayFilters) : [parts];
  for (const concrete of paths) {
    changePath(doc, concrete, (value) => {
      const change = modify(value, { doc, path, inserting: context.inserting });
      return typeof change === 'string' ? change : { set: cloneValue(change.set) };
    });
  }
}

function checkedPath(path: string): string[] {
  const parts = path.split('.');
  if (path === '') throw new MongoError(56, `An empty update path is not valid.`);
  if (parts.includes('')) {
    throw new MongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  if (parts[0]?.startsWith('$') === true && !/^\$(\[.*\])?$/.test(parts[0])) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${parts[0]}' in '${path}' is not valid for storage.`,
    );
  }
  if (/^\$(\[.*\])?$/.test(parts[0] ?? '')) {
    throw new MongoError(
      'BadValue',
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    );
  }
  return parts;
}

function parseRenaming(from: string, to: Value): Renaming {
  if (typeof to !== 'string') {
    throw new MongoError('BadValue', `The 'to' field for $rename must be a string: ${from}: ${print(to)}`);
  }
  checkedPath(to);
  for (const [path, role] of [
    [from, 'source'],
    [to, 'destination'],
  ] as const) {
    if (path.split('.').some((part) => part.startsWith('$'))) {
      throw new MongoError('BadValue', `The ${role} field for $rename may not be dynamic: ${path}`);
    }
  }
  if (from === to)
    throw new MongoError('BadValue', `The source and target field for $rename must differ: ${from}: "${to}"`);
  return { from, to };
}

function rename(doc: Doc, { from, to }: Renaming): void {
  const source = from.split('.');
  const value = getPath(doc, source);
  if (value === undefined) return;
  for (const path of [source, to.split('.')]) refuseArrays(doc, path);
  changePath(doc, source, () => 'remove');
  changePath(doc, to.split('.'), () => ({ set: value }));
}

function refuseArrays(doc: Doc, path: readonly string[]): void {
  for (let length = 1; length < path.length; length++) {
    if (Array.isArray(getPath(doc, path.slice(0, length)))) {
      throw new MongoError(
        'BadValue',
        `The source or destination field cannot be an array element, '${path.join('.')}' in doc with _id: ${print(doc.get('_id'))}`,
      );
    }
  }
}

function refuseConflicts(paths: readonly string[]): void {
  const seen: string[] = [];
  for (const path of paths) {
    const other = seen.find(
      (earlier) => earlier === path || earlier.startsWith(`${path}.`) || path.startsWith(`${earlier}.`),
    );
    if (other !== undefined) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${other.length < path.length ? other : path}'`,
      );
    }
    seen.push(path);
  }
}

function checkFilterUse(actions: readonly Action[], arrayFilters: ArrayFilters): void {
  const used = new Set(
    actions.flatMap(({ parts }) => parts).flatMap((part) => /^\$\[(.+)\]$/.exec(part)?.[1] ?? []),
  );
  for (const name of arrayFilters.keys()) {
    if (!used.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update ${print(new Doc(actions.map(({ path }) => [path, null])))}`,
      );
    }
  }
  for (const { parts, path } of actions) {
    const missing = parts
      .flatMap((part) => /^\$\[(.+)\]$/.exec(part)?.[1] ?? [])
      .find((name) => !arrayFilters.has(name));
    if (missing !== undefined)
      throw new MongoError('BadValue', `No array filter found for identifier '${missing}' in path '${path}'`);
  }
}

/** mongod applies operators in the order of their paths, positions among them as numbers. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left = '', right = ''] = [a[i], b[i]];
    if (left === right) continue;
    if (isIndex(left) && isIndex(right)) return Number(left) - Number(right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/** The result with the `_id` of the document, which a replacement may leave out but nothing may change. */
function keepId(before: Doc, after: Doc): Doc {
  const id: MaybeValue = before.get('_id');
  if (id === undefined || after.has('_id')) return after;
  return new Doc([['_id', id], ...after]);
}
