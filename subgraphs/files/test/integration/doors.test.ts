import { randomUUID } from 'node:crypto';
import { validate } from '@apidevtools/swagger-parser';
import type { SignedUpload } from '../../ports';
import { openApiDocument } from '../../rest/openApiDocument';
import { COMPLETE_UPLOAD, DELETE_FILE, FILE, REQUEST_UPLOAD, USER } from '../operations';
import { signToken, startTestApp, type Reply, type TestApp } from '../startTestApp';

let app: TestApp;
const maxFileBytes = 1_000;
beforeAll(async () => {
  app = await startTestApp({
    config: { maxFileBytes, quotaBytes: 5_000, allowedContentTypes: ['text/*', 'image/png'] },
  });
});
afterAll(() => app.close());

const content = Buffer.from('a coat');
const owner = randomUUID();
const token = signToken({ sub: owner });

async function announce(by = token): Promise<{ id: string; upload: SignedUpload }> {
  const input = { name: 'a.txt', size: content.length, contentType: 'text/plain' };
  const { body } = await app.graphql(REQUEST_UPLOAD, { input }, by);
  return { id: body.data.requestUpload.file.id, upload: body.data.requestUpload.upload };
}
async function leave(): Promise<string> {
  const { id, upload } = await announce();
  app.memory.objects.put(upload, content, new Date());
  await app.graphql(COMPLETE_UPLOAD, { input: { fileId: id } }, token);
  return id;
}

/** What a client is told, the request id left out, through either door. */
function verdict({ status, body }: Reply): { code: string; field?: string } {
  const error = body.errors?.[0]?.extensions ?? (status >= 400 ? body : { code: 'OK' });
  return { code: error.code, ...(error.field === undefined ? {} : { field: error.field }) };
}

