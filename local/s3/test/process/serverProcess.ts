import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

/** A server that runs in a process of its own. */
export interface ServerProcess {
  readonly endpoint: string;
  /** Ends the process without warning (SIGKILL), and resolves when it is gone. */
  kill(): Promise<void>;
  /** The most memory the process has used so far, in MiB. */
  peakMemory(): Promise<number>;
}

let script: string | undefined;

/** Starts the server in a new process. Rejects when it ends before it listens. */
export async function spawnServer(dataFolder: string): Promise<ServerProcess> {
  script ??= compile();
  const child = spawn(process.execPath, [script, dataFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: path.resolve(__dirname, '../../../../node_modules') },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endpoint = await nextLine(child);
  return {
    endpoint,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
    peakMemory: async () => {
      child.stdin?.write('?\n');
      return Number(await nextLine(child)) / 1024;
    },
  };
}

function compile(): string {
  const outfile = path.join(mkdtempSync(path.join(os.tmpdir(), 'cloakroom-s3-')), 'main.js');
  buildSync({
    entryPoints: [path.join(__dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

function nextLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the server ended with ${code ?? 'a signal'}`));
    child.once('exit', onExit);
    child.stdout?.once('data', (data: Buffer) => {
      child.off('exit', onExit);
      resolve(data.toString().trim());
    });
  });
}
