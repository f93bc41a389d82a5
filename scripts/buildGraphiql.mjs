/**
 * Bundles GraphiQL for the browser into dist/graphiql: files whose names carry a hash of their contents, and
 * bundle.json, which names those that the page starts with. Takes some seconds, so it is done only when the sources or
 * the versions of what goes into it have changed; bundle.json holds the key that tells.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';

const FOLDER = 'dist/graphiql';
const MANIFEST = join(FOLDER, 'bundle.json');
const SOURCES = [
  'scripts/buildGraphiql.mjs',
  'gateway/graphiql/examples.ts',
  'gateway/graphiql/browser/main.mjs',
  'gateway/graphiql/browser/page.css',
];
const PACKAGES = [
  '@graphiql/plugin-doc-explorer',
  '@graphiql/plugin-history',
  '@graphiql/react',
  '@graphiql/toolkit',
  'esbuild',
  'graphiql',
  'graphql',
  'graphql-language-service',
  'monaco-editor',
  'monaco-graphql',
  'react',
  'react-dom',
];
const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};

/** graphiql/style.css holds Monaco's styles already. */
const withoutMonacoStyles = {
  name: 'without-monaco-styles',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'css' }));
  },
};

/** @returns whether there was anything to do. */
export async function buildGraphiql() {
  const key = keyOfSources();
  const present = readManifest();
  if (present?.key === key && present.files.every((name) => existsSync(join(FOLDER, name)))) return false;
  const options = {
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: FOLDER,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Licence texts go into one file beside each bundle.
    legalComments: 'linked',
    logLevel: 'warning',
    metafile: true,
    write: false,
  };
  const workers = await build({ ...options, entryPoints: WORKERS });
  const page = await build({
    ...options,
    entryPoints: { graphiql: 'gateway/graphiql/browser/main.mjs' },
    splitting: true,
    plugins: [withoutMonacoStyles],
    define: {
      ...options.define,
      WORKERS: JSON.stringify(
        Object.fromEntries(
          Object.entries(WORKERS).map(([label, source]) => [label, outputOf(workers, source)]),
        ),
      ),
    },
  });
  const files = [...workers.outputFiles, ...page.outputFiles].filter(({ contents }) => contents.length > 0);
  const names = files.map(({ path }) => basename(path));
  const script = outputOf(page, 'gateway/graphiql/browser/main.mjs');
  const style = names.find((name) => /^graphiql-.*\.css$/.test(name));

  mkdirSync(FOLDER, { recursive: true });
  for (const { path, contents } of files) replace(path, contents);
  replace(MANIFEST, `${JSON.stringify({ key, script, style, files: names }, null, 2)}\n`);
  const kept = [basename(MANIFEST), ...names];
  for (const name of readdirSync(FOLDER)) {
    const isBeingWritten = /\.\d+$/.test(name);
    if (!kept.includes(name) && !isBeingWritten) rmSync(join(FOLDER, name), { force: true });
  }
  return true;
}

function keyOfSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES) hash.update(readFileSync(path));
  for (const name of PACKAGES) {
    const { version } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'));
    hash.update(`${name}@${version}\n`);
  }
  return hash.digest('hex');
}

function readManifest() {
  return existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, 'utf8')) : null;
}

function outputOf({ metafile }, source) {
  const [path] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(source));
  return basename(path);
}

/** Whole, as several processes may build at the same moment. */
function replace(path, contents) {
  writeFileSync(`${path}.${process.pid}`, contents);
  renameSync(`${path}.${process.pid}`, path);
}
