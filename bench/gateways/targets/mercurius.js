/**
 * Mercurius's gateway, as it comes or with operations compiled (`jit`). It speaks Federation 1 and composes by itself,
 * so it gets the same types written that way.
 */
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import mercuriusGateway from '@mercuriusjs/gateway';
import { serve } from '../child.js';
import { toFederation1 } from '../toFederation1.js';

const read = (name) => readFileSync(new URL(`../../../schema/${name}.graphql`, import.meta.url), 'utf8');

serve(async ({ urls, jit }) => {
  const app = fastify();
  const [auth, files] = toFederation1([read('auth'), read('files')]);
  await app.register(mercuriusGateway, {
    ...(jit ? { jit: 1 } : {}),
    gateway: {
      services: Object.entries({ auth, files }).map(([name, schema]) => ({
        name,
        url: `${urls[name]}/graphql`,
        schema,
        rewriteHeaders: ({ authorization }) => (authorization === undefined ? {} : { authorization }),
        connections: 128,
      })),
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${app.server.address().port}/graphql`;
});
