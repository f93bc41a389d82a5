import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { parse as parseYaml } from 'yaml';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { execute, signUp } from './client';
import { freePort, waitFor, waitUntilUp } from './processes';
import { startStack, type Stack } from './stack';
import { LogoutDocument, RequestUploadDocument } from '../schema/operations.generated';

/** docs/federate.md, followed to the letter: its files are written, its commands run, its query asked. */
const ROOT = join(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs/federate.md'), 'utf8');
const files = Object.fromEntries(
  [...page.matchAll(/^`(notes\/[\w.]+)`:\n\n```\w+\n([^]*?)^```$/gm)].map(([, path, text]) => [path!, text!]),
);
const commands = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text]) => text!.trim());
const query = /^```graphql\n(\{[^]*?)^```$/m.exec(page)?.[1];

interface Note {
  id: string;
  text: string;
  file: { name: string } | null;
}

const asDocument = <Data>(text: string) => parse(text) as TypedDocumentNode<Data, Record<string, unknown>>;
const MY_NOTES = asDocument<{ me: { name: string; notes: Note[] } }>(query ?? '');
const WRITE = asDocument<{ writeNote: { note: Note } }>(
  'mutation ($input: WriteNoteInput!) { writeNote(input: $input) { note { id file { name } } } }',
);
const NOTE = asDocument<{ note: Note | null }>('query ($id: ID!) { note(id: $id) { text } }');
const NOTES_OF = asDocument<{ user: { notes: Note[] | null } }>(
  'query ($id: ID!) { user(id: $id) { id notes { text } } }',
);
const DELETE_ACCOUNT = asDocument<unknown>(
  'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { deletedUserId } }',
);

const folder = mkdtempSync(join(tmpdir(), 'cloakroom-federate-'));
let stack: Stack;
let notes: ReturnType<typeof start>;
let notesUrl: string;

