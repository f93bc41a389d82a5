import { gzipSync } from 'node:zlib';
import { auditGraphqlOverHttp } from '../../../platform/graphql/test/auditGraphqlOverHttp';
import { LOGIN, startSignInFakes, type SignInFakes } from './signInFakes';

let fakes: SignInFakes;
let gateway: SignInFakes['gateway'];
let open: SignInFakes['open'];
let calls: SignInFakes['calls'];
beforeAll(async () => {
  fakes = await startSignInFakes();
  ({ gateway, open, calls } = fakes);
});
afterAll(() => fakes.close());

it.each([
  ['operations that are seen for the first time', 1],
  ['operations that are known', 2],
])('G01 conforms to GraphQL over HTTP but for what Apollo decided otherwise: %s', () =>
  auditGraphqlOverHttp(`${open.url}/graphql`),
);

it('G05 refuses batches', async () => {
  const answer = await gateway.post([{ query: '{ me { id } }' }, { query: '{ me { id } }' }]);
  expect(answer.status).toBe(400);
  expect(answer.errors).toMatchObject([
    {
      message: 'Operation batching disabled.',
      extensions: { code: 'BAD_REQUEST', requestId: answer.headers.get('x-request-id') },
    },
  ]);
});

describe('G07 G08 other ways to send', () => {
  const query = encodeURIComponent('{ me { id } }');
  const mutation = encodeURIComponent(`mutation { ${LOGIN} }`);
  const preflighted = { 'apollo-require-preflight': 'true' };

  it.each<[string, string, RequestInit, number]>([
    ['runs a query by GET', `?query=${query}`, { headers: preflighted }, 200],
    ['G07 runs no mutation by GET', `?query=${mutation}`, { headers: preflighted }, 405],
    ['G08 refuses GET that a page can send unasked', `?query=${query}`, {}, 400],
    [
      'G08 refuses GET with another content type',
      `?query=${query}`,
      { headers: { 'content-type': 'text/xml' } },
      415,
    ],
    ['G08 refuses a text body', '', { method: 'POST', body: '{"query":"{me{id}}"}' }, 400],
    ['G08 refuses a form', '', { method: 'POST', body: new URLSearchParams({ query: '{me{id}}' }) }, 400],
    ['G08 refuses a multipart form', '', { method: 'POST', body: formOf('{me{id}}') }, 400],
    [
      'refuses another media type',
      '',
      { method: 'POST', body: '<q/>', headers: { 'content-type': 'text/xml' } },
      400,
    ],
    ['refuses PUT', '', { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } }, 405],
    ['H02 refuses OPTIONS that is no preflight', '', { method: 'OPTIONS' }, 405],
    [
      'refuses answers of a type it does not have',
      `?query=${query}`,
      { headers: { ...preflighted, accept: 'image/png' } },
      406,
    ],
  ])('%s', async (_what, search, init, status) => {
    const before = calls();
    const response = await fetch(`${gateway.url}/graphql${search}`, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const body = (await response.json()) as { errors?: { extensions: object }[] };
    if (status === 200) return;
    expect(body.errors![0]!.extensions).toMatchObject({ requestId: response.headers.get('x-request-id') });
    if (status === 405) expect(response.headers.get('allow')).toMatch(/POST/);
    expect(calls()).toBe(before);
  });

  function formOf(text: string): FormData {
    const form = new FormData();
    form.set('query', text);
    return form;
  }
});

it('refuses HEAD, as Apollo Server does: it would run the query and throw the answer away', async () => {
  const before = calls();
  const response = await fetch(`${gateway.url}/graphql?query={me{id}}`, {
    method: 'HEAD',
    headers: { 'apollo-require-preflight': 'true' },
  });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  expect(calls()).toBe(before);
});

describe('G09 bodies that cannot be read', () => {
  const json = { 'content-type': 'application/json' };
  it.each<[string, RequestInit['body'], Record<string, string>, number, string]>([
    [
      'larger than 100 kB',
      JSON.stringify({ query: '{me{id}}', x: 'x'.repeat(200_000) }),
      json,
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['no JSON', '{bad', json, 400, 'BAD_REQUEST'],
    ['JSON of another kind', '"text"', json, 400, 'BAD_REQUEST'],
    ['empty', null, json, 400, 'BAD_REQUEST'],
    ['in another charset', '{}', { 'content-type': 'application/json; charset=utf-7' }, 415, 'BAD_REQUEST'],
    ['in another encoding', '{}', { ...json, 'content-encoding': 'zip' }, 415, 'BAD_REQUEST'],
    [
      'a gzip bomb',
      gzipSync(Buffer.alloc(50_000_000, 32)),
      { ...json, 'content-encoding': 'gzip' },
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['broken gzip', 'nonsense', { ...json, 'content-encoding': 'gzip' }, 400, 'BAD_REQUEST'],
  ])('%s', async (_what, body, headers, status, code) => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', body, headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: { code, requestId: response.headers.get('x-request-id') },
        },
      ],
    });
  });
});
