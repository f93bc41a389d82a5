import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';

const built = buildSync({
  entryPoints: [join(__dirname, 'log.ts')],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  write: false,
}).outputFiles[0]!.text;

/** A process that runs a script in which createLog is declared. */
function start(script: string): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, ['-e', `${built}; ${script}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What a script writes. */
async function outputOf(script: string): Promise<string[]> {
  const child = start(script);
  const [lines] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return lines.split('\n').filter((line) => line !== '');
}

const messages = (lines: string[]) => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);

it.each([
  ['that ends', ''],
  ['that is told to end', 'process.exit(0);'],
  ['that breaks down', 'process.on("uncaughtException", () => process.exit(1)); throw new Error();'],
])('writes all lines of a process %s', async (_how, end) => {
  const lines = await outputOf(
    `const log = createLog('a', 'info'); log.info('first'); log.info('last'); ${end}`,
  );
  expect(messages(lines)).toEqual(['first', 'last']);
});

it('writes a line soon while the process goes on', async () => {
  const child = start("createLog('a', 'info').info('there'); setInterval(() => {}, 1e6);");
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(messages([line.toString()])).toEqual(['there']);
  } finally {
    child.kill('SIGKILL');
  }
});

it('keeps the lines of several logs whole and in their order', async () => {
  const lines = await outputOf(
    "const logs = ['a', 'b'].map((name) => createLog(name, 'info')); " +
      'for (let i = 0; i < 5_000; i += 1) logs[i % 2].info({ text: "x".repeat(i % 300) }, String(i));',
  );
  expect(messages(lines)).toEqual(Array.from({ length: 5_000 }, (_, i) => String(i)));
});
