import {
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** Per document, as the same one is run again and again: its variables that stand where null may not. */
const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

/**
 * The first variable that was given as null although it is used where null cannot be. Validation lets a nullable
 * variable stand there when either side has a default value (GraphQL specification, section 5.8.5); that null came
 * is found only when the field is reached, deep in a subgraph or in the planner, where it looks like our own fault.
 */
export function findForbiddenNull(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): string | null {
  const nulls = (operation.variableDefinitions ?? [])
    .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
    .map(({ variable }) => variable.name.value)
    .filter((name) => variables !== undefined && Object.hasOwn(variables, name) && variables[name] === null);
  if (nulls.length === 0) return null;
  let forbidden = known.get(document);
  if (forbidden === undefined) {
    forbidden = variablesAtNonNull(schema, document);
    known.set(document, forbidden);
  }
  return nulls.find((name) => forbidden.has(name)) ?? null;
}

function variablesAtNonNull(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Variable({ name }) {
        if (isNonNullType(types.getInputType())) names.add(name.value);
      },
    }),
  );
  return names;
}
