import fc from 'fast-check';
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { mergeData } from './mergeData';
import type { FetchNode, JsonObject } from './plan';
import { compileReadVerbatim, wantedAt, type Wanted } from './readVerbatim';
import { Verbatim } from './Verbatim';
import { compileAnswer } from './writeAnswer';

const schema = buildSchema(`
  scalar Any
  enum Color { RED GREEN }
  interface Named { name: String }
  type Thing implements Named {
    id: ID!
    name: String
    count: Int!
    weight: Float
    isNew: Boolean!
    color: Color
    any: Any
    tags: [String!]!
    grid: [[Int]]
    next: Thing
    things: [Thing!]
    named: Named
  }
  type Query { thing: Thing other: Thing! things: [Thing] }
`);

function wantedOf(query: string, conditions: Record<string, unknown> = {}): Wanted {
  const { selectionSet } = parse(query).definitions[0] as OperationDefinitionNode;
  const type = schema.getQueryType();
  if (type == null) throw new Error('no queries');
  return { type, sets: [selectionSet], reading: { schema, fragments: new Map(), conditions } };
}

const fetchNode = (operation: string, more: Partial<FetchNode> = {}) =>
  ({ kind: 'Fetch', serviceName: 'things', operation, operationKind: 'query', ...more }) as FetchNode;

/** Reads an answer for a query that goes to the subgraph as it is. */
function read(query: string, text: string): JsonObject | null {
  const reading = compileReadVerbatim(fetchNode(query), wantedOf(query));
  if (reading === null) throw new Error('cannot be read as it comes');
  return reading(text);
}

/** What the client gets of it. */
function write(query: string, data: JsonObject): { json: string; faults: number } {
  const { type, sets, reading } = wantedOf(query);
  let faults = 0;
  const json = compileAnswer(sets[0]!, type, reading)(data, () => (faults += 1));
  return { json, faults };
}

const LEAVES = 'id name count weight isNew color any tags grid';
const QUERY = `{ thing { ${LEAVES} next { __typename id } things { ${LEAVES} next { count } } } other { count } things { id } }`;

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\u2028', '\ud800', '</script>'),
);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 });
const leaves = {
  id: fc.oneof(text, fc.nat()),
  name: orNull(text),
  count: fc.integer(),
  weight: orNull(
    fc.oneof(
      fc.integer(),
      fc.integer().map((value) => value / 64),
    ),
  ),
  isNew: fc.boolean(),
  color: orNull(fc.constantFrom('RED', 'GREEN')),
  any: orNull(fc.oneof(text, fc.maxSafeInteger(), fc.boolean())),
  tags: fc.array(text, { maxLength: 3 }),
  grid: orNull(fc.array(orNull(fc.array(orNull(fc.integer()), { maxLength: 2 })), { maxLength: 2 })),
};
const things = fc.record({ ...leaves, next: orNull(fc.record({ count: fc.integer() })) });
const right = fc.record({
  thing: orNull(
    fc.record({
      ...leaves,
      next: orNull(fc.record({ __typename: fc.constant('Thing'), id: text })),
      things: orNull(fc.array(things, { maxLength: 3 })),
    }),
  ),
  other: fc.record({ count: fc.integer() }),
  things: orNull(fc.array(orNull(fc.record({ id: text })), { maxLength: 3 })),
});

it('passes on answers that are right, to the same effect as parsing and writing them', () => {
  fc.assert(
    fc.property(right, (data) => {
      const answer = JSON.stringify({ data });
      const verbatim = read(QUERY, answer);
      const parsed = (JSON.parse(answer) as { data: JsonObject }).data;
      // Only numbers of more digits than are always exact are left to the parser.
      if (verbatim === null) return /\d{16}/.test(answer);
      expect(Object.values(verbatim).every((value) => value instanceof Verbatim)).toBe(true);
      const written = write(QUERY, verbatim).json;
      expect(written).toBe(answer.slice('{"data":'.length, -1));
      expect(JSON.parse(written)).toEqual(JSON.parse(write(QUERY, parsed).json));
      return true;
    }),
    { numRuns: 500 },
  );
});

it('never passes on what a subgraph may not answer', () => {
  const anything = fc.oneof(
    fc.constantFrom(null, true, 'RED', 'BLUE', '1', 1, 1.5, -0, [], [null], {}, { id: 'a' }),
    fc.jsonValue(),
  );
  const broken = fc.record({
    thing: fc.record(
      Object.fromEntries(
        Object.entries(leaves).map(([name, values]) => [
          name,
          fc.oneof({ weight: 9, arbitrary: values as fc.Arbitrary<unknown> }, anything),
        ]),
      ),
    ),
    other: fc.oneof(anything, fc.record({ count: anything })),
  });
  const query = `{ thing { ${LEAVES} } other { count } }`;
  let passed = 0;
  fc.assert(
    fc.property(broken, (data) => {
      const answer = JSON.stringify({ data });
      const verbatim = read(query, answer);
      if (verbatim === null) return;
      passed += 1;
      const { json, faults } = write(query, (JSON.parse(answer) as { data: JsonObject }).data);
      expect(faults).toBe(0);
      expect(JSON.parse(write(query, verbatim).json)).toEqual(JSON.parse(json));
    }),
    { numRuns: 1_000 },
  );
  expect(passed).toBeGreaterThan(0);
});

