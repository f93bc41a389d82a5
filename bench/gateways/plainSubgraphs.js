/**
 * Auth and files as cheaply as they can be had, so that the gateway is measured and not what stands behind it: one
 * process of node:http that works out what a request's bytes ask for by graphql-js the first time, and sends the same
 * bytes from then on.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { require } from '../product.js';
import { listen, readBody, serve } from './child.js';
import { FILE_ID } from './queries.js';

const { buildSubgraphSchema } = require('@apollo/subgraph');
const { graphql } = require('graphql');
const { gql } = require('graphql-tag');
const jwt = require('jsonwebtoken');

/** What gateways that look at tokens verify them by. */
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWK = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES256', use: 'sig' };

/** An access token as auth signs them. */
function signToken() {
  const claims = {
    iss: 'cloakroom',
    aud: 'cloakroom',
    sub: ME.id,
    sid: randomUUID(),
    jti: randomUUID(),
    roles: [],
  };
  const header = { alg: 'ES256', typ: 'at+jwt', kid: JWK.kid };
  return jwt.sign(claims, privateKey, { algorithm: 'ES256', header, expiresIn: 900 });
}

/** The person all of this belongs to. */
const ME = { __typename: 'User', id: '5f0c1b1e-3f57-4f0e-9b55-0f6d2c6a7b11', name: 'Ada Lovelace' };

const file = (index) => ({
  __typename: 'File',
  id: index === 0 ? FILE_ID : FILE_ID.replace(/.{3}$/, String(index).padStart(3, '0')),
  name: `holiday picture ${index}.jpg`,
  size: 1_000_000 + index,
});

const RESOLVERS = {
  auth: { Query: { me: () => ME }, User: { __resolveReference: () => ME } },
  files: {
    Query: { file: () => file(0) },
    User: {
      __resolveReference: ({ id }) => ({ id }),
      files: (_user, { first }) => ({ nodes: Array.from({ length: first }, (_, index) => file(index)) }),
    },
  },
};

async function startSubgraph(name) {
  const sdl = readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');
  const schema = buildSubgraphSchema({ typeDefs: gql(sdl), resolvers: RESOLVERS[name] });
  const answers = new Map();
  const answer = async (body) => {
    const { query, variables, operationName } = JSON.parse(body);
    const result = await graphql({ schema, source: query, variableValues: variables, operationName });
    return Buffer.from(JSON.stringify(result));
  };
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify({ keys: [JWK] }));
      return;
    }
    const body = (await readBody(request)).toString('latin1');
    let known = answers.get(body);
    if (known === undefined)
      answers.set(body, (known = await answer(Buffer.from(body, 'latin1').toString())));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': known.length });
    response.end(known);
  });
  server.keepAliveTimeout = 600_000;
  return listen(server);
}

serve(async () => ({
  auth: await startSubgraph('auth'),
  files: await startSubgraph('files'),
  me: ME.id,
  token: signToken(),
}));
