import {
  getNamedType,
  isObjectType,
  Kind,
  parse,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type Reading } from './collectFields';
import { requireOrdinaryName, type FetchNode, type JsonObject } from './plan';
import { compileTextPattern, type FindEnd } from './textPattern';
import { Verbatim } from './Verbatim';

/** What the client asks of the objects at some place of the answer. */
export interface Wanted {
  readonly type: GraphQLObjectType;
  readonly sets: readonly SelectionSetNode[];
  readonly reading: Reading;
}

/** What is wanted at a path from there, in which `@` stands for every element; null where that is not one object type. */
export function wantedAt(wanted: Wanted | null, path: readonly (string | number)[]): Wanted | null {
  let found = wanted;
  for (const step of path) {
    if (found === null) return null;
    if (step === '@') continue;
    const { type, sets, reading } = found;
    const nodes = collectFields(sets, type, reading).get(String(step)) ?? [];
    const field = type.getFields()[nodes[0]?.name.value ?? ''];
    const inner = field === undefined ? undefined : getNamedType(field.type);
    if (!isObjectType(inner)) return null;
    found = { type: inner, sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []), reading };
  }
  return found;
}

/**
 * Reads the text of a subgraph's answer without parsing it: the `data` that is in it, each field of it Verbatim. Null
 * when the answer is not exactly what goes on to the client, and then it is to be parsed.
 */
export type ReadVerbatim = (text: string) => JsonObject | null;

/** Compiles the reader of a call's answers; null where the client never gets to see them as they come. */
export function compileReadVerbatim(node: FetchNode, wanted: Wanted | null): ReadVerbatim | null {
  if (wanted === null || (node.outputRewrites?.length ?? 0) > 0) return null;
  const { definitions } = parse(node.operation, { noLocation: true });
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const { selectionSet } = operation as OperationDefinitionNode;
  const fragments = new Map(
    definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const asked = node.requires === undefined ? selectionSet : entitySelection(selectionSet, wanted.type);
  const fields = asked === null ? null : compileFields(asked, fragments, wanted);
  if (fields === null) return null;
  return node.requires === undefined
    ? (text) => readWhole(text, '{"data":', '', (at) => readObject(text, at, fields))
    : (text) => readEntities(text, fields);
}

/** What is asked of entities of one type; null when there are others. */
function entitySelection({ selections }: SelectionSetNode, type: GraphQLObjectType): SelectionSetNode | null {
  const [entities] = selections;
  if (entities?.kind !== Kind.FIELD) return null;
  const [fragment, ...others] = entities.selectionSet?.selections ?? [];
  if (fragment?.kind !== Kind.INLINE_FRAGMENT || others.length > 0) return null;
  return fragment.typeCondition?.name.value === type.name ? fragment.selectionSet : null;
}

interface VerbatimField {
  readonly key: string;
  /** What stands before its value. */
  readonly start: string;
  readonly findEnd: FindEnd;
}

/** The fields of a selection as the client wants them; null when it does not want one of them, or not as it comes. */
function compileFields(
  asked: SelectionSetNode,
  fragments: Reading['fragments'],
  { type, sets, reading }: Wanted,
): VerbatimField[] | null {
  const wantedFields = collectFields(sets, type, reading);
  const fields: VerbatimField[] = [];
  for (const key of collectFields([asked], type, { ...reading, fragments }).keys()) {
    requireOrdinaryName(key);
    const nodes = wantedFields.get(key);
    const field = type.getFields()[nodes?.[0]?.name.value ?? ''];
    const findEnd = nodes && field && compileTextPattern(field.type, nodes, reading);
    if (findEnd == null) return null;
    fields.push({ key, start: `${fields.length === 0 ? '{' : ','}"${key}":`, findEnd });
  }
  return fields.length === 0 ? null : fields;
}

/** An object, and where in the text it ends. */
interface Found {
  readonly value: JsonObject;
  readonly end: number;
}

function readObject(text: string, from: number, fields: readonly VerbatimField[]): Found | null {
  const value: JsonObject = {};
  let at = from;
  for (const { key, start, findEnd } of fields) {
    if (!text.startsWith(start, at)) return null;
    const valueAt = at + start.length;
    at = findEnd(text, valueAt);
    if (at === -1) return null;
    value[key] = new Verbatim(text.slice(valueAt, at));
  }
  return text[at] === '}' ? { value, end: at + 1 } : null;
}

function readEntities(text: string, fields: readonly VerbatimField[]): JsonObject | null {
  const entities: JsonObject[] = [];
  return readWhole(text, '{"data":{"_entities":[', ']}', (start) => {
    let at = start;
    for (;;) {
      const found = readObject(text, at, fields);
      if (found === null) return null;
      entities.push(found.value);
      at = found.end;
      if (text[at] !== ',') return { value: { _entities: entities }, end: at };
      at += 1;
    }
  });
}

/** Longer texts are parsed: those of many times this length would not fit the stack of a regular expression. */
const MAX_CHARACTERS = 1_000_000;

/** Nothing else may be in the answer, above all no errors. */
function readWhole(
  text: string,
  before: string,
  after: string,
  read: (at: number) => Found | null,
): JsonObject | null {
  if (text.length > MAX_CHARACTERS || !text.startsWith(before)) return null;
  const found = read(before.length);
  if (found === null) return null;
  const rest = text.slice(found.end);
  return rest === `${after}}\n` || rest === `${after}}` ? found.value : null;
}
