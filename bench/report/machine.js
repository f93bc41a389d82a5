import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { TARGETS } from '../gateways/targets.js';

/** What was measured on, and with which versions: one line each. */
export function describeMachine() {
  const versions = Object.values(TARGETS)
    .filter((target) => target.package !== undefined)
    .map((target) => `${target.package} ${versionOf(target.package)}`);
  return [
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
    `Node ${process.versions.node}, ${process.platform}; load before: ${loadavg()[0].toFixed(1)}`,
    [...versions, `@apollo/server ${versionOf('@apollo/server')}`, `undici ${versionOf('undici')}`].join(
      ', ',
    ),
  ];
}

function versionOf(name) {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')).version;
}
