import {
  assertLeafType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { collectFields, type Reading } from './collectFields';

/** Finds a value at a place in a text; answers where the value ends, or -1 when something else is there. */
export type FindEnd = (text: string, start: number) => number;

/** A value as a regular expression; where lists are in it, as a function, since they would not fit its stack. */
type Pattern = string | FindEnd;

/**
 * Compiles what recognizes the JSON text that `writeAnswer` would write for a field: the same fields in the same order,
 * without white space, of the types that the schema promises. Null where that cannot be told from a text.
 */
export function compileTextPattern(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  reading: Reading,
): FindEnd | null {
  const pattern = valuePattern(type, nodes, reading);
  return pattern === null ? null : finderOf(pattern);
}

function valuePattern(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  reading: Reading,
): Pattern | null {
  if (isNonNullType(type)) return presentPattern(type.ofType, nodes, reading);
  const pattern = presentPattern(type, nodes, reading);
  if (pattern === null || typeof pattern === 'string') return pattern && `(?:null|${pattern})`;
  return (text, start) => (text.startsWith('null', start) ? start + 4 : pattern(text, start));
}

function presentPattern(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  reading: Reading,
): Pattern | null {
  if (isListType(type)) return listPattern(type.ofType, nodes, reading);
  if (isObjectType(type)) return objectPattern(type, nodes, reading);
  // Of which type an object is stands in its fields, wherever the subgraph puts that.
  return isCompositeType(type) ? null : leafPattern(assertLeafType(type));
}

function listPattern(type: GraphQLOutputType, nodes: readonly FieldNode[], reading: Reading): Pattern | null {
  const pattern = valuePattern(type, nodes, reading);
  if (pattern === null) return null;
  const findElement = finderOf(pattern);
  return (text, start) => {
    if (text.charCodeAt(start) !== OPENING) return -1;
    let at = start + 1;
    if (text.charCodeAt(at) === CLOSING) return at + 1;
    for (;;) {
      at = findElement(text, at);
      if (at === -1) return -1;
      const next = text.charCodeAt(at);
      at += 1;
      if (next === CLOSING) return at;
      if (next !== COMMA) return -1;
    }
  };
}

const [OPENING, CLOSING, COMMA] = [...'[],'].map((sign) => sign.charCodeAt(0));

function objectPattern(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  reading: Reading,
): Pattern | null {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const parts: Pattern[] = [];
  for (const [key, fieldNodes] of collectFields(sets, type, reading)) {
    const value = fieldPattern(type, fieldNodes, reading);
    if (value === null) return null;
    parts.push(`${parts.length === 0 ? '\\{' : ','}"${key}":`, value);
  }
  parts.push(parts.length === 0 ? '\\{\\}' : '\\}');
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return inTurn(joinAdjacent(parts).map(finderOf));
}

function fieldPattern(
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  reading: Reading,
): Pattern | null {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return `"${parent.name}"`;
  const field = parent.getFields()[name];
  return field === undefined ? null : valuePattern(field.type, nodes, reading);
}

function joinAdjacent(parts: readonly Pattern[]): Pattern[] {
  const joined: Pattern[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof last === 'string' && typeof part === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

function inTurn(finders: readonly FindEnd[]): FindEnd {
  return (text, start) => {
    let at = start;
    for (const find of finders) {
      at = find(text, at);
      if (at === -1) return -1;
    }
    return at;
  };
}

function finderOf(pattern: Pattern): FindEnd {
  if (typeof pattern !== 'string') return pattern;
  const expression = new RegExp(pattern, 'y');
  return (text, start) => {
    expression.lastIndex = start;
    return expression.test(text) ? expression.lastIndex : -1;
  };
}

/** RFC 8259, section 7. What may follow each other never begins alike, so that nothing is tried twice. */
const STRING = String.raw`"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"`;
/** So many digits are always exact (RFC 8259, section 6); longer ones are for the parser. */
const INTEGER = String.raw`(?:0|-?[1-9]\d{0,14})(?![\d.eE])`;
const DECIMAL = String.raw`-?(?:0|[1-9]\d{0,7})(?:\.\d{1,7})?(?![\d.eE])`;

function leafPattern(type: GraphQLLeafType): string {
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    return `"(?:${names.join('|')})"`;
  }
  switch (type.name) {
    case 'Boolean':
      return '(?:true|false)';
    case 'Int':
      return INTEGER;
    case 'Float':
      return `(?:${INTEGER}|${DECIMAL})`;
    case 'ID':
      return `(?:${STRING}|${INTEGER})`;
    case 'String':
      return STRING;
    default:
      // A scalar of somebody's own may be anything; these are nearly all.
      return `(?:${STRING}|${INTEGER}|true|false)`;
  }
}
