import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { CleanError } from './cleanErrors';

/** More would tell a client nothing new. */
const MAX_ERRORS = 100;

/**
 * Repeats an error that concerns a whole call to a subgraph for each field that the call was to fill, with the path
 * as the subgraph would have given it: `[field]`, or `["_entities", index, field]` for entities, which the gateway
 * turns into the place in the client's answer.
 */
export function errorsAtFields(
  error: CleanError,
  query: string,
  variables: Record<string, unknown> | undefined,
): CleanError[] {
  return failurePaths(query, variables).map((path) => ({ ...error, path }));
}

function failurePaths(query: string, variables: Record<string, unknown> | undefined): (string | number)[][] {
  const { fields, ofEntities } = filledBy(query);
  const representations = variables?.representations;
  if (ofEntities === null || !Array.isArray(representations)) {
    return fields.slice(0, MAX_ERRORS).map((field) => [field]);
  }
  return representations
    .slice(0, MAX_ERRORS)
    .flatMap((_, index) => ofEntities.map((field) => ['_entities', index, field]))
    .slice(0, MAX_ERRORS);
}

/** What a call fills: the fields of the answer, and those of each entity where it asks for entities. */
interface Filled {
  readonly fields: readonly string[];
  readonly ofEntities: readonly string[] | null;
}

/** Of a storm of calls that are refused, each would be parsed again for the error alone. */
const known = new LRUCache<string, Filled>({
  max: 1_000,
  maxSize: 2_000_000,
  sizeCalculation: (_filled, query) => query.length + 1,
});

function filledBy(query: string): Filled {
  const before = known.get(query);
  if (before !== undefined) return before;
  const filled = readFilled(parse(query, { noLocation: true }));
  known.set(query, filled);
  return filled;
}

function readFilled(document: DocumentNode): Filled {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return { fields: [], ofEntities: null };
  const entities = operation.selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities',
  );
  const selected = entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
  return {
    fields: fieldsOf(operation.selectionSet, document),
    ofEntities: selected === undefined ? null : fieldsOf(selected, document),
  };
}

/** The names under which the fields of a selection appear in the answer, those in fragments included. */
function fieldsOf({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  const names = selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === '__typename' ? [] : [(selection.alias ?? selection.name).value];
      case Kind.INLINE_FRAGMENT:
        return fieldsOf(selection.selectionSet, document);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = document.definitions.find(
          (definition) =>
            definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
        );
        return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(fragment.selectionSet, document) : [];
      }
    }
  });
  return [...new Set(names)];
}
