import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** A program of ours running as a process of its own. */
export interface Program {
  readonly name: string;
  readonly child: ChildProcess;
  /** Everything it wrote, for the moment a test fails. */
  output(): string;
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a built entry point, e.g. `subgraphs/auth/main`, with exactly this environment. */
export function run(name: string, entry: string, env: NodeJS.ProcessEnv, cwd = ROOT): Program {
  const child = spawn(process.execPath, [join(ROOT, 'dist', `${entry}.js`)], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const ended = once(child, 'exit');
  return {
    name,
    child,
    output: () => lines.join('\n'),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** Waits until `check` gives something, asking every 25 ms; fails with what the program said meanwhile. */
export async function waitFor<T>(
  what: string,
  check: () => Promise<T | null | undefined> | T | null | undefined,
  program?: Program,
  withinMs = 20_000,
): Promise<T> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== null && found !== undefined) return found;
    const gone = program !== undefined && program.child.exitCode !== null;
    if (gone || performance.now() > giveUpAt) {
      throw new Error(
        `${what}: ${gone ? 'the process ended' : 'gave up waiting'}\n${program?.output() ?? ''}`,
      );
    }
    await pause(25);
  }
}

/** Waits until GET `url` answers 200. */
export function waitUntilUp(url: string, program?: Program): Promise<Response> {
  return waitFor(
    `waiting for ${url}`,
    () =>
      fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
        (response) => (response.ok ? response : null),
        () => null,
      ),
    program,
  );
}

/** A free TCP port on loopback. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
