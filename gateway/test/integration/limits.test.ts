import { getIntrospectionQuery } from 'graphql';
import { LOGIN, startSignInFakes, type SignInFakes } from './signInFakes';

let fakes: SignInFakes;
let gateway: SignInFakes['gateway'];
let open: SignInFakes['open'];
let calls: SignInFakes['calls'];
beforeAll(async () => {
  fakes = await startSignInFakes();
  ({ gateway, open, calls } = fakes);
});
afterAll(() => fakes.close());

describe('G02 with introspection off', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "User") { name } }',
    'query { ...f } fragment f on Query { __schema { queryType { name } } }',
  ])('refuses %s', async (query) => {
    const answer = await gateway.post({ query });
    expect(answer.status).toBe(400);
    expect(answer.errors[0]).toMatchObject({
      extensions: {
        code: 'GRAPHQL_VALIDATION_FAILED',
        validationErrorCode: 'INTROSPECTION_DISABLED',
        requestId: answer.headers.get('x-request-id'),
      },
    });
  });

  it('refuses it by GET as well', async () => {
    const response = await fetch(`${gateway.url}/graphql?query={__schema{types{name}}}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('INTROSPECTION_DISABLED');
  });

  it.each([
    [{ query: '{ mee { id } }' }],
    [{ query: '{ me { emial } }' }],
    [{ query: '{ user(idd: "1") { id } }' }],
    [
      {
        query: 'query ($f: FileFilter) { me { files(filter: $f) { totalCount } } }',
        variables: { f: { status: 'REDY' } },
      },
    ],
    [
      {
        query: 'query ($f: FileFilter) { me { files(filter: $f) { totalCount } } }',
        variables: { f: { statu: 'READY' } },
      },
    ],
  ])('suggests nothing for %j', async (body) => {
    expect((await open.post(body)).text).toContain('Did you mean');
    const answer = await gateway.post(body);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/did you mean/i);
  });
});

it('G02 with introspection on, answers what tools ask and bounds the rest', async () => {
  const tools = await open.post({
    query: getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }),
  });
  expect(tools.errors).toEqual([]);
  const deep = 'ofType { '.repeat(25) + 'name' + ' }'.repeat(25);
  const answer = await open.post({ query: `{ __schema { types { fields { type { ${deep} } } } } }` });
  expect(answer.status).toBe(400);
  expect(answer.errors[0]!.message).toBe('The introspection is 30 levels deep; the limit is 20.');
});

const levels = (count: number) =>
  nest([
    'me',
    ...Array.from({ length: count - 2 }, (_, index) => ['files', 'nodes', 'owner'][index % 3]!),
    'id',
  ]);
function nest(names: string[]): string {
  return names.reduceRight((below, name) => `{ ${name} ${below} }`, '');
}

describe('limits are refused before planning, with the number and the limit', () => {
  const repeat = (count: number, text: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');

  it.each<[string, string, string]>([
    ['G03 12 levels', levels(12), 'The operation is 12 levels deep; the limit is 10.'],
    [
      'G03 levels hidden in fragments',
      `{ me { ...a } } fragment a on User { files { nodes { owner { ...b } } } }
       fragment b on User { files { nodes { owner { ...c } } } }
       fragment c on User { files { nodes { owner { id } } } }`,
      'The operation is 11 levels deep; the limit is 10.',
    ],
    [
      'G03 a fragment that spreads itself',
      '{ me { ...a } } fragment a on User { files { nodes { owner { ...a } } } }',
      'Cannot spread fragment "a" within itself.',
    ],
    [
      'G04 31 aliases',
      `{ ${repeat(31, (i) => `a${i}: __typename`)} }`,
      'The operation has 31 aliases; the limit is 30.',
    ],
    [
      'G04 aliases multiplied by fragments',
      `{ x: me { ...a } y: me { ...a } } fragment a on User { ${repeat(15, (i) => `a${i}: id`)} }`,
      'The operation has 32 aliases; the limit is 30.',
    ],
    [
      'G04 21 root fields',
      `{ ${repeat(21, () => 'me { id }')} }`,
      'The operation has 21 root fields; the limit is 20.',
    ],
    [
      'G04 51 directives',
      `{ me { ${repeat(51, () => 'id @include(if: true)')} } }`,
      'The operation has 51 directives; the limit is 50.',
    ],
    [
      'G04 fields multiplied by fragments',
      `{ me { ${repeat(12, () => '...a')} } }
       fragment a on User { ${repeat(10, () => '...b')} } fragment b on User { ${repeat(10, () => 'id')} }`,
      'The operation has 1201 fields, fragments counted at each use; the limit is 1000.',
    ],
    ['G04 20 000 aliases', `{ ${repeat(5_000, (i) => `a${i}:me{id}`)} }`, '1000 tokens'],
    ['G04 5 000 tokens', `{ ${repeat(5_000, () => 'me')} }`, '1000 tokens'],
  ])('%s', async (_what, query, message) => {
    const before = calls();
    const answer = await gateway.post({ query });
    expect(answer.status).toBe(400);
    expect(answer.errors.map((error) => error.message).join()).toContain(message);
    expect(answer.errors[0]!.extensions.code).toMatch(/^GRAPHQL_(VALIDATION|PARSE)_FAILED$/);
    expect(calls()).toBe(before);
  });

  it.each<[string, string, Record<string, unknown>, number]>([
    ['written out', '{ users(first: 100) { nodes { files(first: 100) { nodes { id } } } } }', {}, 10_201],
    [
      'from variables',
      'query ($n: Int! = 1) { users(first: $n) { nodes { files(first: $n) { nodes { id } } } } }',
      { n: 100 },
      10_201,
    ],
  ])('G04 pages within pages, lengths %s', async (_what, query, variables, cost) => {
    const before = calls();
    // The second time the operation is known, with short pages; the third time not.
    for (const n of [1, 1]) {
      expect((await gateway.post({ query: query.replaceAll('100', `${n}`), variables: { n } })).status).toBe(
        200,
      );
    }
    const small = calls();
    expect(small).toBeGreaterThan(before);
    const answer = await gateway.post({ query, variables });
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([
      {
        message: `The operation is estimated to cost ${cost}; the limit is 10000. Ask for shorter pages.`,
        extensions: { code: 'BAD_USER_INPUT', reason: 'OPERATION_TOO_EXPENSIVE' },
      },
    ]);
    expect(calls()).toBe(small);
  });

  it('G03 runs 10 levels', async () => {
    expect((await gateway.post({ query: levels(10) })).status).toBe(200);
  });

  it('G04 takes no more than a multiple of the time of a plain query, whatever is sent', async () => {
    const timed = async (query: string) => {
      const startedAt = performance.now();
      const answer = await gateway.post({ query });
      expect(answer.status).toBeLessThan(500);
      return performance.now() - startedAt;
    };
    const worst = [
      `{ ${repeat(990, () => 'me')} }`,
      `{ me { ${repeat(480, () => '...f')} } } fragment f on User { id }`,
      `{ ${repeat(240, (i) => `...f${i}`)} } ${repeat(80, (i) => `fragment f${i} on Query { ...f${i + 1} me { id } }`)}`,
      '{ '.concat('me { files { nodes { owner { '.repeat(120)),
      `{ me { ${repeat(60, () => 'files { nodes { owner { id } } }')} } }`,
    ];
    await timed('{ __typename }');
    const plain = await timed('{ __typename }');
    for (const query of worst) {
      await timed(query);
      // What is to be ruled out grows exponentially; a factor of 200 leaves room for a busy machine.
      expect((await timed(`${query} `)) / plain).toBeLessThan(200);
    }
  });
});

describe('G06 lets a request prove itself once', () => {
  it.each([
    `mutation { a: ${LOGIN} b: ${LOGIN} }`,
    `mutation { ...f ...g } fragment f on Mutation { a: ${LOGIN} } fragment g on Mutation { b: ${LOGIN} }`,
    `mutation { ${LOGIN} refreshSession(input: { refreshToken: "r" }) { tokenType } }`,
  ])('refuses %s', async (query) => {
    const before = calls();
    const answer = await gateway.post({ query });
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(answer.errors[0]!.message).toContain('the limit is 1');
    expect(calls()).toBe(before);
  });

  it('and runs one', async () => {
    expect((await gateway.post({ query: `mutation { ${LOGIN} }` })).data).toEqual({
      login: { tokenType: 'Bearer' },
    });
  });
});