describe('H01 both doors say the same', () => {
  type Way = (path: { id: string }, by?: string) => Promise<Reply>;
  const file: [Way, Way] = [
    ({ id }, by) => app.graphql(FILE, { id }, by),
    ({ id }, by) => app.send(`/file/${encodeURIComponent(id)}`, {}, by),
  ];
  const remove: [Way, Way] = [
    ({ id }, by) => app.graphql(DELETE_FILE, { input: { fileId: id } }, by),
    ({ id }, by) => app.send(`/file/${encodeURIComponent(id)}`, { method: 'DELETE' }, by),
  ];
  const stranger = signToken();
  const expired = signToken({ iat: 1_000_000_000, exp: 1_000_000_900 });

  it.each([
    ['reading a READY file', file, leave, token, 'OK', 200],
    ['reading a PENDING file', file, async () => (await announce()).id, token, 'OK', 200],
    ['Z01 reading somebody else’s', file, leave, stranger, 'NOT_FOUND', 404],
    ['reading what never was', file, async () => randomUUID(), token, 'NOT_FOUND', 404],
    ['G10 reading a path', file, async () => '../x', token, 'NOT_FOUND', 404],
    ['Z02 reading without a token', file, leave, undefined, 'UNAUTHENTICATED', 401],
    ['T07 reading with an expired token', file, leave, expired, 'UNAUTHENTICATED', 401],
    [
      'T02 reading with a forged token',
      file,
      leave,
      `${token.slice(0, -9)}AAAAAAAAA`,
      'UNAUTHENTICATED',
      401,
    ],
    ['deleting one’s own', remove, leave, token, 'OK', 200],
    ['Z01 deleting somebody else’s', remove, leave, stranger, 'NOT_FOUND', 404],
    ['deleting what never was', remove, async () => randomUUID(), token, 'NOT_FOUND', 404],
    ['Z02 deleting without a token', remove, leave, undefined, 'UNAUTHENTICATED', 401],
  ])('%s', async (_title, [graphql, rest], prepare, by, code, status) => {
    expect(verdict(await graphql({ id: await prepare() }, by))).toEqual({ code });
    const answer = await rest({ id: await prepare() }, by);
    expect(verdict(answer)).toEqual({ code });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    if (status >= 400)
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  const upload = {
    name: 'a.txt',
    contentType: 'text/plain',
    size: 6,
    checksum: undefined as string | undefined,
  };
  it.each([
    ['a good upload', {}, 'OK', undefined, 201],
    ['U05 a name that is a path', { name: '../a' }, 'BAD_USER_INPUT', 'name', 400],
    ['U05 a name with a line break', { name: 'a\r\nb' }, 'BAD_USER_INPUT', 'name', 400],
    ['U05 an empty name', { name: '' }, 'BAD_USER_INPUT', 'name', 400],
    [
      'U05 a type that is not on the list',
      { contentType: 'video/mp4' },
      'UNSUPPORTED_FILE_TYPE',
      'contentType',
      415,
    ],
    ['U05 a type that is none', { contentType: 'text' }, 'BAD_USER_INPUT', 'contentType', 400],
    ['U05 a size over the limit', { size: 1_001 }, 'FILE_TOO_LARGE', 'size', 413],
    ['a malformed checksum', { checksum: 'abc' }, 'BAD_USER_INPUT', 'checksum', 400],
  ])('%s', async (_title, changes, code, field, status) => {
    const { name, contentType, size, checksum } = { ...upload, ...changes };
    const by = signToken();
    const input = { name, contentType, size, checksum };
    const expected = { code, ...(field === undefined ? {} : { field }) };
    expect(verdict(await app.graphql(REQUEST_UPLOAD, { input }, by))).toEqual(expected);
    const query = new URLSearchParams({ name, ...(checksum === undefined ? {} : { checksum }) });
    const answer = await app.send(
      `/upload?${query.toString()}`,
      { method: 'POST', headers: { 'content-type': contentType }, body: 'x'.repeat(size) },
      by,
    );
    expect(verdict(answer)).toEqual(expected);
    expect(answer.status).toBe(status);
  });
});

describe('Z01 somebody else’s object looks as if it were not there', () => {
  const stranger = signToken();
  const withoutIds = ({ body }: Reply, id: string) =>
    JSON.stringify(body)
      .replaceAll(id, 'ID')
      .replace(/"requestId":"[^"]*"/g, '');

  const ENTITY = `query ($id: ID!) {
    _entities(representations: [{ __typename: "File", id: $id }]) { ... on File { name downloadUrl } }
  }`;
  it.each([
    ['file', (id: string) => app.graphql(FILE, { id }, stranger)],
    ['completeUpload', (id: string) => app.graphql(COMPLETE_UPLOAD, { input: { fileId: id } }, stranger)],
    ['deleteFile', (id: string) => app.graphql(DELETE_FILE, { input: { fileId: id } }, stranger)],
    ['a reference from another subgraph', (id: string) => app.graphql(ENTITY, { id }, stranger)],
    ['REST', (id: string) => app.send(`/file/${id}`, {}, stranger)],
  ])('through %s', async (_way, ask) => {
    const foreign = await leave();
    const missing = randomUUID();
    expect(withoutIds(await ask(foreign), foreign)).toBe(withoutIds(await ask(missing), missing));
    expect(verdict(await ask(foreign))).toEqual({ code: 'NOT_FOUND' });
  });

  it('through User.files and User.storage', async () => {
    const { body } = await app.graphql(USER, { id: owner }, stranger);
    expect(body.data._entities).toEqual([{ files: null, storage: null }]);
    expect(body.errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
      { extensions: { code: 'NOT_FOUND' } },
    ]);
  });
});

it('Z02 answers UNAUTHENTICATED before anything is asked of the database', async () => {
  const find = jest.spyOn(app.memory.files, 'find');
  const markDeleting = jest.spyOn(app.memory.files, 'markDeleting');
  for (const [query, variables] of [
    [FILE, { id: randomUUID() }],
    [COMPLETE_UPLOAD, { input: { fileId: randomUUID() } }],
    [DELETE_FILE, { input: { fileId: randomUUID() } }],
    [USER, { id: owner }],
  ] as const) {
    expect(verdict(await app.graphql(query, variables))).toEqual({ code: 'UNAUTHENTICATED' });
  }
  expect(find).not.toHaveBeenCalled();
  expect(markDeleting).not.toHaveBeenCalled();
});

it.each([0, -1, 101, 99_999_999])('G11 refuses a page of %d files', async (first) => {
  const answer = await app.graphql(USER, { id: owner, first }, token);
  expect(verdict(answer)).toEqual({ code: 'BAD_USER_INPUT', field: 'first' });
  expect(answer.body.data._entities[0].storage).not.toBeNull();
});

it.each([0, 301, -5])('U04 refuses a download URL for %d seconds', async (expiresInSeconds) => {
  const id = await leave();
  const query = 'query ($id: ID!, $s: Int!) { file(id: $id) { downloadUrl(expiresInSeconds: $s) } }';
  const answer = await app.graphql(query, { id, s: expiresInSeconds }, token);
  expect(verdict(answer)).toEqual({ code: 'BAD_USER_INPUT', field: 'expiresInSeconds' });
});

it.each([
  ['text/plain', 'inline'],
  ['image/png', 'attachment'],
])('U09 shows in place only what cannot run scripts: %s', async (contentType, disposition) => {
  const id = await leave();
  const row = app.memory.files.rows.get(id)!;
  // A type that is not safe stands for the PNG here: image/svg+xml is one.
  const type = disposition === 'inline' ? contentType : 'image/svg+xml';
  app.memory.files.rows.set(id, { ...row, file: { ...row.file, contentType: type } });
  const query = 'query ($id: ID!) { file(id: $id) { downloadUrl(disposition: INLINE) } }';
  const { body } = await app.graphql(query, { id }, token);
  expect(new URL(body.data.file.downloadUrl as string).searchParams.get('disposition')).toMatch(
    new RegExp(`^${disposition};`),
  );
});

it('asks for the files of many references in one query, and for a page once', async () => {
  const ids = [await leave(), await leave(), await leave()];
  const findVisible = jest.spyOn(app.memory.files, 'findVisible');
  const listPage = jest.spyOn(app.memory.files, 'listFiles');
  const representations = [
    ...ids.map((id) => ({ __typename: 'File', id })),
    ...[owner, owner, owner].map((id) => ({ __typename: 'User', id })),
  ];
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on File { name owner { id } }
      ... on User { files(first: 2) { nodes { id } } }
    }
  }`;
  const { body } = await app.graphql(query, { representations }, token);
  expect(body.errors).toBeUndefined();
  expect(body.data._entities).toHaveLength(6);
  expect(findVisible).toHaveBeenCalledTimes(1);
  expect(listPage).toHaveBeenCalledTimes(1);
});

it('counts files only when asked to', async () => {
  const read = jest.spyOn(app.memory.usage, 'read');
  const query = `query ($id: ID!) {
    _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { files { nodes { id } } } }
  }`;
  await app.graphql(query, { id: owner }, token);
  expect(read).not.toHaveBeenCalled();
});

it.each([
  ['PUT', '/upload', 'POST'],
  ['GET', '/upload', 'POST'],
  ['OPTIONS', '/file/x', 'GET, HEAD, DELETE'],
  ['POST', '/file/x', 'GET, HEAD, DELETE'],
  ['POST', '/openapi.json', 'GET, HEAD'],
])('H02 answers %s %s with 405 and what is allowed', async (method, path, allow) => {
  const answer = await app.send(path, { method }, token);
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe(allow);
  expect(verdict(answer)).toEqual({ code: 'METHOD_NOT_ALLOWED' });
});

it.each([
  '/file/x?redirect=true&redirect=false',
  '/file/x?redirect=yes',
  '/file/x?disposition=SIDEWAYS',
  '/file/x?expiresInSeconds=ten',
])('H02 refuses %s', async (path) => {
  expect((await app.send(path, {}, token)).status).toBe(400);
});

it('sends a download on to the store, and says so of a PENDING file', async () => {
  const id = await leave();
  const answer = await app.send(`/file/${id}?redirect=true`, {}, token);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toContain('memory://get/');
  const pending = await announce();
  expect(verdict(await app.send(`/file/${pending.id}?redirect=true`, {}, token))).toEqual({
    code: 'UPLOAD_INCOMPLETE',
  });
});

it('describes its REST door as OpenAPI 3.1', async () => {
  const { body } = await app.send('/openapi.json');
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  await expect(validate(structuredClone(body as object) as never)).resolves.toBeDefined();
});
