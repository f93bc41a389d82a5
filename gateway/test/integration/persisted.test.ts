import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import * as operations from '../../../schema/operations.generated';
import manifest from '../../../schema/persisted-operations.json';
import { fakeSubgraph, startTestGateway, type FakeService, type TestGateway } from './testbed';

let auth: FakeService;
let files: FakeService;
let folder: string;
beforeAll(async () => {
  const user = { id: 'u1', name: 'Ada', createdAt: new Date(0) };
  auth = await fakeSubgraph('auth', {
    Query: {
      me: (_: unknown, _arguments: unknown, { authorization }: { authorization?: string }) => {
        if (authorization === undefined) throw new Error('nobody');
        return user;
      },
      user: () => user,
    },
    Mutation: { logout: () => ({ success: true }) },
  });
  files = await fakeSubgraph('files', { User: { files: () => null } });
  folder = await mkdtemp(join(tmpdir(), 'cloakroom-manifest-'));
});
afterAll(async () => {
  await Promise.all([auth.close(), files.close(), rm(folder, { recursive: true })]);
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (text: string, version = 1) => ({
  persistedQuery: { version, sha256Hash: sha256(text) },
});
const start = (overrides: Parameters<typeof startTestGateway>[1] = {}): Promise<TestGateway> =>
  startTestGateway({ authUrl: auth.url, filesUrl: files.url }, overrides);
const USER = 'query U($id: ID!) { user(id: $id) { name } }';
const variables = { id: 'u1' };
const DATA = { user: { name: 'Ada' } };
const isKnown = (gateway: TestGateway) =>
  gateway
    .logged()
    .filter(({ msg }) => msg === 'operation')
    .map(({ known }) => known === true);

async function get(
  gateway: TestGateway,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
    headers: { 'apollo-require-preflight': '1', ...headers },
  });
  const body = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return {
    status: response.status,
    cacheControl: response.headers.get('cache-control'),
    vary: response.headers.get('vary'),
    data: body.data,
    code: body.errors?.[0]?.extensions.code,
  };
}

