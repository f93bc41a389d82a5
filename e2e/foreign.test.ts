import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  parse,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { execute, put, signUp, type ClientError } from './client';
import { startStack, type Stack } from './stack';
import {
  CompleteUploadDocument,
  MySessionsDocument,
  RequestUploadDocument,
} from '../schema/operations.generated';

/**
 * Z01, Z02: what Bob gets who knows every id of Ada's, and what nobody gets. The lists are compared with the schema: a
 * field that takes an id or a token, or a field of User, that is not listed here fails.
 */
const api = buildSchema(readFileSync(join(__dirname, '../schema/api.graphql'), 'utf8'));

type Ids = Readonly<Record<'userId' | 'sessionId' | 'fileId' | 'shareLinkId', string>>;
interface Operation {
  /** What is asked with these ids; every operation in it takes one of them, or a token that is none. */
  ask: (ids: Ids) => string;
  /** What Bob is told. null: the answer says it for each id, in data. */
  verdict: string | null;
  /** Whether it needs no access token: what is given proves who one is. */
  isOpen?: true;
}

const file = (name: string, more = '') => ({
  ask: ({ fileId }: Ids) => `mutation { ${name}(input: {fileId: "${fileId}"${more}}) { __typename } }`,
  verdict: 'NOT_FOUND',
});
const several = (name: string) => ({
  ask: ({ fileId }: Ids) =>
    `mutation { ${name}(input: {fileIds: ["${fileId}"]}) { results { file { id } error { code } } } }`,
  verdict: null,
});
const byAdmin = (name: string, more = '') => ({
  ask: ({ userId }: Ids) => `mutation { ${name}(input: {userId: "${userId}"${more}}) { __typename } }`,
  verdict: 'FORBIDDEN',
});
const byLink = (name: string, more = ''): Operation => ({
  ask: () => `mutation { ${name}(input: {token: "none"${more}}) { __typename } }`,
  verdict: 'BAD_USER_INPUT',
  isOpen: true,
});
const byRefreshToken = (name: string): Operation => ({
  ask: () => `mutation { ${name}(input: {refreshToken: "none"}) { __typename } }`,
  verdict: 'UNAUTHENTICATED',
  isOpen: true,
});

const OPERATIONS: Record<string, Operation> = {
  // Names are for everybody who is signed in: what of it Bob sees is listed below.
  'Query.user': { ask: ({ userId }) => `{ user(id: "${userId}") { email } }`, verdict: null },
  'Query.file': { ask: ({ fileId }) => `{ file(id: "${fileId}") { id downloadUrl } }`, verdict: 'NOT_FOUND' },
  'Query.auditLog': {
    ask: ({ userId }) => `{ auditLog(filter: {accountId: "${userId}"}) { nodes { id } } }`,
    verdict: 'FORBIDDEN',
  },
  'Mutation.completeUpload': file('completeUpload'),
  'Mutation.cancelUpload': file('cancelUpload'),
  'Mutation.uploadParts': file('uploadParts'),
  'Mutation.createShareLink': file('createShareLink'),
  'Mutation.revokeShareLink': {
    ask: ({ shareLinkId }) =>
      `mutation { revokeShareLink(input: {shareLinkId: "${shareLinkId}"}) { __typename } }`,
    verdict: 'NOT_FOUND',
  },
  'Mutation.deleteFile': file('deleteFile'),
  'Mutation.renameFile': file('renameFile', ', name: "mine.txt"'),
  'Mutation.restoreFile': file('restoreFile'),
  'Mutation.trashFile': file('trashFile'),
  'Mutation.deleteFiles': several('deleteFiles'),
  'Mutation.restoreFiles': several('restoreFiles'),
  'Mutation.trashFiles': several('trashFiles'),
  'Mutation.revokeSession': {
    ask: ({ sessionId }) => `mutation { revokeSession(input: {sessionId: "${sessionId}"}) { __typename } }`,
    verdict: 'NOT_FOUND',
  },
  'Mutation.refreshSession': byRefreshToken('refreshSession'),
  'Mutation.logout': byRefreshToken('logout'),
  'Mutation.verifyEmail': byLink('verifyEmail'),
  'Mutation.confirmEmailChange': byLink('confirmEmailChange'),
  'Mutation.loginWithMagicLink': byLink('loginWithMagicLink'),
  'Mutation.resetPassword': byLink('resetPassword', ', newPassword: "a long walk in the rain"'),
  'Mutation.disableUser': byAdmin('disableUser'),
  'Mutation.enableUser': byAdmin('enableUser'),
  'Mutation.setUserQuota': byAdmin('setUserQuota', ', quotaBytes: 1'),
  'Mutation.grantRole': byAdmin('grantRole', ', role: ADMIN'),
  'Mutation.revokeRole': byAdmin('revokeRole', ', role: ADMIN'),
};

/** What Bob sees of Ada: the value, nothing, or an error. */
const USER_FIELDS: Record<string, 'value' | 'null' | 'NOT_FOUND'> = {
  id: 'value',
  name: 'value',
  createdAt: 'value',
  email: 'null',
  emailVerifiedAt: 'null',
  roles: 'null',
  disabledAt: 'null',
  isTotpEnabled: 'null',
  recoveryCodesLeft: 'null',
  sessions: 'null',
  auditLog: 'null',
  files: 'NOT_FOUND',
  storage: 'NOT_FOUND',
};

