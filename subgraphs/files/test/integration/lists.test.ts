import { randomUUID } from 'node:crypto';
import { signToken, startTestApp, type TestApp } from '../startTestApp';

let app: TestApp;
const userId = randomUUID();
const token = signToken({ sub: userId });
const NAMES = ['Über uns.txt', 'b.txt', 'uber-plan.txt', 'A.txt', 'c.txt', 'ÜBERSICHT.txt', 'd.txt'];
beforeAll(async () => {
  app = await startTestApp();
  for (const name of NAMES) {
    const headers = { 'content-type': 'text/plain' };
    const path = `/upload?name=${encodeURIComponent(name)}`;
    await app.send(path, { method: 'POST', body: name, headers }, token);
  }
});
afterAll(() => app.close());

const LIST = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: FileFilter, $orderBy: FileOrder) {
  _entities(representations: [{ __typename: "User", id: $id }]) { ... on User {
    files(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes { name } edges { cursor } totalCount isTotalCountExact
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  } }
}`;
async function list(variables: Record<string, unknown> = {}) {
  const { body } = await app.graphql(LIST, { id: userId, ...variables }, token);
  const code = body.errors?.[0]?.extensions.code as string | undefined;
  if (code !== undefined) return { code, names: [], pageInfo: {} as Record<string, unknown> };
  const { nodes, pageInfo, totalCount, isTotalCountExact } = body.data._entities[0].files;
  const names = (nodes as { name: string }[]).map(({ name }) => name);
  return { code, names, pageInfo: pageInfo as Record<string, unknown>, totalCount, isTotalCountExact };
}
const orderBy = { field: 'NAME', direction: 'ASC' };
const SORTED = ['A.txt', 'b.txt', 'c.txt', 'd.txt', 'uber-plan.txt', 'Über uns.txt', 'ÜBERSICHT.txt'].sort(
  (one, other) => {
    const [a, b] = [one, other].map((name) => name.toLowerCase().replace('ü', 'u'));
    return a! < b! ? -1 : 1;
  },
);

it('pages backward as it pages forward, and says on which sides there is more', async () => {
  const last = await list({ orderBy, last: 3 });
  expect(last.names).toEqual(SORTED.slice(-3));
  expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const middle = await list({ orderBy, last: 3, before: last.pageInfo.startCursor });
  expect(middle.names).toEqual(SORTED.slice(1, 4));
  expect(middle.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  const first = await list({ orderBy, last: 3, before: middle.pageInfo.startCursor });
  expect(first.names).toEqual(SORTED.slice(0, 1));
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const again = await list({ orderBy, first: 3, after: first.pageInfo.endCursor });
  expect(again.names).toEqual(middle.names);
  expect(again.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
});

it('finds names whatever their case and accents, and counts them', async () => {
  const found = await list({ orderBy, filter: { nameContains: 'ÜBER' } });
  expect(found.names).toEqual(SORTED.slice(-3));
  expect(found).toMatchObject({ totalCount: 3, isTotalCountExact: true });
  expect((await list({ filter: { nameContains: 'nothing' } })).pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

it('leaves the trash out unless asked for it', async () => {
  const { body } = await app.graphql(
    LIST.replace('nodes { name }', 'nodes { id name }'),
    { id: userId },
    token,
  );
  const { id } = body.data._entities[0].files.nodes[0] as { id: string };
  const move = (verb: string) =>
    app.graphql(
      `mutation ($input: ${verb}FileInput!) { ${verb.toLowerCase()}File(input: $input) { file { status trashedAt trashEndsAt downloadUrl } } }`,
      { input: { fileId: id } },
      token,
    );
  const { trashFile } = (await move('Trash')).body.data;
  expect(trashFile.file).toMatchObject({ status: 'TRASHED', downloadUrl: null });
  expect(
    Date.parse(trashFile.file.trashEndsAt as string) - Date.parse(trashFile.file.trashedAt as string),
  ).toBe(30 * 86_400_000);
  expect(await list()).toMatchObject({ totalCount: 6 });
  expect(await list({ filter: { status: 'TRASHED' } })).toMatchObject({ totalCount: 1 });
  expect((await app.send(`/file/${id}?redirect=true`, {}, token)).body).toMatchObject({ code: 'CONFLICT' });
  const { restoreFile } = (await move('Restore')).body.data;
  expect(restoreFile.file).toMatchObject({ status: 'READY', trashedAt: null, trashEndsAt: null });
  expect(await list()).toMatchObject({ totalCount: 7 });
});

it.each([
  { first: 0 },
  { first: 101 },
  { first: -1 },
  { last: 0 },
  { last: 101 },
  { first: 1, last: 1 },
  { after: 'forged' },
  { before: Buffer.from('{"f":"CREATED_AT","v":1,"i":"x"}').toString('base64url') },
  { filter: { contentType: '*/*' } },
  { filter: { size: { min: -1 } } },
  { filter: { nameContains: 'x'.repeat(256) } },
])('G11 refuses to list with %j', async (variables) => {
  expect((await list(variables)).code).toBe('BAD_USER_INPUT');
});