describe('automatic persisted queries', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start();
  });
  afterAll(() => gateway.close());

  it('G12 asks for the text once, and takes the hash from then on, as a known operation', async () => {
    const extensions = persisted(USER);
    const first = await gateway.post({ extensions, variables });
    expect([first.status, first.errors[0]]).toEqual([
      200,
      {
        message: 'PersistedQueryNotFound',
        extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', requestId: first.headers.get('x-request-id') },
      },
    ]);
    expect((await gateway.post({ query: USER, extensions, variables })).data).toEqual(DATA);
    for (const body of [
      { extensions, variables },
      { documentId: `sha256:${sha256(USER)}`, variables },
    ]) {
      const answer = await gateway.post(body);
      expect([answer.status, answer.data]).toEqual([200, DATA]);
    }
    expect(
      (await get(gateway, { extensions: JSON.stringify(extensions), variables: JSON.stringify(variables) }))
        .data,
    ).toEqual(DATA);
    expect(isKnown(gateway)).toEqual([false, true, true, true]);
  });

  it('G10 answers a GET whose extensions are nested as deep as they may be long', async () => {
    await gateway.post({ query: USER, extensions: persisted(USER), variables });
    const nested = `{"more":${'['.repeat(6_000)}${']'.repeat(6_000)}}`;
    const given = `documentId=${sha256(USER)}&variables=${encodeURIComponent(JSON.stringify(variables))}`;
    // As they are: percent-encoded, fewer of them fit into the longest address.
    const answer = await fetch(`${gateway.url}/graphql?${given}&extensions=${nested}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect([answer.status, await answer.json()]).toEqual([200, { data: DATA }]);
  });

  it.each(['query', 'documentId', 'variables', 'extensions'])('H02 takes no %s twice', async (name) => {
    const { url } = gateway;
    const search = `documentId=${sha256(USER)}&${name}=%7B%7D&${name}=%7B%7D`;
    const answer = await fetch(`${url}/graphql?${search}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it.each<[string, object, string]>([
    [
      'a hash of another text',
      { query: '{ me { id } }', extensions: persisted('{ me { name } }') },
      'BAD_REQUEST',
    ],
    ['another version', { extensions: persisted(USER, 2) }, 'BAD_REQUEST'],
    [
      'a hash that is no text',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 5 } } },
      'BAD_REQUEST',
    ],
    ['a document id that is no text', { documentId: [] }, 'BAD_REQUEST'],
    ['neither text nor hash', {}, 'BAD_REQUEST'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await gateway.post(body);
    expect(answer.status).toBe(400);
    expect(answer.errors).toMatchObject([
      { extensions: { code, requestId: answer.headers.get('x-request-id') } },
    ]);
  });

  it.each([
    ['{ nowhere }'],
    ['{ user('],
    ['{ users(first: 100) { nodes { files(first: 100) { nodes { id } } } } }'],
  ])('G12 keeps no text that is refused, such as %s', async (query) => {
    const extensions = persisted(query);
    expect((await gateway.post({ query, extensions })).status).toBe(400);
    expect((await gateway.post({ extensions })).errors[0]!.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('with PERSISTED_ONLY', () => {
  let gateway: TestGateway;
  const path = () => join(folder, 'manifest.json');
  const listed = [
    { id: sha256(USER), name: 'U', type: 'query', body: USER },
    {
      id: 'who-am-i',
      name: 'Me',
      type: 'query',
      body: 'query Me { me { ...f } }\n\nfragment f on User { id }',
    },
    {
      id: 'out',
      name: 'Out',
      type: 'mutation',
      body: 'mutation Out($input: LogoutInput!) { logout(input: $input) { success } }',
    },
    { id: 'typename', name: 'T', type: 'query', body: 'query T { __typename }' },
    { id: 'old', name: 'Old', type: 'query', body: 'query Old { me { shoeSize } }' },
  ];
  beforeAll(async () => {
    const text = { format: 'apollo-persisted-query-manifest', version: 1, operations: listed };
    await writeFile(path(), JSON.stringify(text));
    gateway = await start({ persisted: { only: true, manifestPath: path(), maxAgeSeconds: 60 } });
  });
  afterAll(() => gateway.close());

  it('runs what is in the manifest, known from the first request on', async () => {
    const token = { authorization: 'Bearer t' };
    expect((await gateway.post({ extensions: persisted(USER), variables })).data).toEqual(DATA);
    expect((await gateway.post({ documentId: 'who-am-i', operationName: 'Me' }, token)).data).toEqual({
      me: { id: 'u1' },
    });
    expect((await gateway.post({ documentId: 'out', variables: { input: {} } })).data).toEqual({
      logout: { success: true },
    });
    expect((await gateway.post({ query: USER, variables })).data).toEqual(DATA);
    expect(isKnown(gateway)).toEqual([true, true, true, true]);
  });

  it('takes a text of the manifest however it is written', async () => {
    const query = '# mine\nfragment f on User{id} query Me{me{...f}}';
    expect((await gateway.post({ query }, { authorization: 'Bearer t' })).data).toEqual({ me: { id: 'u1' } });
  });

  it.each<[string, object, string]>([
    ['another text', { query: '{ me { id name } }' }, 'QUERY_NOT_IN_SAFELIST'],
    [
      'a text with one more operation',
      { query: `${USER} query X { me { name } }`, operationName: 'X' },
      'QUERY_NOT_IN_SAFELIST',
    ],
    [
      'another text under its hash',
      { query: '{ me { name } }', extensions: persisted('{ me { name } }') },
      'QUERY_NOT_IN_SAFELIST',
    ],
    [
      'another text under an id of the manifest',
      { query: '{ me { name } }', documentId: 'who-am-i' },
      'BAD_REQUEST',
    ],
    ['an unknown id', { documentId: 'nothing' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['an unknown hash', { extensions: persisted('{ me { name } }') }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['introspection', { query: '{ __schema { types { name } } }' }, 'QUERY_NOT_IN_SAFELIST'],
    ['what is no GraphQL', { query: '{' }, 'QUERY_NOT_IN_SAFELIST'],
    [
      'an operation that the schema does not allow any more',
      { documentId: 'old' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('refuses %s', async (_what, body, code) => {
    const before = auth.seen.length;
    const answer = await gateway.post(body, { authorization: 'Bearer t' });
    expect(answer.status).toBe(400);
    expect(answer.errors[0]!.extensions).toMatchObject({
      code,
      requestId: answer.headers.get('x-request-id'),
    });
    expect(auth.seen.length).toBe(before);
    const { query } = body as { query?: string };
    if (query !== undefined) {
      expect(await get(gateway, { query })).toMatchObject({ status: 400, code: 'QUERY_NOT_IN_SAFELIST' });
    }
  });

  it('names in the log what of the manifest cannot be served', () => {
    expect(gateway.logged()).toContainEqual(
      expect.objectContaining({ level: 'error', op: 'Old', reason: expect.stringContaining('shoeSize') }),
    );
  });

  it('lets caches keep what anybody gets by GET and an id, and nothing else', async () => {
    const id = { documentId: sha256(USER), variables: JSON.stringify(variables) };
    const open = { status: 200, cacheControl: 'public, max-age=60', data: DATA };
    expect(await get(gateway, id)).toMatchObject(open);
    expect((await get(gateway, id)).vary).toMatch(/authorization/);
    // Left to @apollo/gateway, which nobody compiles.
    expect(await get(gateway, { documentId: 'typename' })).toMatchObject({
      cacheControl: 'public, max-age=60',
    });
    const closed = [
      await get(gateway, id, { authorization: 'Bearer t' }),
      await get(gateway, { documentId: 'who-am-i' }),
      await get(gateway, { documentId: 'who-am-i' }, { authorization: 'Bearer t' }),
      await get(gateway, { ...id, variables: '{}' }),
      await get(gateway, { documentId: 'nothing' }),
      await get(gateway, { query: USER, variables: JSON.stringify(variables) }),
    ];
    expect(closed.map(({ cacheControl }) => cacheControl)).toEqual(closed.map(() => 'no-store'));
    const posted = await gateway.post({ documentId: sha256(USER), variables });
    expect(posted.headers.get('cache-control')).toBe('no-store');
  });

  it('G07 G08 runs no mutation by GET, and nothing that a page can send unasked', async () => {
    const input = { documentId: 'out', variables: JSON.stringify({ input: {} }) };
    expect(await get(gateway, input)).toMatchObject({ status: 405, cacheControl: 'no-store' });
    const unasked = await get(gateway, { documentId: sha256(USER) }, { 'apollo-require-preflight': '' });
    expect(unasked).toMatchObject({ status: 400, code: 'BAD_REQUEST', cacheControl: 'no-store' });
  });
});

it('starts with no manifest that it cannot read', async () => {
  const path = join(folder, 'broken.json');
  await writeFile(path, '{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}');
  for (const manifestPath of [path, join(folder, 'nowhere.json')]) {
    await expect(start({ persisted: { only: true, manifestPath, maxAgeSeconds: 0 } })).rejects.toThrow(
      'PERSISTED_MANIFEST_PATH',
    );
  }
});

it('has in its own manifest what its client sends, all of it known from the start', async () => {
  const documents = Object.entries(operations).filter(([name]) => name.endsWith('Document'));
  const ids = new Map(manifest.operations.map(({ id, body }) => [body, id]));
  expect(documents.length).toBe(manifest.operations.length);
  for (const [, document] of documents) {
    const text = print(document);
    expect(ids.get(text)).toBe(sha256(text));
  }
  const manifestPath = join(__dirname, '../../../schema/persisted-operations.json');
  const gateway = await start({
    persisted: { only: true, manifestPath, maxAgeSeconds: 60 },
    logLevel: 'debug',
  });
  expect(gateway.logged().filter(({ reason }) => reason !== undefined)).toEqual([]);
  await gateway.close();
});
