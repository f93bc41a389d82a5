/**
 * Whether memory stays flat for hours: `npm run bench:soak`. Each service is a process of its own; the load is steady and
 * far below what they can take, and much of it is new each time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLoad } from './load.js';
import { startPrograms, stopPrograms } from './programs.js';
import { slopePerHour } from './slope.js';

const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const MINUTES = number('SOAK_MINUTES', 30);
const WARMUP_MINUTES = number('SOAK_WARMUP_MINUTES', 30);
const RATE = number('SOAK_RATE', 150);
const SAMPLE_MS = 15_000;
const TICK_MS = 20;
const MIB = 1024 * 1024;
/** So many may be under way; what is over that is a sign that the rate is too high for the machine. */
const MAX_UNDER_WAY = 200;

const folder = await mkdtemp(join(tmpdir(), 'cloakroom-soak-'));
const done = new Map();
const faults = new Map();
const countIn = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

try {
  const { url, programs } = await startPrograms(folder);
  const load = createLoad(url);
  await load.begin();
  const startedAt = performance.now();
  const endsAt = startedAt + (WARMUP_MINUTES + MINUTES) * 60_000;
  console.log(`${RATE} operations a second for ${WARMUP_MINUTES} + ${MINUTES} minutes`);

  let underWay = 0;
  let skipped = 0;
  const one = async () => {
    underWay += 1;
    try {
      countIn(done, await load.once());
    } catch (error) {
      countIn(faults, `${error.message}: ${error.cause.message}`);
    } finally {
      underWay -= 1;
    }
  };
  const asking = (async () => {
    let asked = 0;
    while (performance.now() < endsAt) {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * RATE);
      for (; asked < due; asked += 1) {
        if (underWay < MAX_UNDER_WAY) void one();
        else skipped += 1;
      }
      await pause(TICK_MS);
    }
    while (underWay > 0) await pause(TICK_MS);
  })();

  const samples = programs.map(() => []);
  while (performance.now() < endsAt) {
    await pause(SAMPLE_MS);
    const atMs = performance.now() - startedAt;
    const held = await Promise.all(programs.map((program) => program.gauge()));
    if (atMs >= WARMUP_MINUTES * 60_000) held.forEach((one, index) => samples[index].push({ atMs, ...one }));
    const shown = held.map(
      ({ heapUsed, rss }, index) => `${programs[index].name} ${mib(heapUsed)}/${mib(rss)}`,
    );
    console.log(`${(atMs / 60_000).toFixed(1)} min, heap/RSS in MiB: ${shown.join(', ')}`);
  }
  await asking;

  console.log(
    `\n${['process', 'heap', 'MiB/h', 'RSS', 'MiB/h', 'handles'].map((text) => text.padStart(9)).join('')}`,
  );
  programs.forEach(({ name }, index) => {
    const held = samples[index];
    const last = held.at(-1);
    const most = Math.max(...held.map(({ handles }) => handles));
    const cells = [
      name,
      mib(last.heapUsed),
      (slopePerHour(held, ({ heapUsed }) => heapUsed) / MIB).toFixed(1),
      mib(last.rss),
      (slopePerHour(held, ({ rss }) => rss) / MIB).toFixed(1),
      `${held[0].handles}-${most}`,
    ];
    console.log(cells.map((text) => text.padStart(9)).join(''));
  });
  console.log(`\ndone: ${list(done)}`);
  console.log(
    `faults: ${list(faults)}${skipped === 0 ? '' : `; ${skipped} left out, as the machine did not keep up`}`,
  );
} finally {
  await stopPrograms();
  await rm(folder, { recursive: true, force: true });
}

function mib(bytes) {
  return (bytes / MIB).toFixed(0);
}

function list(counts) {
  return counts.size === 0 ? 'none' : [...counts].map(([key, count]) => `${key} ${count}`).join(', ');
}