/** A process of the page's own. */
function start(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(command, args, { cwd, env: { PATH: process.env.PATH, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, ended, output: () => said };
}

beforeAll(async () => {
  mkdirSync(join(folder, 'notes'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  // In place of npm install: the same packages.
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

  stack = await startStack();
  const port = String(await freePort());
  notesUrl = `http://127.0.0.1:${port}`;
  const env = { PORT: port, AUTH_URL: stack.urls.auth, SERVICE_SECRET: stack.env.SERVICE_SECRET };
  notes = start(process.execPath, ['server.mjs'], join(folder, 'notes'), env);
  await waitFor('notes', () => (notes.output().includes('notes at') ? true : null));

  const federate = commands.find((command) => command.includes('localhost:4010'))!;
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts.federate).toBe('npm run --silent build && node dist/scripts/federate.js');
  const args = federate.replace('npm run federate -- ', '').replace('localhost:4010', `127.0.0.1:${port}`);
  const composed = start(
    process.execPath,
    [join(ROOT, 'dist/scripts/federate.js'), ...args.split(' ')],
    folder,
    {},
  );
  expect({ code: await composed.ended, said: composed.output() }).toMatchObject({ code: 0 });

  await stack.stop('gateway', 'SIGTERM');
  await stack.start('gateway', { SUPERGRAPH_PATH: join(folder, 'notes/supergraph.graphql') });
  await waitUntilUp(`${stack.url}/health/ready`);
}, 120_000);
afterAll(async () => {
  notes?.child.kill();
  await notes?.ended;
  await stack?.close();
  rmSync(folder, { recursive: true });
});

async function requestFile(token: string, name: string): Promise<string> {
  const input = { name, size: 4, contentType: 'text/plain' };
  const { requestUpload } = (await execute(stack.url, RequestUploadDocument, { input }, token)).expectData();
  return requestUpload.file.id;
}

async function writeNote(token: string, text: string, fileId: string) {
  return execute(stack.url, WRITE, { input: { text, fileId } }, token);
}

it('answers what three subgraphs know of a person, the first time and from then on', async () => {
  const { accessToken } = await signUp(stack.url, 'Ada');
  const fileId = await requestFile(accessToken, 'plan.txt');
  (await writeNote(accessToken, 'to be read', fileId)).expectData();
  for (let time = 0; time < 2; time += 1) {
    expect((await execute(stack.url, MY_NOTES, {}, accessToken)).expectData()).toEqual({
      me: { name: 'Ada', notes: [{ text: 'to be read', file: { name: 'plan.txt' } }] },
    });
  }
});

it('refuses the token of another person, at the notes and at the files they refer to', async () => {
  const ada = await signUp(stack.url, 'Ada');
  const eve = await signUp(stack.url, 'Eve');
  const fileId = await requestFile(ada.accessToken, 'plan.txt');
  const { writeNote: mine } = (await writeNote(ada.accessToken, 'mine', fileId)).expectData();

  const foreign = await execute(stack.url, NOTES_OF, { id: ada.user.id }, eve.accessToken);
  foreign.expectCode('NOT_FOUND');
  expect(foreign.data?.user.notes).toBeNull();
  (await execute(stack.url, NOTE, { id: mine.note.id }, eve.accessToken)).expectCode('NOT_FOUND');
  const peeking = await writeNote(eve.accessToken, 'what is it called?', fileId);
  peeking.expectCode('NOT_FOUND');
  expect(peeking.data?.writeNote.note.file).toBeNull();
});

it('refuses tokens that are forged, and requests without one', async () => {
  const { accessToken } = await signUp(stack.url);
  const [header, claims] = accessToken.split('.');
  const forged = `${header}.${claims}.${'A'.repeat(86)}`;
  for (const token of [forged, undefined]) {
    (await execute(stack.url, NOTE, { id: '1' }, token)).expectCode('UNAUTHENTICATED');
  }
});

it('F01 answers nobody but the gateway', async () => {
  const { accessToken } = await signUp(stack.url);
  const response = await fetch(notesUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  expect(response.status).toBe(401);
});

it('ends a session at the third subgraph too, and an account with what is kept for it', async () => {
  const { accessToken, refreshToken } = await signUp(stack.url);
  (await execute(stack.url, LogoutDocument, { input: { refreshToken } }, accessToken)).expectData();
  await waitFor('the end of the session at notes', async () => {
    const { errors } = await execute(stack.url, NOTE, { id: '1' }, accessToken);
    return errors[0]?.extensions.code === 'UNAUTHENTICATED' ? true : null;
  });

  const person = await signUp(stack.url);
  const { password } = person;
  (await execute(stack.url, DELETE_ACCOUNT, { input: { password } }, person.accessToken)).expectData();
  await waitFor('the removal', () =>
    notes.output().includes(`removed the notes of ${person.user.id}`) ? true : null,
  );
});

it('says why subgraphs do not compose, and leaves the file as it was', async () => {
  const before = readFileSync(join(folder, 'notes/supergraph.graphql'), 'utf8');
  writeFileSync(
    join(folder, 'wrong.graphql'),
    files['notes/notes.graphql']!.replace('file: File', 'file: Fil'),
  );
  const args = ['notes=wrong.graphql@http://notes:4010/graphql', '--out', 'notes/supergraph.graphql'];
  const composed = start(process.execPath, [join(ROOT, 'dist/scripts/federate.js'), ...args], folder, {});
  expect(await composed.ended).toBe(1);
  expect(composed.output()).toMatch(/\[notes\].*Fil/);
  expect(readFileSync(join(folder, 'notes/supergraph.graphql'), 'utf8')).toBe(before);
});

it('describes a compose file that fits ours', () => {
  interface Compose {
    services: Record<string, { networks?: string[]; environment?: Record<string, string> }>;
    networks?: Record<string, unknown>;
  }
  const added = parseYaml(files['notes/compose.yml']!) as Compose;
  const ours = parseYaml(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
  expect(Object.keys(ours.services)).toContain('gateway');
  for (const network of added.services.notes!.networks!)
    expect(Object.keys(ours.networks!)).toContain(network);
  expect(added.services.notes!.environment!.AUTH_URL).toBe(ours.services.gateway!.environment!.AUTH_URL);
  expect(commands.at(-1)).toBe(
    'docker compose -f docker-compose.yml -f notes/compose.yml up --detach --build --wait',
  );
});
