import { HeaderMap, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { GraphQLError, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { rootFieldsOf } from './rootFields';

/** Refuses operations that ask for more than one of these mutations, so that aliases multiply no attempts (G06). */
export function onceInRequest<Context extends BaseContext>(
  mutations: ReadonlySet<string>,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, document }) {
          if (operation != null) refuseRepetition(operation, document, mutations);
        },
      };
    },
  };
}

/** @throws GraphQLError BAD_USER_INPUT, status 400, when the operation has more than one of them. */
export function refuseRepetition(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  mutations: ReadonlySet<string>,
): void {
  const names = rootFieldsOf(operation, document).map(({ name }) => name.value);
  const count = names.filter((name) => mutations.has(name)).length;
  if (count <= 1) return;
  throw new GraphQLError(
    `The operation has ${count} of ${[...mutations].join(', ')}; the limit is 1 in a request.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400, headers: new HeaderMap() } } },
  );
}
