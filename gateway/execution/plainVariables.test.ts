import { buildSchema, getVariableValues, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { compilePlainVariables } from './plainVariables';

const schema = buildSchema('scalar Url type Query { a(id: ID, s: String, f: Float, url: Url): Int }');
const VALUES = [
  undefined,
  null,
  '',
  'a',
  '1',
  0,
  -0,
  1.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  Number.POSITIVE_INFINITY,
  true,
  [],
  [1],
  {},
];
const TYPES = [
  'ID',
  'ID!',
  'String',
  'String!',
  'Int',
  'Int!',
  'Float!',
  'Boolean',
  'Boolean!',
  '[Int]',
  'Url!',
];

it.each(TYPES)('takes for a plain %s only what graphql-js takes, as it is', (type) => {
  const [operation] = parse(`query ($value: ${type}, $other: ID = "x") { a }`).definitions;
  const { variableDefinitions = [] } = operation as OperationDefinitionNode;
  expect(operation?.kind).toBe(Kind.OPERATION_DEFINITION);
  const read = compilePlainVariables(variableDefinitions);
  for (const value of VALUES) {
    const variables = value === undefined ? { other: 'y' } : { value, other: 'y' };
    const plain = read(variables);
    if (plain !== null)
      expect(getVariableValues(schema, variableDefinitions, variables).coerced).toEqual(plain);
  }
});

it('leaves what is missing to its default value', () => {
  const [operation] = parse('query ($value: Boolean = true) { a @skip(if: $value) }').definitions;
  const read = compilePlainVariables((operation as OperationDefinitionNode).variableDefinitions ?? []);
  expect([read({}), read({ value: null }), read({ value: false })]).toEqual([null, null, { value: false }]);
});
