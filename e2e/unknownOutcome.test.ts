import { randomUUID } from 'node:crypto';
import {
  CompleteUploadDocument,
  DeleteFileDocument,
  LoginDocument,
  MyFilesDocument,
  RefreshSessionDocument,
  RegisterDocument,
  RequestUploadDocument,
} from '../schema/operations.generated';
import { execute, put, signUp, type Answer } from './client';
import { startForgetfulProxy, type ForgetfulProxy } from './forgetfulProxy';
import { waitUntilUp } from './processes';
import { startStack, type Stack } from './stack';

/** auth and files write to a database whose answers get lost, so that they cannot know what they have done. */
let stack: Stack;
let proxy: ForgetfulProxy;
beforeAll(async () => {
  stack = await startStack();
  proxy = await startForgetfulProxy(String(stack.env.MONGODB_URI));
  for (const service of ['auth', 'files'] as const) {
    await stack.stop(service, 'SIGTERM');
    await stack.start(service, { MONGODB_URI: proxy.uri });
  }
  await waitUntilUp(`${stack.url}/health/ready`);
}, 60_000);
afterAll(async () => {
  await stack.close();
  await proxy.close();
});

/** More than any operation writes. */
const MOST_WRITES = 20;
/** What a client is told of an outcome that nobody knows. */
const UNKNOWN = ['SERVICE_UNAVAILABLE', 'TIMEOUT'];

/** Something that is done once, and how to see that it was. */
interface Deed {
  readonly attempt: () => Promise<Answer<unknown>>;
  readonly check: (last: Answer<unknown>) => Promise<void>;
}

/**
 * Does something once for each of its writes whose answer gets lost: `lose` times, which the driver makes up for once,
 * by itself. Told that the outcome is unknown the client tries again.
 */
async function atEachWrite(lose: number, act: () => Promise<Deed>): Promise<void> {
  let lost = 0;
  for (let pass = 0; pass < MOST_WRITES; pass += 1) {
    const { attempt, check } = await act();
    const left = proxy.lose(pass, lose);
    let answer = await attempt();
    const isReached = left() < lose;
    proxy.lose(0, 0);
    if (isReached) lost += 1;
    if (answer.errors.length > 0) {
      expect(isReached).toBe(true);
      expect(UNKNOWN).toContain(answer.errors[0]?.extensions.code);
      answer = await attempt();
    }
    await check(answer);
    if (!isReached) break;
  }
  expect(lost).toBeGreaterThan(0);
}

const SIZE = 4;

/** A person with nothing, and what they do with their first file. */
async function buildUpload() {
  const { accessToken } = await signUp(stack.url);
  const input = { name: 'a.txt', size: SIZE, contentType: 'text/plain', idempotencyKey: randomUUID() };
  let fileId = '';
  const request = () => execute(stack.url, RequestUploadDocument, { input }, accessToken);
  return {
    request,
    arrive: async () => {
      const { file, upload } = (await request()).expectData().requestUpload;
      if (upload?.__typename !== 'PutUpload') throw new Error('no upload ticket');
      fileId = file.id;
      expect((await put(upload, Buffer.alloc(SIZE, 'a'))).status).toBe(200);
    },
    complete: () => execute(stack.url, CompleteUploadDocument, { input: { fileId } }, accessToken),
    remove: () => execute(stack.url, DeleteFileDocument, { input: { fileId } }, accessToken),
    expectUsage: async (usedBytes: number, reservedBytes: number, fileCount: number) => {
      const { me } = (await execute(stack.url, MyFilesDocument, { first: 20 }, accessToken)).expectData();
      expect(me?.storage).toMatchObject({ usedBytes, reservedBytes, fileCount });
    },
  };
}

const LOST = [
  ['once', 1],
  ['as often as the driver asks', 2],
] as const;

describe.each(LOST)('D05 with the answer to a write lost %s', (_how, lose) => {
  it(
    'there is one account',
    () =>
      atEachWrite(lose, async () => {
        const input = {
          email: `${randomUUID()}@example.com`,
          password: `correct horse ${randomUUID()}`,
          name: 'Ada',
        };
        return {
          attempt: () => execute(stack.url, RegisterDocument, { input }),
          check: async (last) => {
            if (last.errors.length > 0) last.expectCode('EMAIL_TAKEN');
            const { email, password } = input;
            (await execute(stack.url, LoginDocument, { input: { email, password } })).expectData();
          },
        };
      }),
    120_000,
  );

  it(
    'a session goes on',
    () =>
      atEachWrite(lose, async () => {
        const { refreshToken } = await signUp(stack.url);
        return {
          attempt: () => execute(stack.url, RefreshSessionDocument, { input: { refreshToken } }),
          check: async (last) => {
            last.expectData();
          },
        };
      }),
    120_000,
  );

  it(
    'a file is announced once',
    () =>
      atEachWrite(lose, async () => {
        const { request, expectUsage } = await buildUpload();
        return { attempt: request, check: async (last) => (last.expectData(), expectUsage(0, SIZE, 0)) };
      }),
    120_000,
  );

  it(
    'a file is completed once',
    () =>
      atEachWrite(lose, async () => {
        const { arrive, complete, expectUsage } = await buildUpload();
        await arrive();
        return { attempt: complete, check: async (last) => (last.expectData(), expectUsage(SIZE, 0, 1)) };
      }),
    120_000,
  );

  it(
    'a file is deleted once',
    () =>
      atEachWrite(lose, async () => {
        const { arrive, complete, remove, expectUsage } = await buildUpload();
        await arrive();
        (await complete()).expectData();
        return { attempt: remove, check: async (last) => (last.expectData(), expectUsage(0, 0, 0)) };
      }),
    120_000,
  );
});
