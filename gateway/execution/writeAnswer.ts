import {
  assertLeafType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type Reading } from './collectFields';
import { isObject, requireOrdinaryName, Unsupported, type JsonObject } from './plan';
import { Verbatim } from './Verbatim';

/** Where a value stands; a list from the inside to the outside, so that no path is built unless it is needed. */
export interface Position {
  readonly key: string | number;
  readonly outer: Position | null;
}

/** Told of values that a subgraph's schema does not allow: null where it promises a value, or of another type. */
export type ReportFault = (position: Position) => void;

/**
 * Writes a value as JSON. `undefined` stands for null in a place that may have to be null with it: what was wrong has
 * been reported, or was a subgraph's own error.
 */
type Write = (value: unknown, position: Position, report: ReportFault) => string | undefined;
type WriteObject = (value: JsonObject, position: Position | null, report: ReportFault) => string | undefined;

const NULL = 'null';

/** Compiles the writer of an operation's `data`; it answers `null` in JSON when null reaches the top. */
export function compileAnswer(
  selectionSet: SelectionSetNode,
  rootType: GraphQLCompositeType,
  reading: Reading,
): (data: JsonObject, report: ReportFault) => string {
  const write = compileObject([selectionSet], rootType, reading);
  return (data, report) => write(data, null, report) ?? NULL;
}

function compileValue(type: GraphQLOutputType, nodes: readonly FieldNode[], reading: Reading): Write {
  if (isNonNullType(type)) {
    const write = compileValue(type.ofType, nodes, reading);
    return (value, position, report) => {
      const text = write(value, position, report);
      if (text !== NULL) return text;
      report(position);
      return undefined;
    };
  }
  const write = isListType(type)
    ? compileList(type.ofType, nodes, reading)
    : isCompositeType(type)
      ? compileComposite(type, nodes, reading)
      : compileLeaf(assertLeafType(type));
  return (value, position, report) => (value == null ? NULL : write(value, position, report));
}

function compileList(type: GraphQLOutputType, nodes: readonly FieldNode[], reading: Reading): Write {
  const write = compileValue(type, nodes, reading);
  const mayBeNull = !isNonNullType(type);
  return (value, outer, report) => {
    if (!Array.isArray(value)) return fault(outer, report);
    let text = '[';
    let isWhole = true;
    for (let key = 0; key < value.length; key += 1) {
      const element = write(value[key], { key, outer }, report) ?? (mayBeNull ? NULL : undefined);
      // All elements are looked at, so that every fault is reported.
      if (element === undefined) isWhole = false;
      else text += key === 0 ? element : `,${element}`;
    }
    return isWhole ? `${text}]` : undefined;
  };
}

function compileComposite(type: GraphQLCompositeType, nodes: readonly FieldNode[], reading: Reading): Write {
  const sets = nodes.map(({ selectionSet }) => {
    if (selectionSet === undefined) throw new Unsupported('an object without fields');
    return selectionSet;
  });
  const writers = new Map<string, WriteObject>();
  // Compiled now, so that what is not supported is known before anything runs.
  for (const possible of isObjectType(type) ? [type] : reading.schema.getPossibleTypes(type))
    writers.set(possible.name, compileObject(sets, possible, reading));
  const writerFor = (name: string): WriteObject | null => {
    const known = writers.get(name);
    if (known !== undefined) return known;
    const other = writerForOther(name, sets, reading);
    if (other !== null) writers.set(name, other);
    return other;
  };
  return (value, position, report) => {
    if (!isObject(value)) return fault(position, report);
    const { __typename: name } = value;
    const writer = writerFor(typeof name === 'string' && name !== '' ? name : type.name);
    return writer === null ? fault(position, report) : writer(value, position, report);
  };
}

/** For a type that cannot stand there, by what a subgraph says; null when nothing that was asked for fits it. */
function writerForOther(
  name: string,
  sets: readonly SelectionSetNode[],
  reading: Reading,
): WriteObject | null {
  const actual = reading.schema.getType(name);
  if (!isCompositeType(actual)) return null;
  try {
    return compileObject(sets, actual, reading);
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

function compileObject(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  reading: Reading,
): WriteObject {
  const fields = [...collectFields(sets, type, reading)].map(([key, nodes]) =>
    compileField(key, nodes, type, reading),
  );
  return (value, outer, report) => {
    let text = '';
    for (const field of fields) {
      const written = field(value, outer, report);
      if (written === undefined) return undefined;
      text += text === '' ? written : `,${written}`;
    }
    return `{${text}}`;
  };
}

/** Writes `"name":value`; undefined when the object must be null because of it. */
function compileField(
  key: string,
  nodes: readonly FieldNode[],
  parent: GraphQLCompositeType,
  reading: Reading,
): (value: JsonObject, outer: Position | null, report: ReportFault) => string | undefined {
  requireOrdinaryName(key);
  const [node] = nodes;
  if (node === undefined) throw new Unsupported('a field that nobody asks for');
  const start = `${JSON.stringify(key)}:`;
  const name = node.name.value;
  if (name === '__typename') return compileTypeName(start, key, parent, reading);
  if (name.startsWith('__')) throw new Unsupported('introspection');
  const type = fieldType(parent, name);
  const write = compileValue(type, nodes, reading);
  const mayBeNull = !isNonNullType(type);
  return (object, outer, report) => {
    const value = object[key];
    if (value instanceof Verbatim) return start + value.json;
    const text = write(value, { key, outer }, report) ?? (mayBeNull ? NULL : undefined);
    return text === undefined ? undefined : start + text;
  };
}

function fieldType(parent: GraphQLCompositeType, name: string): GraphQLOutputType {
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (field === undefined) throw new Unsupported(`${parent.name}.${name}`);
  return field.type;
}

/** The name as clients know the type: subgraphs may have further types between. */
function compileTypeName(start: string, key: string, parent: GraphQLCompositeType, { schema }: Reading) {
  return (value: JsonObject): string | undefined => {
    const given = value[key] ?? value.__typename;
    const type = (typeof given === 'string' ? schema.getType(given) : undefined) ?? parent;
    return isObjectType(type) ? start + JSON.stringify(type.name) : undefined;
  };
}

function compileLeaf(type: GraphQLLeafType): Write {
  const isValid = leafTest(type);
  return (value, position, report) => (isValid(value) ? JSON.stringify(value) : fault(position, report));
}

/** What @apollo/gateway takes for a value of the type, by its JSON. Custom scalars may be anything. */
function leafTest(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  const isInteger = (value: unknown) => Number.isFinite(value) && /^-?\d+$/.test(String(value));
  switch (type.name) {
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'Int':
      return isInteger;
    case 'Float':
      return (value) => Number.isFinite(value);
    case 'ID':
      return (value) => typeof value === 'string' || isInteger(value);
    case 'String':
      return (value) => typeof value === 'string';
    default:
      return () => true;
  }
}

function fault(position: Position, report: ReportFault): undefined {
  report(position);
  return undefined;
}
