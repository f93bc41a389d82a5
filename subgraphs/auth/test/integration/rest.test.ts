import SwaggerParser from '@apidevtools/swagger-parser';
import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { buildPerson, startTestApp, type TestApp } from '../startTestApp';

let auth: TestApp;
beforeAll(async () => {
  auth = await startTestApp();
});
afterAll(() => auth.close());

const POSTS = ['/register', '/login', '/refresh', '/logout'];
const GETS = ['/openapi.json', '/.well-known/jwks.json'];

it.each(POSTS)('H02 answers other methods at %s with 405 and Allow', async (path) => {
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { status, headers, body } = await auth.send(path, { method });
    expect([status, headers.get('allow'), body.code]).toEqual([405, 'POST', 'METHOD_NOT_ALLOWED']);
  }
});

it.each(GETS)('H02 answers other methods at %s with 405 and Allow', async (path) => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await auth.send(path, { method });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
  expect((await auth.send(path, { method: 'HEAD' })).status).toBe(200);
});

it('answers an unknown address as problem+json', async () => {
  const { status, headers, body } = await auth.send('/nowhere', {});
  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ code: 'NOT_FOUND', requestId: headers.get('x-request-id') });
});

it.each<[string, RequestInit, number, string]>([
  [
    'P09 a form with operators in it',
    { body: 'email[$ne]=&password[$ne]=', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    400,
    'BAD_USER_INPUT',
  ],
  ['text', { body: '{}', headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'JSON in UTF-7',
    { body: '{}', headers: { 'content-type': 'application/json; charset=utf-7' } },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  [
    'an unknown encoding',
    { body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'compress' } },
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['broken JSON', { body: '{bad', headers: { 'content-type': 'application/json' } }, 400, 'BAD_USER_INPUT'],
  ['a list', { body: '[]', headers: { 'content-type': 'application/json' } }, 400, 'BAD_USER_INPUT'],
  ['a number', { body: '7', headers: { 'content-type': 'application/json' } }, 400, 'BAD_USER_INPUT'],
  ['nothing', {}, 400, 'BAD_USER_INPUT'],
])('G09 answers %s as a client mistake', async (_title, init, status, code) => {
  const reply = await auth.send('/login', { method: 'POST', ...init });
  expect([reply.status, reply.body.code]).toEqual([status, code]);
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
});

it('never repeats what was sent in an error', async () => {
  const secret = 'canary-4711';
  for (const body of [{ email: secret, password: secret, [secret]: 1 }, { email: { [secret]: secret } }]) {
    const reply = await auth.postJson('/login', body);
    expect(JSON.stringify(reply.body)).not.toContain(secret);
  }
});

it('H03 sends no-store, nosniff and no x-powered-by, and lets no foreign origin read', async () => {
  const person = buildPerson();
  const { headers } = await auth.send('/register', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: JSON.stringify(person),
  });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.has('x-powered-by')).toBe(false);
  expect(headers.has('access-control-allow-origin')).toBe(false);
});

it('ends the session of an access token that comes without a body', async () => {
  const { accessToken, refreshToken } = (await auth.postJson('/register', buildPerson())).body;
  const authorization = `Bearer ${String(accessToken)}`;
  const reply = await auth.send('/logout', { method: 'POST', headers: { authorization } });
  expect([reply.status, reply.body]).toEqual([200, { success: true }]);
  expect((await auth.postJson('/refresh', { refreshToken })).body.code).toBe('UNAUTHENTICATED');
  const me = await auth.graphql('{ me { id } }', {}, String(accessToken));
  expect(me.body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
});

it('publishes the key that verifies its tokens, and nothing private', async () => {
  const { accessToken } = (await auth.postJson('/register', buildPerson())).body;
  const { headers, body } = await auth.send('/.well-known/jwks.json', {});
  expect(headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
  expect(headers.get('cache-control')).toBe('public, max-age=300');
  const [jwk] = body.keys;
  expect(Object.keys(jwk as object).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);

  const { header, payload } = jwt.verify(String(accessToken), createPublicKey({ key: jwk, format: 'jwk' }), {
    algorithms: ['ES256'],
    complete: true,
  });
  expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid as unknown });
  expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'roles', 'sid', 'sub']);
});

describe('OpenAPI', () => {
  it('describes the door in valid OpenAPI 3.1', async () => {
    const { body } = await auth.send('/openapi.json', {});
    expect(body.openapi).toMatch(/^3\.1/);
    await expect(
      SwaggerParser.validate(body as Parameters<typeof SwaggerParser.validate>[0]),
    ).resolves.toBeDefined();
  });

  it('lists every route with the statuses it answers', async () => {
    const { paths } = (await auth.send('/openapi.json', {})).body;
    const others = ['/.well-known/jwks.json', '/account-events', '/accounts/{id}'];
    expect(Object.keys(paths as object).sort()).toEqual([...POSTS, ...others].sort());
    expect(Object.keys(paths['/register'].post.responses as object)).toEqual(
      expect.arrayContaining(['201', '400', '409', '413', '415', '500', '503', '504']),
    );
    expect(Object.keys(paths['/refresh'].post.responses as object)).toContain('401');
  });
});

it('L01 says that it is draining while it still answers', async () => {
  const draining = await startTestApp();
  expect((await draining.send('/health/ready', {})).status).toBe(200);
  draining.app.startDraining();
  const { status, body } = await draining.send('/health/ready', {});
  expect([status, body.status]).toEqual([503, 'draining']);
  expect((await draining.postJson('/register', buildPerson())).status).toBe(201);
  await draining.close();
});
