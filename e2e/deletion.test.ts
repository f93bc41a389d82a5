import { execute, put, signUp } from './client';
import { waitFor } from './processes';
import { startStack, type Stack } from './stack';
import {
  CompleteUploadDocument,
  DeleteAccountDocument,
  FileByIdDocument,
  LoginDocument,
  MeDocument,
  RegisterDocument,
  RequestUploadDocument,
} from '../schema/operations.generated';

/** Processes are started again and again; on a loaded machine each start takes seconds. */
const PATIENCE_MS = 180_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

type Person = Awaited<ReturnType<typeof signUp>>;

/** Somebody with a file, and where that file can be downloaded from. */
async function signUpWithFile(): Promise<{ person: Person; fileId: string; downloadUrl: string }> {
  const person = await signUp(stack.url);
  const input = { name: 'coat.txt', size: 4, contentType: 'text/plain' };
  const { requestUpload } = (
    await execute(stack.url, RequestUploadDocument, { input }, person.accessToken)
  ).expectData();
  const { upload, file } = requestUpload;
  if (upload?.__typename !== 'PutUpload') throw new Error('no upload ticket');
  expect((await put(upload, Buffer.from('coat'))).status).toBe(200);
  const complete = { input: { fileId: file.id } };
  (await execute(stack.url, CompleteUploadDocument, complete, person.accessToken)).expectData();
  const found = (
    await execute(stack.url, FileByIdDocument, { id: file.id }, person.accessToken)
  ).expectData();
  return { person, fileId: file.id, downloadUrl: found.file?.downloadUrl ?? '' };
}

const deleteAccount = ({ password, accessToken }: Person) =>
  execute(stack.url, DeleteAccountDocument, { input: { password } }, accessToken);

/** The bytes themselves are gone, as the store says. */
const untilPurged = (downloadUrl: string) =>
  waitFor('the file to be purged', async () => ((await fetch(downloadUrl)).status === 404 ? true : null));

async function expectNoAccount({ email, password }: Person): Promise<void> {
  const answer = await execute(stack.url, LoginDocument, { input: { email, password } });
  answer.expectCode('INVALID_CREDENTIALS');
}

it('T08 takes the account at once and the files after it, and lets the address be used again', async () => {
  const { person, downloadUrl } = await signUpWithFile();
  expect((await fetch(downloadUrl)).status).toBe(200);
  const { deleteAccount: deleted } = (await deleteAccount(person)).expectData();
  expect(deleted.deletedUserId).toBe(person.user.id);
  (await execute(stack.url, MeDocument, {}, person.accessToken)).expectCode('UNAUTHENTICATED');
  await expectNoAccount(person);
  const { email, password, name } = person;
  const again = (
    await execute(stack.url, RegisterDocument, { input: { email, password, name } })
  ).expectData();
  expect(again.register.user.id).not.toBe(person.user.id);
  await untilPurged(downloadUrl);
  await waitFor('files to refuse uploads', async () => {
    const input = { name: 'late.txt', size: 4, contentType: 'text/plain' };
    const answer = await execute(stack.url, RequestUploadDocument, { input }, person.accessToken);
    return answer.errors[0]?.extensions.code === 'UNAUTHENTICATED' ? true : null;
  });
});

it(
  'K purges the files of an account that was deleted while files was down',
  async () => {
    const { person, downloadUrl } = await signUpWithFile();
    await stack.stop('files');
    (await deleteAccount(person)).expectData();
    await stack.start('files');
    await untilPurged(downloadUrl);
  },
  PATIENCE_MS,
);

it(
  'K purges the files however often files is killed on the way',
  async () => {
    const people = [await signUpWithFile(), await signUpWithFile()];
    for (const { person } of people) {
      (await deleteAccount(person)).expectData();
      await stack.stop('files', 'SIGKILL');
      await stack.start('files');
    }
    for (const { downloadUrl } of people) await untilPurged(downloadUrl);
  },
  PATIENCE_MS,
);

it(
  'K carries a deletion to its end when auth is killed in the middle of it',
  async () => {
    const people = [await signUpWithFile(), await signUpWithFile()];
    for (const [index, { person }] of people.entries()) {
      const answer = deleteAccount(person);
      // Dies somewhere between taking the request in and answering it; each time some requests later.
      for (let asked = 0; asked < 10 * (index + 1); asked += 1) await fetch(`${stack.urls.auth}/health/live`);
      await stack.stop('auth', 'SIGKILL');
      await answer;
      await stack.start('auth');
    }
    for (const { person, downloadUrl } of people) {
      await waitFor('the account to be gone', async () => {
        const answer = await deleteAccount(person);
        return answer.errors[0]?.extensions.code === 'UNAUTHENTICATED' ? true : null;
      });
      await expectNoAccount(person);
      await untilPurged(downloadUrl);
    }
  },
  PATIENCE_MS,
);
