import { createHash, randomBytes } from 'node:crypto';
import {
  CompleteUploadDocument,
  DeleteFileDocument,
  FileByIdDocument,
  LoginDocument,
  MyFilesDocument,
  RequestUploadDocument,
  type RequestUploadInput,
} from '../schema/operations.generated';
import { execute, put, signUp, type PutTicket } from './client';
import { startStack, type Stack } from './stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

async function requestUpload(accessToken: string, input: RequestUploadInput) {
  const answer = await execute(stack.url, RequestUploadDocument, { input }, accessToken);
  const { file, upload } = answer.expectData().requestUpload;
  if (upload === null || upload === undefined) throw new Error('no upload ticket');
  return { file, upload: upload as PutTicket };
}

async function complete(accessToken: string, fileId: string) {
  return execute(stack.url, CompleteUploadDocument, { input: { fileId } }, accessToken);
}

async function findFile(accessToken: string, id: string) {
  return execute(stack.url, FileByIdDocument, { id }, accessToken);
}

/** The whole way up and down again; the bytes as they come back and the headers they come with. */
async function roundTrip(
  accessToken: string,
  name: string,
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
) {
  const checksum = createHash('sha256').update(body).digest('base64');
  const { file, upload } = await requestUpload(accessToken, {
    name,
    size: body.length,
    contentType,
    checksum,
  });
  const stored = await put(upload, body);
  expect(stored.status).toBe(200);
  const { file: ready } = (await complete(accessToken, file.id)).expectData().completeUpload;
  expect(ready).toMatchObject({
    id: file.id,
    name,
    size: body.length,
    contentType,
    checksum,
    status: 'READY',
  });
  const { file: found } = (await findFile(accessToken, file.id)).expectData();
  const download = await fetch(found?.downloadUrl ?? 'no download URL');
  expect(download.status).toBe(200);
  return { file: ready, bytes: Buffer.from(await download.arrayBuffer()), headers: download.headers };
}

