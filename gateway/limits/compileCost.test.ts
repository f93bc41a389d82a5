import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema,
  buildSchema,
  getOperationAST,
  Kind,
  parse,
  validate,
  type GraphQLSchema,
} from 'graphql';
import { GATEWAY_DEFAULTS } from '../config';
import { compileCost } from './compileCost';
import { createCostModel } from './costModel';

const schemaFile = (name: string) => readFileSync(join(__dirname, '../../schema', name), 'utf8');
const supergraph = buildASTSchema(parse(schemaFile('supergraph.graphql')), { assumeValid: true });
const api = buildSchema(schemaFile('api.graphql'));

const LINK = `
  directive @link(url: String, import: [String]) repeatable on SCHEMA
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(
    assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true
  ) on FIELD_DEFINITION
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"]) { query: Query }
`;
const OTHER = buildSchema(`${LINK}
  interface Animal { name: String, friends: [Animal] @listSize(assumedSize: 3) }
  type Dog implements Animal @cost(weight: 5) { name: String, friends: [Animal] @listSize(assumedSize: 3), walks: [Walk] @listSize(assumedSize: 4) }
  type Cat implements Animal { name: String, friends: [Animal] @listSize(assumedSize: 3), naps: [Walk] @listSize(assumedSize: 7) }
  type Walk { minutes: Int @cost(weight: 2) }
  type Query {
    animal(id: ID @cost(weight: 9)): Animal
    unsaid: [Walk]
    either(first: Int, last: Int): [Walk] @listSize(slicingArguments: ["first", "last"])
    any(first: Int, last: Int): [Walk]
      @listSize(slicingArguments: ["first", "last"], assumedSize: 30, requireOneSlicingArgument: false)
  }`);

function compile(text: string, schema: GraphQLSchema = OTHER, superSchema = schema) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document)!;
  return compileCost({ document, operation, apiSchema: schema, model: createCostModel(superSchema) });
}
const cost = (text: string, variables: Record<string, unknown> = {}) => compile(text).estimate(variables);
const ours = (text: string, variables: Record<string, unknown> = {}) =>
  compile(text, api, supergraph).estimate(variables);

it('counts objects, each page by the length it is asked for', () => {
  expect(ours('{ me { id name } }')).toBe(1);
  expect(ours('{ me { files { nodes { id } } } }')).toBe(1 + 1 + 20);
  expect(ours('{ me { files(first: 100) { nodes { id owner { id } } pageInfo { endCursor } } } }')).toBe(203);
  expect(ours('{ me { files(last: 7) { edges { node { id } } totalCount } } }')).toBe(1 + 1 + 7 * 2);
  expect(ours('{ users(first: 100) { nodes { files(first: 100) { nodes { id } } } } }')).toBe(10_201);
});

it('reads lengths from variables, their defaults and those of the schema', () => {
  const page = 'query ($n: Int) { me { files(first: $n) { nodes { id } } } }';
  expect([{ n: 5 }, { n: null }, {}, { n: -5 }].map((variables) => ours(page, variables))).toEqual([
    7, 22, 22, 2,
  ]);
  expect(ours('query ($n: Int = 50) { me { files(first: $n) { nodes { id } } } }')).toBe(52);
  expect(ours('query ($n: Int! = 50) { me { sessions(first: $n) { nodes { id } } } }', { n: 3 })).toBe(5);
  expect(ours('{ exportAccount { files { nodes { id } } } }')).toBe(102);
});

it('counts a mutation, and more for one that hashes a password', () => {
  expect(ours('mutation { deleteFile(input: { fileId: "f" }) { deletedFileId } }')).toBe(11);
  expect(ours('mutation { login(input: { email: "a", password: "b" }) { user { id } } }')).toBe(111);
});

it('counts what is selected twice once, and a fragment at each use', () => {
  const written = ours('{ me { files { nodes { id } } } you: me { files { nodes { id } } } }');
  expect(written).toBe(44);
  expect(ours('{ me { ...f } you: me { ...f } } fragment f on User { files { nodes { id } } }')).toBe(44);
  expect(ours('{ me { files { nodes { id } } ... { files { nodes { name } } } } }')).toBe(22);
});

it('takes the dearest of the types that an object can have', () => {
  expect(cost('{ animal { name } }')).toBe(5);
  expect(cost('{ animal { ... on Dog { walks { __typename } } ... on Cat { naps { __typename } } } }')).toBe(
    5 + 7,
  );
  expect(cost('{ animal { friends { name } ... on Dog { friends { name } } } }')).toBe(5 + 15 + 15);
});

it('knows weights of types, of scalars and of arguments', () => {
  expect(cost('{ animal(id: "1") { name } }')).toBe(14);
  expect(cost('{ animal { ... on Dog { walks { minutes } } } }')).toBe(5 + 4 * 3);
});

it('takes a list whose length nobody says for ten, and the longest of several lengths', () => {
  expect(cost('{ unsaid { __typename } }')).toBe(10);
  expect(cost('{ any(first: 2, last: 6) { __typename } }')).toBe(6);
  expect(cost('{ any { __typename } }')).toBe(30);
});

it('tells when not exactly one length is given although the schema wants that', () => {
  expect(compile('{ either(first: 1) { __typename } }').faults).toEqual([]);
  for (const given of ['', '(first: 1, last: 2)']) {
    expect(compile(`{ either${given} { __typename } }`).faults).toEqual([
      'Field "either" takes exactly one of first, last.',
    ]);
  }
});

it('finds directives under the names that a supergraph gives them', () => {
  for (const [link, name] of [
    ['', 'cost__listSize'],
    [', as: "price"', 'price__listSize'],
    [', import: [{ name: "@listSize", as: "@length" }]', 'length'],
  ]) {
    const schema = buildASTSchema(
      parse(`
        schema @link(url: "https://specs.apollo.dev/cost/v0.1"${link}) { query: Query }
        type Query { walks: [Walk] @${name}(assumedSize: 4) }
        type Walk { minutes: Int }`),
      { assumeValid: true },
    );
    expect(compile('{ walks { minutes } }', schema).estimate({})).toBe(4);
  }
});

it('bounds what types and fragments can multiply to one walk over the text', () => {
  const level = (below: string) => `friends { ... on Dog { name } ... on Cat { name } ${below} }`;
  const deep = Array.from({ length: 60 }).reduce<string>((below) => level(below), 'name');
  expect(cost(`{ animal { ${deep} } }`)).toBeGreaterThan(1e20);
});

it("keeps the client's own operations far below the limit", () => {
  const document = parse(schemaFile('operations.graphql'));
  const model = createCostModel(supergraph);
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const compiled = compileCost({ document, operation, apiSchema: api, model });
    expect(compiled.faults).toEqual([]);
    expect(compiled.estimate({ first: 100 })).toBeLessThan(GATEWAY_DEFAULTS.limits.cost / 5);
  }
});