describe('leaves to the parser', () => {
  const query = '{ thing { id name count weight color tags } }';
  const start = '{"data":{"thing":{"id":"a","name":"b","count":1,"weight":1.5,"color":"RED","tags":["c"]';
  const whole = `${start}}}}`;
  it('nothing of an answer as it is to be', () => {
    expect(read(query, whole)).toEqual({ thing: new Verbatim(whole.slice('{"data":{"thing":'.length, -2)) });
    expect(read(query, `${whole}\n`)).not.toBeNull();
  });
  it.each([
    ['errors', `${start}}},"errors":[]}`],
    ['errors in front', `{"errors":[],${whole.slice(1)}`],
    ['extensions', `${start}}},"extensions":{}}`],
    ['something after the answer', `${whole}{}`],
    ['an answer that breaks off', start],
    ['white space', whole.replace(':1,', ': 1,')],
    ['another order', whole.replace('"id":"a","name":"b"', '"name":"b","id":"a"')],
    ['a field more', `${start},"more":1}}}`],
    ['a field twice', whole.replace('"id":"a"', '"id":"a","id":"a"')],
    ['a field less', whole.replace('"id":"a",', '')],
    ['null where a value is promised', whole.replace(':1,', ':null,')],
    ['null in a list of values', whole.replace('["c"]', '[null]')],
    ['a text for a number', whole.replace(':1,', ':"1",')],
    ['a number for a text', whole.replace('"b"', '1')],
    ['a fraction for a whole number', whole.replace(':1,', ':1.5,')],
    ['a whole number with an exponent', whole.replace(':1,', ':1e3,')],
    ['a number of too many digits', whole.replace(':1,', ':1234567890123456,')],
    ['a number that begins with zero', whole.replace(':1,', ':01,')],
    ['a value that is none of the enum', whole.replace('RED', 'RED|GREEN')],
    ['a raw line break in a text', whole.replace('"b"', '"\n"')],
    ['an escape that there is not', whole.replace('"b"', '"\\x"')],
    ['an escape that breaks off', whole.replace('"b"', '"\\u12"')],
    ['a comma too many', whole.replace('["c"]', '["c",]')],
    ['a comma too few', whole.replace('["c"]', '["c""d"]')],
    ['no list', whole.replace('["c"]', '"c"')],
  ])('%s', (_what, answer) => {
    expect(answer).not.toBe(whole);
    expect(read(query, answer)).toBeNull();
  });
});

it('parses answers that are too long for a regular expression', () => {
  const answer = (escapes: number) => `{"data":{"thing":{"name":"${'\\n'.repeat(escapes)}"}}}`;
  expect(read('{ thing { name } }', answer(400_000))).not.toBeNull();
  expect(read('{ thing { name } }', answer(8_000_000))).toBeNull();
});

it('reads fields of entities where the client wants them', () => {
  const wanted = wantedAt(wantedOf('{ things { id things { count } name } }'), ['things', '@']);
  const operation =
    'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Thing { things { count } name } } }';
  const reading = compileReadVerbatim(fetchNode(operation, { requires: [] }), wanted);
  const answer = '{"data":{"_entities":[{"things":[{"count":1}],"name":"a"},{"things":null,"name":null}]}}\n';
  expect(reading?.(answer)).toEqual({
    _entities: [
      { things: new Verbatim('[{"count":1}]'), name: new Verbatim('"a"') },
      { things: new Verbatim('null'), name: new Verbatim('null') },
    ],
  });
  expect(reading?.(answer.replace('{"things":null,"name":null}', 'null'))).toBeNull();
  expect(reading?.('{"data":{"_entities":[]}}')).toBeNull();
});

it.each([
  [
    'that the client asks for under conditions that do not hold',
    '{ thing { id } other @include(if: $no) { count } }',
    '{ other { count } }',
  ],
  [
    'of an interface, whose type stands in the answer',
    '{ thing { named { name } } }',
    '{ thing { named { name } } }',
  ],
])('parses fields %s', (_what, wanted, asked) => {
  expect(compileReadVerbatim(fetchNode(asked), wantedOf(wanted, { no: false }))).toBeNull();
});

it('puts fields together that came from two subgraphs, whichever came first', () => {
  const sources = (): JsonObject[] => [
    { thing: new Verbatim('{"id":"a","next":{"id":"b"}}'), name: new Verbatim('"c"') },
    { thing: { count: 1, next: { count: 2 } }, name: 'c' },
  ];
  for (const order of [sources(), sources().reverse()]) {
    const target: JsonObject = {};
    for (const source of order) mergeData(target, source);
    expect(target).toEqual({ thing: { id: 'a', count: 1, next: { id: 'b', count: 2 } }, name: 'c' });
  }
});