function takesId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (named.name === 'ID') return true;
  if (!isInputObjectType(named)) return false;
  return Object.values(named.getFields()).some((field) => /token$/i.test(field.name) || takesId(field.type));
}

const fieldsTakingIds = Object.values(api.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values(isObjectType(type) ? type.getFields() : {})
      .filter(({ args }: GraphQLField<unknown, unknown>) => args.some((arg) => takesId(arg.type)))
      .map(({ name }) => `${type.name}.${name}`),
  );
const userType = api.getType('User');
const userFields = isObjectType(userType) ? Object.values(userType.getFields()) : [];
const listed = fieldsTakingIds.filter((name) => name in OPERATIONS);

it('Z01 lists every field that takes an id or a token, and every field of a person', () => {
  expect(fieldsTakingIds.filter((name) => !(name in OPERATIONS))).toEqual([]);
  expect(userFields.map(({ name }) => name).filter((name) => !(name in USER_FIELDS))).toEqual([]);
});

let stack: Stack;
let ids: Ids;
let bob: { accessToken: string };
beforeAll(async () => {
  stack = await startStack();
  const ada = await signUp(stack.url, 'Ada');
  bob = await signUp(stack.url, 'Bob');
  const { me } = (await execute(stack.url, MySessionsDocument, { first: 1 }, ada.accessToken)).expectData();
  const bytes = new TextEncoder().encode('Ada was here');
  const input = { name: 'ada.txt', size: bytes.length, contentType: 'text/plain' };
  const { requestUpload } = (
    await execute(stack.url, RequestUploadDocument, { input }, ada.accessToken)
  ).expectData();
  if (requestUpload.upload?.__typename !== 'PutUpload') throw new Error('a small file goes by one PUT');
  expect((await put(requestUpload.upload, bytes)).status).toBe(200);
  const fileId = requestUpload.file.id;
  (await execute(stack.url, CompleteUploadDocument, { input: { fileId } }, ada.accessToken)).expectData();
  const share = `mutation { createShareLink(input: {fileId: "${fileId}"}) { shareLink { id } } }`;
  const { createShareLink } = (await ask(share, ada.accessToken)).data as {
    createShareLink: { shareLink: { id: string } };
  };
  const shareLinkId = createShareLink.shareLink.id;
  ids = { userId: ada.user.id, shareLinkId, sessionId: me?.sessions?.nodes[0]?.id ?? '', fileId };
}, 60_000);
afterAll(() => stack.close());

async function ask(
  query: string,
  accessToken?: string,
): Promise<{ status: number; data: unknown; errors: ClientError[] }> {
  const { status, data, errors } = await execute(stack.url, parse(query), {}, accessToken);
  return { status, data, errors };
}

/** An answer without what names the request, for comparing. */
function comparable({ status, data, errors }: Awaited<ReturnType<typeof ask>>): unknown {
  const shown = errors.map(({ extensions: { requestId: _, ...extensions }, ...error }) => ({
    ...error,
    extensions,
  }));
  return { status, data, errors: shown };
}

const nothing = (): Ids => ({
  userId: randomUUID(),
  sessionId: randomUUID(),
  fileId: randomUUID(),
  shareLinkId: randomUUID(),
});

it.each(listed.filter((name) => name !== 'Query.user'))(
  'Z01 %s answers Bob about what is Ada’s as about what does not exist',
  async (name) => {
    const { ask: query, verdict } = OPERATIONS[name]!;
    const answer = await ask(query(ids), bob.accessToken);
    expect(answer.errors[0]?.extensions.code ?? null).toBe(verdict);
    expect(comparable(answer)).toEqual(comparable(await ask(query(nothing()), bob.accessToken)));
    if (verdict === null) expect(JSON.stringify(answer.data)).toContain('NOT_FOUND');
  },
);

it.each(userFields.map(({ name }) => name))('Z01 Z03 User.%s of Ada as Bob sees it', async (name) => {
  const field = userFields.find((one) => one.name === name)!;
  const type = getNamedType(field.type);
  const selection = isObjectType(type)
    ? ` { ${'totalCount' in type.getFields() ? 'totalCount' : '__typename'} }`
    : '';
  const { data, errors } = await ask(
    `{ user(id: "${ids.userId}") { ${name}${selection} } }`,
    bob.accessToken,
  );
  const value = (data as { user: Record<string, unknown> }).user[name];
  const seen = errors[0]?.extensions.code ?? (value === null ? 'null' : 'value');
  expect(seen).toBe(USER_FIELDS[name]);
});

describe('Z02 without an access token, and without a database', () => {
  beforeAll(async () => {
    for (const service of ['auth', 'files'] as const) {
      await stack.stop(service);
      await stack.start(service, { MONGODB_URI: 'mongodb://127.0.0.1:1/nowhere' });
    }
  }, 60_000);

  it.each(listed.filter((name) => OPERATIONS[name]?.isOpen !== true))(
    '%s answers UNAUTHENTICATED',
    async (name) => {
      const { errors, data } = await ask(OPERATIONS[name]!.ask(ids));
      expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    },
  );
});
