import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

/**
 * A validation rule that refuses to call another field `__typename`: subgraphs are asked for that name too, to know
 * what they answered about. Names with two underscores are the language's own (GraphQL specification, section 2.1.9).
 */
export function reservedAliasRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.alias?.value !== '__typename' || node.name.value === '__typename') return;
      const message = `"${node.name.value}" cannot be called "__typename", which has a meaning of its own.`;
      context.reportError(new GraphQLError(message, { nodes: node.alias }));
    },
  };
}
