import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { startMongo, type RunningMongo } from '../../local/mongo';
import { createLog } from '../service';
import { connectMongo, type MongoHandle } from './connectMongo';
import { withMongo } from './errors';

let folder: string;
let database: RunningMongo;
let opened: MongoHandle | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platform-mongo-'));
  database = await startMongo({ dataFolder: folder });
});
afterAll(async () => {
  await opened?.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** A way to the database that can be cut or go silent. */
async function startProxy() {
  const open = new Set<Socket>();
  const state = { isSilent: false, isCut: false };
  const server = createServer((client) => {
    if (state.isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(database.port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => {
      if (!state.isSilent) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/trouble?directConnection=true`,
    cut() {
      state.isCut = true;
      open.forEach((socket) => socket.destroy());
    },
    close: () =>
      new Promise<void>((resolve) => {
        open.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}

async function open(uri: string) {
  let prepare: () => void = () => undefined;
  const prepared = new Promise<void>((resolve) => {
    prepare = resolve;
  });
  const handle = connectMongo({
    uri,
    defaultDatabase: 'test',
    log: createLog('test', 'silent'),
    prepare: async () => prepare(),
  });
  return { handle, prepared };
}

const count = (connection: Connection) => withMongo(() => connection.collection('things').countDocuments());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code,
  );

it('D01 says once that the database is away, however often it tries, and that it has come', async () => {
  const proxy = await startProxy();
  proxy.cut();
  const told: string[] = [];
  const isReady = new Promise<void>((resolve) => {
    const write = (line: string) => {
      const { level, msg } = JSON.parse(line) as { level: string; msg: string };
      told.push(`${level} ${msg}`);
      if (told.length === 2) proxy.state.isCut = false;
      if (msg === 'database is ready') resolve();
    };
    let tries = 0;
    opened = connectMongo({
      uri: proxy.uri,
      defaultDatabase: 'test',
      log: createLog('test', 'debug', { write }),
      prepare: async () => {
        if ((tries += 1) < 3) throw new Error('no index could be made');
      },
    });
  });
  await isReady;
  const trouble = 'database is not ready; trying again';
  expect(told).toEqual([
    `warn ${trouble}`,
    `debug ${trouble}`,
    // Another trouble is worth another line.
    `warn ${trouble}`,
    `debug ${trouble}`,
    'info database is ready',
  ]);
  await opened?.close();
  await proxy.close();
}, 30_000);

it('D02 fails fast before it has ever been connected, instead of waiting', async () => {
  const { handle } = await open('mongodb://127.0.0.1:1');
  expect(await codeOf(count(handle.connection))).toBe('SERVICE_UNAVAILABLE');
  expect(await handle.isReady()).toBe(false);
  await handle.close();
});

it('D01 joins a database that appears later, without a restart', async () => {
  const proxy = await startProxy();
  proxy.state.isCut = true;
  const { handle, prepared } = await open(proxy.uri);
  expect(await codeOf(count(handle.connection))).toBe('SERVICE_UNAVAILABLE');
  proxy.state.isCut = false;
  await prepared;
  expect(await codeOf(count(handle.connection))).toBe('ok');
  expect(await handle.isReady()).toBe(true);
  await handle.close();
  await proxy.close();
});

it('D02 says SERVICE_UNAVAILABLE when the way is cut, and recovers when it is back', async () => {
  const proxy = await startProxy();
  const { handle, prepared } = await open(proxy.uri);
  await prepared;
  expect(await codeOf(count(handle.connection))).toBe('ok');
  proxy.cut();
  expect(await codeOf(count(handle.connection))).toBe('SERVICE_UNAVAILABLE');
  proxy.state.isCut = false;
  // Each try takes a moment of its own; a connection that never comes back ends in the test's time limit.
  while ((await codeOf(count(handle.connection))) !== 'ok');
  await handle.close();
  await proxy.close();
});

it('D03 gives up on a database that does not answer, and keeps no caller waiting', async () => {
  const proxy = await startProxy();
  const { handle, prepared } = await open(proxy.uri);
  await prepared;
  expect(await codeOf(count(handle.connection))).toBe('ok');
  proxy.state.isSilent = true;
  const codes = await Promise.all(Array.from({ length: 100 }, () => codeOf(count(handle.connection))));
  for (const code of codes) expect(['TIMEOUT', 'SERVICE_UNAVAILABLE']).toContain(code);
  expect(await handle.isReady()).toBe(false);
  await proxy.close();
  await handle.close();
});

it('L02 lets go of the database in time when the driver does not', async () => {
  const { handle, prepared } = await open(`${database.uri}`);
  await prepared;
  const client = handle.connection.getClient();
  // What the driver's does when the connection that it tells of the end has gone at that moment.
  const closing = jest.spyOn(client, 'close').mockReturnValue(new Promise(() => undefined));
  await handle.close();
  expect(closing).toHaveBeenCalled();
  closing.mockRestore();
  await client.close();
}, 15_000);
