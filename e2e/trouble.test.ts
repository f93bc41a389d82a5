import { execute, put, signUp } from './client';
import { waitFor, waitUntilUp } from './processes';
import { startStack, type Stack } from './stack';
import {
  CompleteUploadDocument,
  FileByIdDocument,
  LoginDocument,
  MeDocument,
  MyFilesDocument,
  RequestUploadDocument,
} from '../schema/operations.generated';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

const notReady = (url: string) =>
  waitFor('not ready', async () => ((await fetch(`${url}/health/ready`)).status === 503 ? true : null));

it('S01 still knows who I am while the files service is dead, and lists files again when it is back', async () => {
  const { accessToken, email } = await signUp(stack.url);
  await stack.stop('files');
  const partial = await execute(stack.url, MyFilesDocument, { first: 20 }, accessToken);
  expect(partial.status).toBe(200);
  partial.expectCode('SERVICE_UNAVAILABLE');
  expect(partial.data?.me).toMatchObject({ files: null });
  const { me } = (await execute(stack.url, MeDocument, {}, accessToken)).expectData();
  expect(me?.email).toBe(email);
  await notReady(stack.url);
  await stack.start('files');
  await waitUntilUp(`${stack.url}/health/ready`);
  (await execute(stack.url, MyFilesDocument, { first: 20 }, accessToken)).expectData();
});

it('S02 cuts off a service that hangs', async () => {
  const { accessToken } = await signUp(stack.url);
  stack.signal('files', 'SIGSTOP');
  try {
    (await execute(stack.url, FileByIdDocument, { id: 'anything' }, accessToken)).expectCode('TIMEOUT');
  } finally {
    stack.signal('files', 'SIGCONT');
  }
});

it('I6 keeps what was acknowledged when every service is killed in the middle of an upload', async () => {
  const person = await signUp(stack.url);
  const input = { name: 'kept.txt', size: 4, contentType: 'text/plain' };
  const { requestUpload } = (
    await execute(stack.url, RequestUploadDocument, { input }, person.accessToken)
  ).expectData();
  for (const service of ['gateway', 'files', 'auth'] as const) await stack.stop(service, 'SIGKILL');
  const { upload, file } = requestUpload;
  if (upload?.__typename !== 'PutUpload') throw new Error('no upload ticket');
  expect((await put(upload, Buffer.from('kept'))).status).toBe(200);
  await Promise.all([stack.start('auth'), stack.start('files'), stack.start('gateway')]);
  await waitUntilUp(`${stack.url}/health/ready`);

  const { completeUpload } = (
    await execute(stack.url, CompleteUploadDocument, { input: { fileId: file.id } }, person.accessToken)
  ).expectData();
  expect(completeUpload.file.status).toBe('READY');
  const credentials = { email: person.email, password: person.password };
  (await execute(stack.url, LoginDocument, { input: credentials })).expectData();
});

it('F01 subgraphs answer nobody but the gateway', async () => {
  for (const service of ['auth', 'files'] as const) {
    const response = await fetch(`${stack.urls[service]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
    expect(response.status).toBe(401);
  }
});

it('L01 ends with code 0 on SIGTERM', async () => {
  for (const service of ['gateway', 'files', 'auth'] as const) {
    expect({ service, code: await stack.stop(service, 'SIGTERM') }).toEqual({ service, code: 0 });
    await stack.start(service);
  }
});

it('B01 writes no password, token or signature into any log', async () => {
  const person = await signUp(stack.url);
  await execute(stack.url, MeDocument, {}, person.accessToken);
  const input = { name: 'a.txt', size: 1, contentType: 'text/plain' };
  await execute(stack.url, RequestUploadDocument, { input }, person.accessToken);
  for (const secret of [
    person.password,
    person.accessToken,
    person.refreshToken,
    'X-Amz-Signature',
    person.email,
  ]) {
    expect(stack.output()).not.toContain(secret);
  }
  expect(stack.output()).toContain('"op"');
});
