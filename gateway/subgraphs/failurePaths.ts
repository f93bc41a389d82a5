import { Kind, parse, type DocumentNode, type SelectionSetNode } from 'graphql';
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
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const representations = variables?.representations;
  const entities = operation.selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities',
  );
  if (
    entities?.kind !== Kind.FIELD ||
    entities.selectionSet === undefined ||
    !Array.isArray(representations)
  ) {
    return fieldsOf(operation.selectionSet, document)
      .slice(0, MAX_ERRORS)
      .map((field) => [field]);
  }
  const fields = fieldsOf(entities.selectionSet, document);
  return representations
    .slice(0, MAX_ERRORS)
    .flatMap((_, index) => fields.map((field) => ['_entities', index, field]))
    .slice(0, MAX_ERRORS);
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
