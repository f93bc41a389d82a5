import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import {
  buildSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  print,
  separateOperations,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
  type OperationDefinitionNode,
} from 'graphql';
import { compileOperation, type CompiledOperation } from '../../execution/compileOperation';

const read = (path: string) => readFileSync(join(__dirname, '../../..', path), 'utf8');
const supergraphSdl = read('schema/supergraph.graphql');
const supergraphSchema = buildSchema(supergraphSdl, { assumeValid: true });

/** Each with its fragments, by where it stands. */
function operationsIn(place: string, text: string): [string, DocumentNode][] {
  return Object.entries(separateOperations(parse(text))).map(([name, document]) => [
    `${place} ${name || print(document).slice(0, 60).replace(/\s+/g, ' ')}`,
    document,
  ]);
}

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
const OPERATIONS = [
  ...operationsIn('schema/operations.graphql', read('schema/operations.graphql')),
  ...matches(read('README.md'), /```graphql\n([^]*?)```/g).flatMap((text) => operationsIn('README.md', text)),
  ...matches(read('gateway/http/account/accountPages.ts'), /'((?:query|mutation) [^']+)'/g).flatMap((text) =>
    operationsIn('the account pages', text),
  ),
];

let gateway: ApolloGateway;
let execute: (document: DocumentNode) => Promise<CompiledOperation>;

beforeAll(async () => {
  let compiled: CompiledOperation | null = null;
  gateway = new ApolloGateway({
    supergraphSdl,
    buildService: () => ({ process: async () => ({ data: {} }) }),
    experimental_didResolveQueryPlan({ queryPlan, requestContext, operationContext }) {
      compiled = compileOperation({
        plan: queryPlan,
        document: requestContext.document,
        operation: operationContext.operation,
        apiSchema: operationContext.schema,
        supergraphSchema,
      });
    },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const { executor } = await gateway.load();
  execute = async (document) => {
    compiled = null;
    const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const query = print(document);
    const variables = variablesFor(operation as OperationDefinitionNode);
    const request = { query, variables };
    const context = { document, request, operation, operationName: null, queryHash: query, context: {} };
    const answer = await executor({ ...context, metrics: {}, logger: console } as never);
    if (compiled === null) throw new Error(`was not planned: ${JSON.stringify(answer)}`);
    return compiled;
  };
});
afterAll(() => gateway.stop());

function variablesFor({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, type }) => {
      const known = typeFromAST(supergraphSchema, type as never) as GraphQLInputType;
      return [variable.name.value, valueOf(known)];
    }),
  );
}

function valueOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [];
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  if (isInputObjectType(nullable)) {
    const required = Object.values(nullable.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, valueOf(field.type)]));
  }
  return nullable === supergraphSchema.getType('Boolean') ? true : String(nullable) === 'Int' ? 1 : '1';
}

it('knows of operations in all three places', () => {
  expect(new Set(OPERATIONS.map(([place]) => place.split(' ', 2).join(' '))).size).toBeGreaterThan(2);
});

it.each(OPERATIONS)('never leaves %s to the general executor', async (_place, document) => {
  await expect(execute(document)).resolves.toHaveProperty('prepare');
});
