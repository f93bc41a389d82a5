import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { buildFile } from '../records';
import { MemoryFileStore } from '../memory/MemoryFileStore';
import { signToken, startTestApp, type TestApp } from '../startTestApp';

/** A store whose deletions take until they are let go on. */
class SlowFileStore extends MemoryFileStore {
  begun = 0;
  go = (): void => undefined;
  private readonly gate = new Promise<void>((resolve) => {
    this.go = resolve;
  });
  override async markDeleting(...args: Parameters<MemoryFileStore['markDeleting']>) {
    this.begun += 1;
    await this.gate;
    return super.markDeleting(...args);
  }
}

const ownerId = randomUUID();
const token = signToken({ sub: ownerId });
let app: TestApp;
let files: SlowFileStore;
beforeEach(async () => {
  files = new SlowFileStore();
  app = await startTestApp({ adapters: { files } });
});
afterEach(() => app.close());

/** Resolves when the server has noticed that the client of the next request is gone. */
async function untilClosed(): Promise<void> {
  const response = await new Promise<ServerResponse>((resolve) => {
    const see = (message: unknown): void => {
      unsubscribe('http.server.request.start', see);
      resolve((message as { response: ServerResponse }).response);
    };
    subscribe('http.server.request.start', see);
  });
  await once(response, 'close');
}

/** Sends an operation, goes away when so many deletions have begun, and waits until all that is left has ended. */
async function sendAndLeave(query: string, variables: object, begun: number): Promise<void> {
  const client = new AbortController();
  const closed = untilClosed();
  const sent = fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: client.signal,
  });
  while (files.begun < begun) await pause(1);
  client.abort();
  await expect(sent).rejects.toThrow();
  await closed;
  files.go();
  while (!app.logLines.some((line) => line.includes('"op"'))) await pause(1);
}

it('S04 begins no further file of many once the client has gone, and ends those it has begun', async () => {
  const all = Array.from({ length: 50 }, () => buildFile({ ownerId, status: 'READY', charge: 'USED' }));
  for (const file of all) await files.insert(file, new Date());
  const query = 'mutation ($input: DeleteFilesInput!) { deleteFiles(input: $input) { results { fileId } } }';
  await sendAndLeave(query, { input: { fileIds: all.map(({ id }) => id) } }, 8);
  expect(files.begun).toBe(8);
  const left = await files.listOwned(ownerId, 100);
  expect(left).toHaveLength(42);
});

it('S04 begins no further mutation of an operation once the client has gone', async () => {
  const [one, other] = [buildFile({ ownerId, status: 'READY' }), buildFile({ ownerId, status: 'READY' })];
  for (const file of [one, other]) await files.insert(file, new Date());
  const query = `mutation ($one: DeleteFileInput!, $other: DeleteFileInput!) {
    one: deleteFile(input: $one) { deletedFileId } other: deleteFile(input: $other) { deletedFileId } }`;
  await sendAndLeave(query, { one: { fileId: one.id }, other: { fileId: other.id } }, 1);
  expect((await files.listOwned(ownerId, 9)).map(({ id }) => id)).toEqual([other.id]);
});
