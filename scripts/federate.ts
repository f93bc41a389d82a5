/**
 * Composes a supergraph of auth, files and further subgraphs, for SUPERGRAPH_PATH (docs/federate.md):
 *
 *   npm run federate -- notes=notes/notes.graphql@http://notes:4010/graphql --out notes/supergraph.graphql
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse, type DocumentNode } from 'graphql';
import { INSTALL_FOLDER, runOnce, StartFault } from '../platform/service';

const USAGE = 'usage: npm run federate -- NAME=SDL-FILE@URL ... --out FILE';

/** AUTH_URL and FILES_URL say where these are. */
const OWN = ['auth', 'files'].map((name) => ({
  name,
  file: join(INSTALL_FOLDER, 'schema', `${name}.graphql`),
  url: `http://${name}.invalid/graphql`,
}));

function readSchema(file: string): DocumentNode {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartFault(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

runOnce(async () => {
  const { values, positionals } = parseArgs({
    options: { out: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.out === undefined || positionals.length === 0) throw new StartFault(USAGE);
  const added = positionals.map((text) => {
    const [, name, file, url] = /^([^=]+)=(.+?)@(https?:\/\/.+)$/.exec(text) ?? [];
    if (name === undefined || file === undefined || url === undefined) throw new StartFault(USAGE);
    return { name, file, url };
  });
  const result = composeServices(
    [...OWN, ...added].map(({ name, file, url }) => ({
      name,
      url,
      typeDefs: readSchema(file),
    })),
  );
  if (result.errors !== undefined) {
    throw new StartFault(result.errors.map(({ message }) => message).join('\n'));
  }
  // Renamed over the old one, so that a gateway that watches it never reads half of it.
  writeFileSync(`${values.out}.new`, `${result.supergraphSdl}\n`);
  renameSync(`${values.out}.new`, values.out);
  return `${values.out} is composed of ${[...OWN, ...added].map(({ name }) => name).join(', ')}.`;
});
