import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { signUp } from './client';
import { startStack, type Stack } from './stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

async function postJson(path: string, body: unknown) {
  const response = await fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { response, json: (await response.json()) as Record<string, unknown> };
}

it('registers, logs in, uploads and downloads through the REST routes of the gateway', async () => {
  const person = { email: `${randomUUID()}@example.com`, password: 'a long walk in the rain', name: 'Ada' };
  const registered = await postJson('/register', person);
  expect(registered.response.status).toBe(201);
  expect(registered.response.headers.get('cache-control')).toBe('no-store');
  const { response, json } = await postJson('/login', { email: person.email, password: person.password });
  expect(response.status).toBe(200);
  const authorization = `Bearer ${String(json.accessToken)}`;

  const body = randomBytes(3_000_000);
  const form = new FormData();
  form.set('file', new Blob([body], { type: 'application/octet-stream' }), 'Größe.bin');
  const upload = await fetch(`${stack.url}/upload`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  });
  expect(upload.status).toBe(201);
  const file = (await upload.json()) as { id: string; name: string; size: number; status: string };
  expect(file).toMatchObject({ name: 'Größe.bin', size: body.length, status: 'READY' });

  const shown = await fetch(`${stack.url}/file/${file.id}`, { headers: { authorization } });
  expect(shown.status).toBe(200);
  const redirect = await fetch(`${stack.url}/file/${file.id}?redirect=true`, {
    headers: { authorization },
    redirect: 'manual',
  });
  expect(redirect.status).toBe(302);
  const download = await fetch(redirect.headers.get('location') ?? '');
  expect(Buffer.compare(Buffer.from(await download.arrayBuffer()), body)).toBe(0);
});

it('uploads a raw body of 30 MB', async () => {
  const { accessToken } = await signUp(stack.url);
  const body = randomBytes(30_000_000);
  const upload = await fetch(`${stack.url}/upload?name=raw.bin`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/octet-stream' },
    body,
  });
  expect(upload.status).toBe(201);
  const file = (await upload.json()) as { id: string; size: number };
  expect(file.size).toBe(body.length);
  const download = await fetch(`${stack.url}/file/${file.id}?redirect=true`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(Buffer.compare(Buffer.from(await download.arrayBuffer()), body)).toBe(0);
});

it('reads packed JSON, and refuses packed files rather than keep other bytes than were meant', async () => {
  const { accessToken, email, password } = await signUp(stack.url);
  const login = await fetch(`${stack.url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify({ email, password })),
  });
  expect(login.status).toBe(200);
  const bomb = await fetch(`${stack.url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(' '.repeat(5_000_000)),
  });
  expect(bomb.status).toBe(413);
  const upload = await fetch(`${stack.url}/upload?name=packed.txt`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'text/plain',
      'content-encoding': 'gzip',
    },
    body: gzipSync('hello'),
  });
  expect(upload.status).toBe(415);
  expect(await upload.json()).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
});

it('answers problems as problem+json with the code of the table', async () => {
  const { response, json } = await postJson('/login', {
    email: 'nobody@example.com',
    password: 'x'.repeat(20),
  });
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(json).toMatchObject({ code: 'INVALID_CREDENTIALS', status: 401 });
  expect(json.requestId).toBe(response.headers.get('x-request-id'));
});

it('describes the routes of both services in one OpenAPI document', async () => {
  const response = await fetch(`${stack.url}/openapi.json`);
  const document = (await response.json()) as { openapi: string; paths: Record<string, unknown> };
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/register', '/login', '/upload', '/file/{id}']),
  );
});
