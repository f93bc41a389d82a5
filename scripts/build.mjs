/**
 * Bundles each program with the modules it uses into one CommonJS file under dist/, at the same relative place as its
 * source; packages stay where they are. Why not file by file: docs/adr/module-format.md. esbuild strips types and takes
 * about 0.5 s, so that `npm start` can build each time; `npm run typecheck` judges the types.
 *
 * Several processes may be started, and so build, at the same moment: a file is replaced whole, and only when it
 * differs, so that none of them ever reads half a file or misses one.
 */
import './requireNode.mjs';
import { Buffer } from 'node:buffer';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { buildGraphiql } from './buildGraphiql.mjs';

/** What is started: by its name, and all scripts; bench/entries is what the benchmarks load. */
const PROGRAM = /[\\/](main|\w+Main)\.ts$|^scripts[\\/]\w+\.ts$|\.cts$/;
const IN_TESTS = /[\\/]test[\\/]/;
const ROOMS = ['gateway', 'subgraphs', 'local', 'scripts', 'bench/entries'];
const root = process.cwd();

const { outputFiles } = await build({
  entryPoints: ROOMS.flatMap(filesUnder).filter((path) => PROGRAM.test(path) && !IN_TESTS.test(path)),
  bundle: true,
  packages: 'external',
  outdir: 'dist',
  outbase: '.',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
  write: false,
});
const outputs = new Map(
  outputFiles.map(({ path, contents }) => [relative(root, path), Buffer.from(contents)]),
);
// Where INSTALL_FOLDER (platform/service) has the contract looked for.
for (const name of readdirSync('schema').filter((name) => /\.(graphql|json)$/.test(name))) {
  outputs.set(join('dist/schema', name), readFileSync(join('schema', name)));
}

await buildGraphiql();

const present = new Set(filesUnder('dist').filter((path) => !path.startsWith(join('dist', 'graphiql'))));
for (const [path, contents] of outputs) {
  if (present.has(path) && readFileSync(path).equals(contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}
for (const path of present) {
  if (/\.(js|map|graphql|json)$/.test(path) && !outputs.has(path)) rmSync(path, { force: true });
}

function filesUnder(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
