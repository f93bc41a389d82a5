import { randomUUID } from 'node:crypto';
import type { SignedUpload } from '../../ports';
import { COMPLETE_UPLOAD, DELETE_FILE, FILE, REQUEST_UPLOAD, USER } from '../operations';
import { signToken, startTestApp, type TestApp } from '../startTestApp';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const content = Buffer.from('a coat, a hat, and an umbrella');
const input = (overrides = {}) => ({
  name: 'what I left.txt',
  size: content.length,
  contentType: 'text/plain',
  ...overrides,
});

it('takes a file from the announcement to the download', async () => {
  const userId = randomUUID();
  const token = signToken({ sub: userId });

  const requested = await app.graphql(REQUEST_UPLOAD, { input: input() }, token);
  expect(requested.body).toMatchObject({
    data: {
      requestUpload: {
        file: { name: 'what I left.txt', status: 'PENDING', downloadUrl: null, owner: { id: userId } },
        upload: { __typename: 'PutUpload', method: 'PUT' },
      },
    },
  });
  const { file, upload } = requested.body.data.requestUpload;
  expect(app.memory.objects.put(upload as SignedUpload, content, new Date())).toBe(200);

  const completed = await app.graphql(COMPLETE_UPLOAD, { input: { fileId: file.id } }, token);
  expect(completed.body.data.completeUpload.file).toMatchObject({ id: file.id, status: 'READY' });
  expect(completed.body.data.completeUpload.file.downloadUrl).toContain('memory://get/');

  const listed = await app.graphql(USER, { id: userId }, token);
  expect(listed.body).toEqual({
    data: {
      _entities: [
        {
          files: {
            edges: [{ cursor: expect.any(String), node: { id: file.id, name: file.name } }],
            nodes: [{ id: file.id, name: file.name, size: content.length, status: 'READY' }],
            pageInfo: {
              hasNextPage: false,
              hasPreviousPage: false,
              startCursor: expect.any(String),
              endCursor: expect.any(String),
            },
            totalCount: 1,
          },
          storage: {
            usedBytes: content.length,
            reservedBytes: 0,
            quotaBytes: 1_000_000_000,
            fileCount: 1,
          },
        },
      ],
    },
  });

  for (let time = 0; time < 2; time += 1) {
    const deleted = await app.graphql(DELETE_FILE, { input: { fileId: file.id } }, token);
    expect(deleted.body).toEqual({ data: { deleteFile: { deletedFileId: file.id } } });
  }
  const gone = await app.graphql(FILE, { id: file.id }, token);
  expect(gone.body).toMatchObject({ data: { file: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});
