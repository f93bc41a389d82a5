import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../platform/errors';
import { signToken, startTestApp, type Reply, type TestApp } from '../startTestApp';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const SET =
  'mutation ($input: SetUserQuotaInput!) { setUserQuota(input: $input) { user { id storage { quotaBytes maxFiles } } } }';
const REQUEST = 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { file { id } } }';
const STORAGE = `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) {
  ... on User { storage { usedBytes reservedBytes quotaBytes fileCount pendingCount maxFiles } } } }`;
const admin = signToken({ roles: ['admin'] });
const codeOf = ({ body }: Reply) => String(body.errors?.[0]?.extensions.code);
const announce = (token: string, size: number) =>
  app.graphql(REQUEST, { input: { name: 'a', size, contentType: 'text/plain' } }, token);

it('lets admins, and nobody else, set what a person may keep', async () => {
  const userId = randomUUID();
  const token = signToken({ sub: userId });
  const input = { userId, quotaBytes: 10, maxFiles: 2 };
  for (const somebody of [token, signToken({ roles: ['pro'] })]) {
    expect(codeOf(await app.graphql(SET, { input }, somebody))).toBe('FORBIDDEN');
  }
  expect(codeOf(await app.graphql(SET, { input }))).toBe('UNAUTHENTICATED');
  const set = await app.graphql(SET, { input }, admin);
  expect(set.body.data.setUserQuota.user).toEqual({ id: userId, storage: { quotaBytes: 10, maxFiles: 2 } });
  expect(codeOf(await announce(token, 11))).toBe('QUOTA_EXCEEDED');
  expect((await announce(token, 5)).body.errors).toBeUndefined();
  expect((await announce(token, 5)).body.errors).toBeUndefined();
  const third = await announce(token, 0);
  expect(third.body.errors[0].extensions).toMatchObject({ code: 'QUOTA_EXCEEDED', reason: 'TOO_MANY_FILES' });
  const seen = await app.graphql(STORAGE, { id: userId }, token);
  expect(seen.body.data._entities[0].storage).toEqual({
    usedBytes: 0,
    reservedBytes: 10,
    quotaBytes: 10,
    fileCount: 0,
    pendingCount: 2,
    maxFiles: 2,
  });
  await app.graphql(SET, { input: { userId } }, admin);
  expect((await announce(token, 500)).body.errors).toBeUndefined();
});

it('H01 refuses one file too many in the same words through both doors', async () => {
  const userId = randomUUID();
  const token = signToken({ sub: userId });
  await app.graphql(SET, { input: { userId, quotaBytes: 10, maxFiles: 0 } }, admin);
  const announced = await announce(token, 1);
  const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'a' };
  const sent = await app.send('/upload?name=a', init, token);
  const [{ message, extensions }] = announced.body.errors;
  expect({ detail: message, code: extensions.code, reason: extensions.reason }).toMatchObject({
    detail: expect.stringContaining('files'),
    reason: 'TOO_MANY_FILES',
  });
  expect(sent.body).toMatchObject({ detail: message, code: extensions.code, reason: extensions.reason });
  const many = await app.graphql(
    'mutation ($input: RequestUploadsInput!) { requestUploads(input: $input) { results { error { code message reason } } } }',
    { input: { files: [{ name: 'a', size: 1, contentType: 'text/plain' }] } },
    token,
  );
  expect(many.body.data.requestUploads.results).toEqual([
    { error: { code: extensions.code, message, reason: extensions.reason } },
  ]);
});

it('gives people the plan of their role, and shows it to them and to admins', async () => {
  const userId = randomUUID();
  const token = signToken({ sub: userId, roles: ['pro'] });
  expect((await announce(token, 1)).body.errors).toBeUndefined();
  for (const who of [token, admin]) {
    const { body } = await app.graphql(STORAGE, { id: userId }, who);
    expect(body.data._entities[0].storage).toMatchObject({ quotaBytes: 2_000_000_000, maxFiles: 2_000 });
  }
  expect(codeOf(await app.graphql(STORAGE, { id: userId }, signToken()))).toBe('NOT_FOUND');
});

it.each([{ quotaBytes: -1 }, { maxFiles: -1 }, { userId: '' }])('refuses to set %j', async (change) => {
  const answer = await app.graphql(SET, { input: { userId: randomUUID(), ...change } }, admin);
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
});

it('sets nothing for an account that is not there, or when nobody can say whether it is', async () => {
  const accounts = { has: async () => false };
  const alone = await startTestApp({ adapters: { accounts } });
  const input = { userId: randomUUID(), quotaBytes: 1 };
  expect(codeOf(await alone.graphql(SET, { input }, admin))).toBe('NOT_FOUND');
  accounts.has = () => Promise.reject(new AppError('SERVICE_UNAVAILABLE'));
  expect(codeOf(await alone.graphql(SET, { input }, admin))).toBe('SERVICE_UNAVAILABLE');
  expect(alone.memory.usage.accounts.size).toBe(0);
  await alone.close();
});

it('sets nothing for an account that was deleted', async () => {
  const userId = randomUUID();
  await app.app.useCases.closeOwner(userId);
  expect(codeOf(await app.graphql(SET, { input: { userId, maxFiles: 1 } }, admin))).toBe('NOT_FOUND');
});
