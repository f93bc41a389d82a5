import { randomUUID } from 'node:crypto';
import { signToken, startTestApp, type TestApp } from '../startTestApp';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const TICKET = `upload {
  __typename
  ... on PutUpload { method url headers { name value } expiresAt }
  ... on PostUpload { method url fields { name value } expiresAt }
  ... on MultipartUpload { method partSizeBytes partCount partChecksums expiresAt }
}`;
const REQUEST_UPLOADS = `mutation ($input: RequestUploadsInput!) {
  requestUploads(input: $input) { results { file { id name } ${TICKET} error { code message field } } }
}`;
const UPLOAD_PARTS = `mutation ($input: UploadPartsInput!) {
  uploadParts(input: $input) {
    file { id }
    parts { partNumber sizeBytes isUploaded etag url headers { name value } expiresAt }
    nextAfter
  }
}`;
const person = () => signToken({ sub: randomUUID() });
const MIB = 1024 ** 2;

it('answers for each of several files how to send it, or why not, in order', async () => {
  const { body } = await app.graphql(
    REQUEST_UPLOADS,
    {
      input: {
        files: [
          { name: 'a', size: 1, contentType: 'text/plain' },
          { name: '../b', size: 1, contentType: 'text/plain' },
          { name: 'c', size: 1, contentType: 'text/plain', method: 'POST' },
          { name: 'd', size: 64 * MIB, contentType: 'video/mp4' },
          { name: 'e', size: 200_000_000, contentType: 'video/mp4' },
        ],
      },
    },
    person(),
  );
  expect(body.errors).toBeUndefined();
  expect(body.data.requestUploads.results).toMatchObject([
    { file: { name: 'a' }, upload: { __typename: 'PutUpload', method: 'PUT' }, error: null },
    { file: null, upload: null, error: { code: 'BAD_USER_INPUT', field: 'name' } },
    { file: { name: 'c' }, upload: { __typename: 'PostUpload', method: 'POST' }, error: null },
    {
      file: { name: 'd' },
      upload: { __typename: 'MultipartUpload', method: 'MULTIPART', partSizeBytes: 16 * MIB, partCount: 4 },
      error: null,
    },
    { file: null, upload: null, error: { code: 'FILE_TOO_LARGE', field: 'size' } },
  ]);
});

it('answers for each of several files what became of it when one of them is not the caller’s', async () => {
  const query = `mutation ($input: DeleteFilesInput!) {
    deleteFiles(input: $input) { results { fileId error { code } } }
  }`;
  const token = person();
  const announced = await app.graphql(
    REQUEST_UPLOADS,
    { input: { files: [{ name: 'a', size: 1, contentType: 'text/plain' }] } },
    token,
  );
  const fileIds = [announced.body.data.requestUploads.results[0].file.id as string, randomUUID()];
  const { body } = await app.graphql(query, { input: { fileIds } }, token);
  expect(body).toEqual({
    data: {
      deleteFiles: {
        results: [
          { fileId: fileIds[0], error: null },
          { fileId: fileIds[1], error: { code: 'NOT_FOUND' } },
        ],
      },
    },
  });
});

it('gives the URLs of parts with what has arrived of them', async () => {
  const token = person();
  const announced = await app.graphql(
    REQUEST_UPLOADS,
    { input: { files: [{ name: 'd', size: 64 * MIB, contentType: 'video/mp4' }] } },
    token,
  );
  const fileId = announced.body.data.requestUploads.results[0].file.id as string;
  const { body } = await app.graphql(UPLOAD_PARTS, { input: { fileId, first: 1, after: 3 } }, token);
  expect(body.data.uploadParts).toMatchObject({
    file: { id: fileId },
    parts: [
      {
        partNumber: 4,
        sizeBytes: 16 * MIB,
        isUploaded: false,
        etag: null,
        url: expect.stringMatching(/^memory:/) as string,
        headers: [{ name: 'content-length', value: String(16 * MIB) }],
      },
    ],
    nextAfter: null,
  });
});

it.each([
  ['uploadParts', UPLOAD_PARTS],
  [
    'cancelUpload',
    'mutation ($input: CancelUploadInput!) { cancelUpload(input: $input) { cancelledFileId } }',
  ],
])('Z01 Z02 lets nobody but its owner use %s', async (_what, query) => {
  const announced = await app.graphql(
    REQUEST_UPLOADS,
    { input: { files: [{ name: 'd', size: 64 * MIB, contentType: 'video/mp4' }] } },
    person(),
  );
  const fileId = announced.body.data.requestUploads.results[0].file.id as string;
  const codeFor = async (id: string, token?: string) =>
    (await app.graphql(query, { input: { fileId: id } }, token)).body.errors[0].extensions.code as string;
  expect(await codeFor(fileId)).toBe('UNAUTHENTICATED');
  expect(await codeFor(fileId, person())).toBe('NOT_FOUND');
  expect(await codeFor(randomUUID(), person())).toBe('NOT_FOUND');
});
