/** Installs what is compared with, once: it is no part of the main install. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const lock = `${folder}package-lock.json`;
const installed = `${folder}node_modules/.package-lock.json`;

if (!existsSync(installed) || !isCurrent()) {
  console.log('Installing the gateways to compare with into bench/node_modules (about 200 MB, once) ...');
  // None of them needs an install script: binaries come inside the packages.
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  });
}

function isCurrent() {
  const versions = (path) =>
    Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages)
      .filter(([name, { optional }]) => name !== '' && optional !== true)
      .map(([name, { version }]) => `${name}@${version}`)
      .sort()
      .join();
  return versions(lock) === versions(installed);
}
