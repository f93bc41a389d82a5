/**
 * Composes schema/supergraph.graphql (for the gateway) and schema/api.graphql (what clients see) from the
 * subgraphs' hand-written SDL. Composition is a build step (promise F07): no process composes when it starts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

/** Names as in the supergraph's join__Graph; the URLs are placeholders, real ones come from configuration. */
const SUBGRAPHS = [
  { name: 'auth', url: 'http://auth.invalid/graphql' },
  { name: 'files', url: 'http://files.invalid/graphql' },
];

const folder = join(process.cwd(), 'schema');

const result = composeServices(
  SUBGRAPHS.map(({ name, url }) => ({
    name,
    url,
    typeDefs: parse(readFileSync(join(folder, `${name}.graphql`), 'utf8')),
  })),
);
if (result.errors !== undefined) {
  for (const error of result.errors) process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const api = lexicographicSortSchema(result.schema.toAPISchema().toGraphQLJSSchema());
writeFileSync(
  join(folder, 'supergraph.graphql'),
  `${result.supergraphSdl}
`,
);
writeFileSync(
  join(folder, 'api.graphql'),
  `${printSchema(api)}
`,
);
process.stdout.write('schema/supergraph.graphql and schema/api.graphql are composed.\n');
