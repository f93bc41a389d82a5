import { createLog } from '../../../../platform/service';
import { runCommand } from '../../commands';
import { startAuth } from '../../start';
import { buildConfig, buildPerson } from '../startTestApp';
import { openMongoStores, ownDatabase, startDatabaseServer } from './mongoDatabase';

let server: Awaited<ReturnType<typeof startDatabaseServer>>;
beforeAll(async () => {
  server = await startDatabaseServer();
});
afterAll(() => server.close());

const log = createLog('auth', 'silent');

/** Auth running on a database of its own, and the terminal beside it. */
async function startWithTerminal() {
  const mongodbUri = ownDatabase(server.uri);
  const { stores, drop } = await openMongoStores(mongodbUri);
  const config = buildConfig({ mongodbUri });
  const auth = await startAuth(config, log);
  while ((await fetch(`${auth.url}/health/ready`)).status !== 200) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    auth,
    stores,
    type: (...args: string[]) => runCommand(config, args, log),
    close: async () => {
      await auth.close();
      await drop();
    },
  };
}

it('makes the first admin from a terminal while the service runs, once, and remembers it', async () => {
  const { auth, stores, type, close } = await startWithTerminal();
  const person = buildPerson();
  const headers = { 'content-type': 'application/json' };
  const registered = await fetch(`${auth.url}/register`, {
    method: 'POST',
    headers,
    body: JSON.stringify(person),
  });
  const { user, accessToken } = (await registered.json()) as { user: { id: string }; accessToken: string };

  expect(await type('admin:grant', person.email.toUpperCase())).toMatch(/is an admin now/);
  expect(await type('admin:grant', person.email)).toMatch(/is an admin already/);
  const listed = await fetch(`${auth.url}/graphql`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query: '{ users { nodes { id roles } } }' }),
  });
  expect(await listed.json()).toEqual({ data: { users: { nodes: [{ id: user.id, roles: ['ADMIN'] }] } } });
  const events = await stores.auditEvents.listEvents({ accountId: user.id }, null, 10);
  expect(events.filter(({ kind }) => kind === 'ROLE_GRANTED')).toHaveLength(1);
  await close();
});

it('T06 publishes the next key from a terminal, and that one again when asked twice', async () => {
  const { stores, type, close } = await startWithTerminal();
  const first = await type('keys:rotate');
  expect(first).toMatch(/^The ES256 key [\w-]{43} is published and signs from \d{4}-.*Z on\.$/);
  expect(await type('keys:rotate')).toBe(first);
  const [active, next] = await stores.signingKeys.listKeys();
  expect(first).toContain(next?.kid);
  expect(next?.activeFrom.getTime()).toBeGreaterThan(active!.activeFrom.getTime());
  await close();
});

it('says what to do differently', async () => {
  const { type, close } = await startWithTerminal();
  await expect(type('admin:grant', 'nobody@example.com')).rejects.toThrow(/Register it first/);
  for (const args of [
    [],
    ['admin:grant'],
    ['admin:grant', 'a@b.c', 'more'],
    ['keys:rotate', 'now'],
    ['help'],
  ]) {
    await expect(type(...args)).rejects.toThrow(/^Usage:/);
  }
  await close();
});
