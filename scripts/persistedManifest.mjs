/**
 * A plugin of graphql-codegen: writes the operations of a client as a manifest in the format that Apollo's clients and
 * GraphOS know (apollo-persisted-query-manifest), each with the fragments it uses. The id is the SHA-256 of the text, so
 * that clients which send hashes by themselves (automatic persisted queries) send the same.
 *
 * In place of @apollo/generate-persisted-query-manifest, which needs Apollo Client and adds `__typename` to every
 * selection as its cache wants it; our documents are sent as they are written. client-preset's own file has hashes and
 * texts only.
 */
import { createHash } from 'node:crypto';
import { concatAST, Kind, print, visit } from 'graphql';

export function plugin(_schema, documents) {
  const { definitions } = concatAST(
    documents.flatMap(({ document }) => (document === undefined ? [] : [document])),
  );
  const fragments = new Map(
    definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const operations = definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      if (operation.name === undefined) throw new Error('an operation of a manifest needs a name');
      const body = [operation, ...fragmentsUsedIn(operation, fragments)].map(print).join('\n\n');
      const id = createHash('sha256').update(body).digest('hex');
      return { id, name: operation.name.value, type: operation.operation, body };
    });
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`;
}

/** In the order in which they are first used, as typed documents have them: clients hash what they print. */
function fragmentsUsedIn(definition, fragments, used = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (fragment === undefined || used.has(fragment)) return;
      used.add(fragment);
      fragmentsUsedIn(fragment, fragments, used);
    },
  });
  return used;
}
