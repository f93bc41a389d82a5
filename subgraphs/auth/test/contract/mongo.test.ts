import { createHash, randomUUID } from 'node:crypto';
import { createLog } from '../../../../platform/service';
import { createApp } from '../../app';
import { startAuth } from '../../start';
import { buildConfig, buildPerson } from '../startTestApp';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

/** What only a real database can show: what is written, which indexes there are, and processes that share it. */
let server: Awaited<ReturnType<typeof startDatabaseServer>>;
beforeAll(async () => {
  server = await startDatabaseServer();
});
afterAll(() => server.close());

const log = createLog('auth', 'silent');

async function post(url: string, body: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const { status } = await fetch(`${url}/health/ready`);
    if (status === 200) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('D06 has its unique and TTL indexes before it is ready', async () => {
  const { stores, connection, drop } = await openMongoStores(ownDatabase(server.uri));
  const indexesOf = async (name: string) => connection.collection(name).indexes();
  expect(await indexesOf('accounts')).toEqual(
    expect.arrayContaining([expect.objectContaining({ key: { emailKey: 1 }, unique: true })]),
  );
  expect(await indexesOf('sessions')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: { forgetAt: 1 }, expireAfterSeconds: 0 }),
      expect.objectContaining({ key: { accountId: 1, endedAt: 1, createdAt: -1, _id: -1 } }),
    ]),
  );
  await stores.createIndexes();
  await drop();
});

it('P05 R01 stores no password, no token and no private key as such', async () => {
  const uri = ownDatabase(server.uri);
  const { connection, drop } = await openMongoStores(uri);
  const auth = await startAuth(buildConfig({ mongodbUri: uri }), log);
  await untilReady(auth.url);
  const person = buildPerson();
  const registered = await post(`${auth.url}/register`, person);
  expect(registered.status).toBe(201);
  const { refreshToken } = registered.body;
  const renewed = await post(`${auth.url}/refresh`, { refreshToken });
  await auth.close();

  const documents = [];
  for (const name of ['accounts', 'sessions', 'signing_keys']) {
    documents.push(...(await connection.collection(name).find().toArray()));
  }
  const stored = JSON.stringify(documents);
  const sha256 = (token: string | undefined) => createHash('sha256').update(String(token)).digest('hex');
  expect(stored).toContain(sha256(renewed.body.refreshToken));
  expect(stored).toMatch(/\$2b\$04\$/);
  for (const secret of [
    person.password,
    refreshToken,
    renewed.body.refreshToken,
    registered.body.accessToken,
  ]) {
    expect(stored).not.toContain(secret);
  }
  expect(stored).not.toMatch(/"d":|PRIVATE KEY/);
  await drop();
});

/** Tries again as a client does while the service says that it is too busy, which a loaded machine may be. */
async function untilAnswered(attempt: () => ReturnType<typeof post>): ReturnType<typeof post> {
  const reply = await attempt();
  return reply.status === 503 ? untilAnswered(attempt) : reply;
}

it('agrees on one signing key when three processes start at once, and on one account and one session line', async () => {
  const uri = ownDatabase(server.uri);
  const { connection, drop } = await openMongoStores(uri);
  const processes = await Promise.all([1, 2, 3].map(() => startAuth(buildConfig({ mongodbUri: uri }), log)));
  await Promise.all(processes.map(({ url }) => untilReady(url)));
  const at = (index: number) => processes[index % processes.length]!.url;

  const person = buildPerson();
  const registrations = await Promise.all(
    Array.from({ length: 12 }, (_, index) => post(`${at(index)}/register`, person)),
  );
  expect(registrations.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(11).fill(409)]);
  const { refreshToken } = registrations.find(({ status }) => status === 201)!.body;
  const renewals = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      untilAnswered(() => post(`${at(index)}/refresh`, { refreshToken })),
    ),
  );
  expect(new Set(renewals.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(renewals.map(({ body }) => body.refreshToken)).size).toBe(1);
  expect(await connection.collection('signing_keys').countDocuments()).toBe(1);
  expect(await connection.collection('sessions').countDocuments()).toBe(1);

  await Promise.all(processes.map((process) => process.close()));
  await drop();
});

it('finds yesterday’s accounts and sessions after a restart', async () => {
  const uri = ownDatabase(server.uri);
  const person = buildPerson();
  const start = async () => {
    const auth = await startAuth(buildConfig({ mongodbUri: uri }), log);
    await untilReady(auth.url);
    return auth;
  };
  const before = await start();
  const { refreshToken } = (await post(`${before.url}/register`, person)).body;
  await before.close();
  const after = await start();
  expect((await post(`${after.url}/login`, person)).status).toBe(400);
  const { email, password } = person;
  expect((await post(`${after.url}/login`, { email, password })).status).toBe(200);
  expect((await post(`${after.url}/refresh`, { refreshToken })).status).toBe(200);
  await after.close();
  await (await openMongoStores(uri)).drop();
});

it('D01 D02 lives without a database, says so, and answers at once', async () => {
  const auth = await startAuth(buildConfig({ mongodbUri: 'mongodb://127.0.0.1:1/nowhere' }), log);
  expect((await fetch(`${auth.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${auth.url}/health/ready`)).status).toBe(503);
  const { email, password } = buildPerson();
  for (const [path, input] of [
    ['/register', buildPerson()],
    ['/login', { email, password }],
  ] as const) {
    const { status, body } = await post(`${auth.url}${path}`, input);
    expect([status, body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  }
  await auth.close();
});

it('is not ready under another PASSWORD_PEPPER than the one its keys were stored with', async () => {
  const uri = ownDatabase(server.uri);
  const { stores, drop } = await openMongoStores(uri);
  const build = (passwordPepper: string) =>
    createApp({
      config: buildConfig({ passwordPepper }),
      log,
      adapters: { ...stores, checkReadiness: async () => ({ mongodb: true }) },
    });
  const first = await build(`pepper ${randomUUID()}`);
  await first.ensureSigningKey();
  const other = await build(`pepper ${randomUUID()}`);
  await expect(other.ensureSigningKey()).rejects.toThrow(/PASSWORD_PEPPER/);
  await first.close();
  await other.close();
  // The database is up, and what is not says its name.
  const auth = await startAuth(buildConfig({ mongodbUri: uri }), log);
  const health = async () =>
    (await (await fetch(`${auth.url}/health/ready`)).json()) as { checks: { mongodb: string } };
  while ((await health()).checks.mongodb === 'down') await new Promise((resolve) => setImmediate(resolve));
  const down = { status: 'not ready', checks: { mongodb: 'up', signingKeys: 'down' } };
  expect(await health()).toEqual(down);
  await auth.close();
  await drop();
});