describe('a person who has just signed up', () => {
  it('logs in, uploads straight to the store and gets the same bytes back, with typed operations', async () => {
    const person = await signUp(stack.url);
    const credentials = { email: person.email.toUpperCase(), password: person.password };
    const { login } = (await execute(stack.url, LoginDocument, { input: credentials })).expectData();
    expect(login.user.id).toBe(person.user.id);

    const body = Buffer.from('Hello, Cloakroom');
    const { file, bytes, headers } = await roundTrip(login.accessToken, 'hello.txt', 'text/plain', body);
    expect(bytes.equals(body)).toBe(true);
    expect(headers.get('content-disposition')).toMatch(/^attachment/);

    const { me } = (await execute(stack.url, MyFilesDocument, { first: 20 }, login.accessToken)).expectData();
    expect(me?.files).toMatchObject({ totalCount: 1, nodes: [{ id: file.id }] });
    expect(me?.storage).toMatchObject({ usedBytes: body.length, reservedBytes: 0, fileCount: 1 });
  });

  it.each([
    ['an empty file', 'empty.bin', 0],
    ['one byte', 'one byte.bin', 1],
    ['a name in many scripts', 'Ünïcödé 文件 – naïve "quoted" 😀.bin', 1_000],
    ['64 KiB and a byte', 'odd.bin', 65_537],
    ['24 MiB', 'large.bin', 24 * 1024 * 1024],
  ])('gets %s back byte for byte', async (_title, name, size) => {
    const { accessToken } = await signUp(stack.url);
    const body = randomBytes(size);
    const { bytes, headers } = await roundTrip(accessToken, name, 'application/octet-stream', body);
    expect(Buffer.compare(bytes, body)).toBe(0);
    const shownName = /filename\*=UTF-8''([^;]+)/.exec(headers.get('content-disposition') ?? '')?.[1];
    if (/[^ -~]/.test(name)) expect(decodeURIComponent(shownName ?? '')).toBe(name);
  });

  it('U07 is told that the upload is incomplete before the bytes are there, and can still send them', async () => {
    const { accessToken } = await signUp(stack.url);
    const body = Buffer.from('later');
    const { file, upload } = await requestUpload(accessToken, {
      name: 'a.txt',
      size: 5,
      contentType: 'text/plain',
    });
    (await complete(accessToken, file.id)).expectCode('UPLOAD_INCOMPLETE');
    expect((await put(upload, body)).status).toBe(200);
    (await complete(accessToken, file.id)).expectData();
  });

  it('U03 cannot write a second time with the same URL', async () => {
    const { accessToken } = await signUp(stack.url);
    const { upload } = await requestUpload(accessToken, {
      name: 'a.txt',
      size: 5,
      contentType: 'text/plain',
    });
    expect((await put(upload, Buffer.from('first'))).status).toBe(200);
    expect((await put(upload, Buffer.from('other'))).status).toBe(412);
  });

  it('U02 is refused by the store for another length, another type or a tampered URL', async () => {
    const { accessToken } = await signUp(stack.url);
    const { upload } = await requestUpload(accessToken, {
      name: 'a.txt',
      size: 5,
      contentType: 'text/plain',
    });
    expect((await put(upload, Buffer.from('longer than 5'))).ok).toBe(false);
    const otherType = upload.headers.map((header) =>
      header.name.toLowerCase() === 'content-type' ? { ...header, value: 'text/html' } : header,
    );
    expect((await put({ ...upload, headers: otherType }, Buffer.from('12345'))).status).toBe(403);
    const tampered = upload.url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604800');
    expect(tampered).not.toBe(upload.url);
    expect((await put({ ...upload, url: tampered }, Buffer.from('12345'))).status).toBe(403);
  });

  it('Z01 cannot see, complete or delete what belongs to somebody else', async () => {
    const owner = await signUp(stack.url);
    const stranger = await signUp(stack.url, 'Eve');
    const { file } = await roundTrip(owner.accessToken, 'mine.txt', 'text/plain', Buffer.from('mine'));
    for (const id of [file.id, `${file.id.slice(0, -1)}0`]) {
      (await findFile(stranger.accessToken, id)).expectCode('NOT_FOUND');
      (await complete(stranger.accessToken, id)).expectCode('NOT_FOUND');
      const input = { fileId: id };
      (await execute(stack.url, DeleteFileDocument, { input }, stranger.accessToken)).expectCode('NOT_FOUND');
    }
    (await findFile(owner.accessToken, file.id)).expectData();
  });

  it('deletes a file for good, gets the space back and may ask twice', async () => {
    const { accessToken } = await signUp(stack.url);
    const { file } = await roundTrip(accessToken, 'gone.txt', 'text/plain', Buffer.from('gone'));
    const input = { fileId: file.id };
    for (const attempt of [1, 2]) {
      const { deleteFile } = (
        await execute(stack.url, DeleteFileDocument, { input }, accessToken)
      ).expectData();
      expect({ attempt, id: deleteFile.deletedFileId }).toEqual({ attempt, id: file.id });
    }
    (await findFile(accessToken, file.id)).expectCode('NOT_FOUND');
    const { me } = (await execute(stack.url, MyFilesDocument, { first: 20 }, accessToken)).expectData();
    expect(me?.storage).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
  });
});

describe('without a valid token', () => {
  it('Z02 answers UNAUTHENTICATED', async () => {
    const answer = await execute(stack.url, FileByIdDocument, { id: 'anything' });
    answer.expectCode('UNAUTHENTICATED');
    expect(answer.status).toBe(200);
  });

  it('T02 answers 401 to a tampered token', async () => {
    const { accessToken } = await signUp(stack.url);
    const tampered = accessToken.slice(0, -6) + (accessToken.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA');
    const answer = await findFile(tampered, 'anything');
    answer.expectCode('UNAUTHENTICATED');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
  });
});
