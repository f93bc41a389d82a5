import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** What an operation may ask for at most; fragments count wherever they are spread. */
export interface OperationLimits {
  /** Levels of fields; a field of Query is on level 1. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of Query or Mutation. */
  readonly rootFields: number;
  readonly directives: number;
  readonly fields: number;
  /** Lexical tokens of the document; the parser stops there. */
  readonly tokens: number;
  /** Objects answered at most, by the list sizes and weights of the schema; see limits/compileCost. */
  readonly cost: number;
  /** Levels of fields below and including `__schema` and `__type`. */
  readonly introspectionDepth: number;
}

type Measured = Exclude<keyof OperationLimits, 'tokens' | 'cost'>;
type Measures = Record<Measured, number>;

const SAID: Record<Measured, (measured: number, limit: number) => string> = {
  depth: (measured, limit) => `The operation is ${measured} levels deep; the limit is ${limit}.`,
  aliases: (measured, limit) => `The operation has ${measured} aliases; the limit is ${limit}.`,
  rootFields: (measured, limit) => `The operation has ${measured} root fields; the limit is ${limit}.`,
  directives: (measured, limit) => `The operation has ${measured} directives; the limit is ${limit}.`,
  fields: (measured, limit) =>
    `The operation has ${measured} fields, fragments counted at each use; the limit is ${limit}.`,
  introspectionDepth: (measured, limit) =>
    `The introspection is ${measured} levels deep; the limit is ${limit}.`,
};

/** A validation rule that refuses operations over the limits (G03, G04). */
export function limitsRule(limits: OperationLimits): (context: ValidationContext) => ASTVisitor {
  return (context) => ({
    Document(document) {
      for (const message of faultsOf(document, limits)) context.reportError(new GraphQLError(message));
    },
  });
}

function faultsOf(document: DocumentNode, limits: OperationLimits): string[] {
  const measured = measureDocument(document);
  return (Object.keys(SAID) as Measured[])
    .filter((name) => measured[name] > limits[name])
    .map((name) => SAID[name](measured[name], limits[name]));
}

/** The most any operation of the document asks for. */
export function measureDocument(document: DocumentNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Each fragment is measured once, however often it is spread: the work is that of one walk over the text.
  const known = new Map<string, Measures>();
  const most = nothing();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const own = measureSelections(definition.selectionSet, fragments, known);
    own.directives += definition.directives?.length ?? 0;
    for (const variable of definition.variableDefinitions ?? []) {
      own.directives += variable.directives?.length ?? 0;
    }
    for (const name of Object.keys(SAID) as Measured[]) most[name] = Math.max(most[name], own[name]);
  }
  return most;
}

/** `rootFields` counts the fields on the level of the selection set itself. */
function measureSelections(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Measures>,
): Measures {
  const sum = nothing();
  for (const selection of set.selections) {
    sum.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      const below =
        selection.selectionSet === undefined
          ? nothing()
          : measureSelections(selection.selectionSet, fragments, known);
      const name = selection.name.value;
      if (name === '__schema' || name === '__type') {
        below.introspectionDepth = below.depth + 1;
        below.depth = 0;
      } else {
        below.depth += 1;
      }
      below.rootFields = 1;
      below.fields += 1;
      if (selection.alias !== undefined) below.aliases += 1;
      add(sum, below);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      add(sum, measureSelections(selection.selectionSet, fragments, known));
    } else {
      add(sum, measureFragment(selection.name.value, fragments, known));
    }
  }
  return sum;
}

function measureFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Measures>,
): Measures {
  const before = known.get(name);
  if (before !== undefined) return before;
  // A fragment that spreads itself counts as nothing there; another rule of validation refuses it.
  known.set(name, nothing());
  const fragment = fragments.get(name);
  if (fragment === undefined) return nothing();
  const measures = measureSelections(fragment.selectionSet, fragments, known);
  measures.directives += fragment.directives?.length ?? 0;
  known.set(name, measures);
  return measures;
}

function add(sum: Measures, part: Measures): void {
  sum.depth = Math.max(sum.depth, part.depth);
  sum.introspectionDepth = Math.max(sum.introspectionDepth, part.introspectionDepth);
  sum.aliases += part.aliases;
  sum.rootFields += part.rootFields;
  sum.directives += part.directives;
  sum.fields += part.fields;
}

function nothing(): Measures {
  return { depth: 0, aliases: 0, rootFields: 0, directives: 0, fields: 0, introspectionDepth: 0 };
}
