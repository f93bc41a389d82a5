/**
 * @graphql-hive/gateway with its planner in Rust: the runtime that its command starts, on node:http. As it comes, fetches
 * that are the same and under way at once are made once for all who wait; with `each` every request makes its own.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { listen, serve } from '../child.js';

serve(async ({ supergraphPath, urls, each }) => {
  const runtime = createGatewayRuntime({
    // It learns where subgraphs are from the supergraph.
    supergraph: readFileSync(supergraphPath, 'utf8').replace(
      /(@join__graph\(name: "(\w+)", url: )"[^"]*"/g,
      (_all, before, name) => `${before}"${urls[name]}/graphql"`,
    ),
    unifiedGraphHandler,
    ...(each ? { transportEntries: { '*': { options: { deduplicateInflightRequests: false } } } } : {}),
    logging: false,
    landingPage: false,
    graphiql: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => {
        const authorization = request.headers.get('authorization');
        return authorization === null ? {} : { authorization };
      },
    },
  });
  await runtime.getSchema();
  return `${await listen(createServer(runtime))}/graphql`;
});
