import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoginDocument, MyFilesDocument } from '../schema/operations.generated';
import { execute, signUp } from './client';
import { run, waitFor, type Program } from './processes';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloakroom-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(): Promise<{ program: Program; url: string }> {
  const program = run(
    'npm start',
    'local/start/main',
    { PORT: '0', CLOAKROOM_DATA: join(folder, '.cloakroom') },
    folder,
  );
  const url = await waitFor(
    'npm start',
    () => /GraphQL +(\S+)\/graphql/.exec(program.output())?.[1],
    program,
  );
  return { program, url };
}

it('one command starts everything, and a second start finds the data of the first, even after kill -9', async () => {
  const first = await start();
  expect(first.program.output()).toContain('/health/ready');
  expect(first.program.output()).toContain('curl');
  const person = await signUp(first.url);
  const upload = await fetch(`${first.url}/upload?name=kept.txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.accessToken}`, 'content-type': 'text/plain' },
    body: 'kept',
  });
  expect(upload.status).toBe(201);
  await first.program.stop('SIGKILL');

  const second = await start();
  const credentials = { email: person.email, password: person.password };
  const { login } = (await execute(second.url, LoginDocument, { input: credentials })).expectData();
  const { me } = (await execute(second.url, MyFilesDocument, { first: 20 }, login.accessToken)).expectData();
  expect(me?.files?.nodes).toMatchObject([{ name: 'kept.txt', size: 4 }]);
  expect(await second.program.stop('SIGTERM')).toBe(0);
}, 60_000);
