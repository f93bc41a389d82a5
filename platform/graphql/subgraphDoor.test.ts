import { Writable } from 'node:stream';
import express from 'express';
import { GraphQLError } from 'graphql';
import { badUserInput } from '../errors';
import { createGatewayPass, GATEWAY_PASS_HEADER } from '../identity';
import { createLog, listen, requestContext, requestIdOf, type Running } from '../service';
import { createSubgraphDoor, type GraphqlDoor } from './subgraphDoor';

const SECRET = 'a secret of the test that is long enough';
const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  input EchoInput { text: String!, password: String }
  type Query { echo(input: EchoInput!): String, fails: String, refuses: String, foreign: String }
`;

const lines: string[] = [];
let door: GraphqlDoor;
let server: Running;
const pass = createGatewayPass(SECRET);

beforeAll(async () => {
  const log = createLog(
    'test',
    'info',
    new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }),
  );
  door = await createSubgraphDoor({
    sdl: SDL,
    resolvers: {
      Query: {
        echo: (_: unknown, { input }: { input: { text: string } }) => input.text,
        fails: () => {
          throw new Error('mongodb://root:hunter2@db');
        },
        refuses: () => {
          throw badUserInput('text', 'Too long.', 'TOO_LONG');
        },
        foreign: () => {
          throw new GraphQLError('hunter2', { extensions: { code: 'E11000' } });
        },
      },
    },
    createContext: async (_request, response) => ({ requestId: requestIdOf(response), actor: 'test' }),
    serviceSecret: SECRET,
    log,
  });
  server = await listen(express().use(requestContext, door.router), { port: 0 });
});
afterEach(() => lines.splice(0));
afterAll(async () => {
  await server.close(100);
  await door.close();
});

async function post(body: unknown, headers: Record<string, string> = { [GATEWAY_PASS_HEADER]: pass() }) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'r1', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

it('F01 answers nobody but the gateway', async () => {
  const strangers: Record<string, string>[] = [{}, { [GATEWAY_PASS_HEADER]: 'forged' }];
  for (const headers of strangers) {
    const { status, json } = await post({ query: '{ _service { sdl } }' }, headers);
    expect(status).toBe(401);
    expect(json).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: { code: 'UNAUTHENTICATED', reason: 'NOT_THE_GATEWAY', requestId: 'r1' },
        },
      ],
    });
  }
});

it('answers the gateway, and logs one line without what was said', async () => {
  const query = 'query Echo($input: EchoInput!) { echo(input: $input) }';
  const { json } = await post({ query, variables: { input: { text: 'hunter2' } } });
  expect(json).toEqual({ data: { echo: 'hunter2' } });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ requestId: 'r1', op: 'Echo', actor: 'test', status: 200 });
  expect(lines[0]).not.toContain('hunter2');
});

it('hides what was not thrown on purpose, and logs it under the request id', async () => {
  for (const field of ['fails', 'foreign']) {
    const { json } = await post({ query: `{ ${field} }` });
    expect(json).toMatchObject({
      data: { [field]: null },
      errors: [{ path: [field], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r1' } }],
    });
    expect(JSON.stringify(json)).not.toContain('hunter2');
  }
  expect(lines.filter((line) => line.includes('"level":"error"') && line.includes('hunter2'))).toHaveLength(
    2,
  );
});

it('shows what was thrown on purpose, and does not log it as a fault', async () => {
  const { json } = await post({ query: '{ refuses }' });
  expect(json).toMatchObject({
    errors: [
      {
        message: 'Too long.',
        extensions: { code: 'BAD_USER_INPUT', field: 'text', reason: 'TOO_LONG', requestId: 'r1' },
      },
    ],
  });
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

it('G10 repeats no value of a variable, and does not log it', async () => {
  const query = 'query ($input: EchoInput!) { echo(input: $input) }';
  const { status, json } = await post({ query, variables: { input: { password: 'hunter2' } } });
  expect(status).toBe(400);
  expect(JSON.stringify(json)).not.toContain('hunter2');
  expect(lines.join()).not.toContain('hunter2');
});

it.each<[string, unknown, number, string]>([
  ['a batch', [{ query: '{ fails }' }], 400, 'BAD_REQUEST'],
  ['broken JSON', '{', 400, 'BAD_REQUEST'],
  ['a long body', { query: 'x'.repeat(200_000) }, 413, 'PAYLOAD_TOO_LARGE'],
  ['no operation', { query: 'fragment f on Query { fails } ' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
])('G09 answers %s in JSON, with the request id', async (_what, body, status, code) => {
  const answer = await post(body);
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject({ errors: [{ extensions: { code, requestId: 'r1' } }] });
});

it('B01 lets nobody keep an answer', async () => {
  for (const query of ['{ echo(input: { text: "a" }) }', '{ fails }', '{ unknown }']) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [GATEWAY_PASS_HEADER]: pass() },
      body: JSON.stringify({ query }),
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});
