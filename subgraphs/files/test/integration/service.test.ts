import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, type RunningMongo } from '../../../../local/mongo';
import { createLog, type Running } from '../../../../platform/service';
import { startFiles } from '../../start';
import { sha256 } from '../memory/MemoryObjectStore';
import { COMPLETE_UPLOAD, DELETE_FILE, FILE, REQUEST_UPLOAD, USER } from '../operations';
import { S3_TARGETS, type S3Target } from '../realStores';
import { buildConfig, JWKS, signToken } from '../startTestApp';

/** The whole service as it runs: HTTP, MongoDB, S3, public keys over HTTP. */
describe.each(S3_TARGETS)('the files service on %s', (_name, startS3Target) => {
  let dataFolder: string;
  let mongo: RunningMongo;
  let s3: S3Target;
  let auth: Server;
  let service: Running;
  const userId = randomUUID();
  const token = signToken({ sub: userId });

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'cloakroom-files-'));
    mongo = await startMongo({ dataFolder });
    s3 = await startS3Target();
    auth = createServer((_request, response) => {
      response.setHeader('content-type', 'application/jwk-set+json').end(JSON.stringify(JWKS));
    });
    await new Promise<void>((resolve) => auth.listen(0, '127.0.0.1', resolve));
    const config = buildConfig({
      mongodbUri: mongo.uri,
      s3: s3.settings,
      authUrl: `http://127.0.0.1:${(auth.address() as AddressInfo).port}`,
    });
    service = await startFiles(config, createLog('files', 'silent'));
    await untilReady();
  }, 60_000);
  afterAll(async () => {
    await service.close(0);
    auth.close();
    await mongo.close();
    await s3.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  async function untilReady(): Promise<void> {
    for (;;) {
      const { status } = await fetch(`${service.url}/health/ready`);
      if (status === 200) return;
    }
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests state what they expect of it
  async function graphql(query: string, variables: object): Promise<any> {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }
  async function announce(content: Buffer, input: object) {
    const answer = await graphql(REQUEST_UPLOAD, { input: { size: content.length, ...input } });
    expect(answer.errors).toBeUndefined();
    const { file, upload } = answer.data.requestUpload as {
      file: { id: string };
      upload: { url: string; headers: { name: string; value: string }[] };
    };
    const headers = upload.headers.map(({ name, value }) => [name, value] as [string, string]);
    const put = () => fetch(upload.url, { method: 'PUT', headers, body: new Uint8Array(content) });
    return { file, put };
  }
  const complete = (fileId: string) => graphql(COMPLETE_UPLOAD, { input: { fileId } });

  it.each([
    ['an empty file', 'nothing', Buffer.alloc(0)],
    ['a name in many scripts', 'Hüte, 帽子, قبعات & "☂" 100%.txt', Buffer.from('hats')],
    ['twenty megabytes', 'large.bin', randomBytes(20_000_000)],
  ])('takes %s up and gives the same bytes back', async (_what, name, content) => {
    const contentType = name.endsWith('.bin') ? 'application/octet-stream' : 'text/plain';
    const { file, put } = await announce(content, { name, contentType, checksum: sha256(content) });
    expect(await complete(file.id)).toMatchObject({
      errors: [{ extensions: { code: 'UPLOAD_INCOMPLETE' } }],
    });
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(412);
    const completed = await complete(file.id);
    expect(completed).toMatchObject({ data: { completeUpload: { file: { status: 'READY', name } } } });
    expect(await complete(file.id)).toMatchObject({
      data: { completeUpload: { file: { status: 'READY' } } },
    });
    const download = await fetch(completed.data.completeUpload.file.downloadUrl as string);
    expect(sha256(Buffer.from(await download.arrayBuffer()))).toBe(sha256(content));
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    await graphql(DELETE_FILE, { input: { fileId: file.id } });
  });

  it('U07 makes a file READY only when its content is what was announced', async () => {
    const html = Buffer.from('<!doctype html><script>alert(1)</script>');
    const png = await announce(html, { name: 'cat.png', contentType: 'image/png' });
    await png.put();
    expect(await complete(png.file.id)).toMatchObject({
      errors: [{ extensions: { code: 'UNSUPPORTED_FILE_TYPE' } }],
    });
    if (!s3.checksChecksums) {
      const other = await announce(html, { name: 'a', contentType: 'text/html', checksum: sha256('other') });
      await other.put();
      expect(await complete(other.file.id)).toMatchObject({
        errors: [{ extensions: { code: 'CHECKSUM_MISMATCH' } }],
      });
      await graphql(DELETE_FILE, { input: { fileId: other.file.id } });
    }
    expect(await graphql(FILE, { id: png.file.id })).toMatchObject({
      data: { file: { status: 'PENDING', downloadUrl: null } },
    });
    await graphql(DELETE_FILE, { input: { fileId: png.file.id } });
    expect(await graphql(FILE, { id: png.file.id })).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('notices arrived bytes at the next read, without completeUpload', async () => {
    const content = Buffer.from('forgotten');
    const { file, put } = await announce(content, { name: 'f.txt', contentType: 'text/plain' });
    await put();
    expect(await graphql(FILE, { id: file.id })).toMatchObject({ data: { file: { status: 'READY' } } });
    await graphql(DELETE_FILE, { input: { fileId: file.id } });
  });

  it.each([0, 10, 9_000_000, 30_000_000])(
    'streams %d bytes of a raw body through POST /upload',
    async (size) => {
      const content = randomBytes(size);
      const response = await fetch(
        `${service.url}/upload?name=${encodeURIComponent('gr\u00f6\u00dfe ☂.bin')}`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
          body: new Uint8Array(content),
        },
      );
      expect(response.status).toBe(201);
      const file = (await response.json()) as { id: string; downloadUrl: string };
      expect(file).toMatchObject({ name: 'größe ☂.bin', size, checksum: sha256(content), status: 'READY' });
      expect(response.headers.get('location')).toBe(`/file/${file.id}`);
      const redirect = await fetch(`${service.url}/file/${file.id}?redirect=true`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
      });
      expect(redirect.status).toBe(302);
      const download = await fetch(redirect.headers.get('location')!);
      expect(sha256(Buffer.from(await download.arrayBuffer()))).toBe(sha256(content));
      await graphql(DELETE_FILE, { input: { fileId: file.id } });
    },
  );

  it('takes a form as browsers and curl send it', async () => {
    const form = new FormData();
    form.append('note', 'not the file');
    form.append('file', new Blob([new Uint8Array(randomBytes(3_000_000))]), 'Mütze "7" ☂.bin');
    const response = await fetch(`${service.url}/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const file = (await response.json()) as { id: string };
    expect(file).toMatchObject({ size: 3_000_000, status: 'READY', contentType: 'application/octet-stream' });
    expect(file).toMatchObject({ name: expect.stringMatching(/^Mütze .* ☂\.bin$/) as string });
    await graphql(DELETE_FILE, { input: { fileId: file.id } });
  });

  it('Q02 has nothing left of the quota in use once everything is deleted', async () => {
    const answer = await graphql(USER, { id: userId });
    expect(answer.data._entities[0].storage).toMatchObject({ usedBytes: 0, reservedBytes: 0, fileCount: 0 });
  });
});
