import { buildSchema, GraphQLError, graphqlSync, parse, validate } from 'graphql';
import { describeMistake } from './clientMistake';

const schema = buildSchema(`
  enum Kind { ONE }
  input Person { email: String!, password: String!, age: Int, kind: Kind, tags: [Tag!] }
  input Tag { name: String! }
  type Query { login(input: Person!): Boolean }
`);
const query = 'query ($input: Person!) { login(input: $input) }';

function mistakeOf(input: unknown) {
  const error = graphqlSync({ schema, source: query, variableValues: { input } }).errors![0]!;
  return describeMistake(error.toJSON(), error);
}

it.each<[string, unknown, { message: string; field?: string }]>([
  [
    'a missing field',
    { password: 'hunter2' },
    {
      message:
        'Variable "$input" cannot be accepted: Field "email" of required type "String!" was not provided.',
    },
  ],
  [
    'a field that is not there',
    { email: 'a', password: 'hunter2', isAdmin: true },
    { message: 'Variable "$input" cannot be accepted: Field "isAdmin" is not defined by type "Person".' },
  ],
  [
    'a value of another kind',
    { email: 'a', password: 4711 },
    {
      message: 'Variable "$input.password" cannot be accepted: String cannot represent a non string value.',
      field: 'password',
    },
  ],
  [
    'null',
    { email: null, password: 'hunter2' },
    {
      message:
        'Variable "$input.email" cannot be accepted: Expected non-nullable type "String!" not to be null.',
      field: 'email',
    },
  ],
  [
    'a value deep inside',
    { email: 'a', password: 'b', tags: [{ name: 'x' }, { name: { $gt: 'hunter2' } }] },
    {
      message:
        'Variable "$input.tags[1].name" cannot be accepted: String cannot represent a non string value.',
      field: 'tags[1].name',
    },
  ],
  [
    'text that imitates the message',
    { email: 'a', password: ['x" at "input.age"; hunter2'] },
    {
      message: 'Variable "$input.password" cannot be accepted: String cannot represent a non string value.',
      field: 'password',
    },
  ],
])('G10 names the place of %s and repeats no value', (_what, input, expected) => {
  expect(mistakeOf(input)).toEqual(expected);
  expect(JSON.stringify(mistakeOf(input))).not.toMatch(/hunter2|4711/);
});

it('G10 repeats no value of a literal either', () => {
  const [error] = validate(schema, parse('{ login(input: { email: "a", password: 4711 }) }'));
  expect(describeMistake(error!.toJSON(), error)).toEqual({
    message: 'String cannot represent a non string value.',
  });
});

it('keeps other messages as they are, up to a length', () => {
  const error = new GraphQLError('Syntax Error: Expected Name, found "}".');
  expect(describeMistake(error.toJSON(), error)).toEqual({ message: error.message });
  const long = new GraphQLError('x'.repeat(10_000));
  expect(describeMistake(long.toJSON(), long).message.length).toBeLessThan(500);
});
