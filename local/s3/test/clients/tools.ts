import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3, type S3Server } from '../../index';

/** Where Debian puts a tool; a version manager's shim of the same name may come first in PATH and not work. */
const PLACES = ['/usr/bin/', '/usr/local/bin/', ''];

/** The first place where the tool works, null when there is none. */
function findTool(tool: string): string | null {
  const works = (path: string) => spawnSync(path, [tool === 'rclone' ? 'version' : '--version']).status === 0;
  return PLACES.map((place) => place + tool).find(works) ?? null;
}

/** Declares tests with a tool; where it is not installed, one that says so. */
export function describeTool(tool: string, define: (path: string) => void): void {
  const path = findTool(tool);
  if (path !== null) describe(path, () => define(path));
  else test(`${tool} is not installed, .ci/clients does it: nothing was tried`, () => undefined);
}

const TOOL_TIMEOUT_MS = 100_000;

/** The keys with which the clients come. */
export const KEYS = { accessKeyId: 'CLIENTSKEY', secretAccessKey: 'clients/secret+key' };

/** A server of its own and a folder of its own, for one client's tests. */
export interface Bench {
  readonly server: S3Server;
  /** `host:port` of the server. */
  readonly host: string;
  /** For the files that go to and fro. */
  readonly folder: string;
  /** Runs the tool in the folder; resolves with what it printed, rejects with what it complained about. */
  run(
    tool: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    input?: string,
  ): Promise<string>;
  close(): Promise<void>;
}

/** Starts an embedded server in a new folder. */
export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'cloakroom-s3-clients-'));
  const server = await startS3({ dataFolder: join(folder, 'data'), ...KEYS });
  return {
    server,
    host: new URL(server.endpoint).host,
    folder,
    run: (tool, args, env = {}, input = '') =>
      new Promise((resolve, reject) => {
        const options = {
          cwd: folder,
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
          timeout: TOOL_TIMEOUT_MS,
          // Nothing of the person who runs the tests: no profile, no configuration, no proxy.
          env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8', ...env },
        } as const;
        const child = execFile(tool, args, options, (error, stdout, stderr) => {
          if (error === null) resolve(stdout);
          else reject(new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }));
        });
        child.stdin?.end(input);
      }),
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes `megabytes` MiB of random bytes; the answer is their SHA-256 in hex. */
export async function writeRandomFile(path: string, megabytes: number): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  for (let i = 0; i < megabytes; i += 1) {
    const block = randomBytes(1024 * 1024);
    hash.update(block);
    await file.write(block);
  }
  await file.close();
  return hash.digest('hex');
}

/** The SHA-256 of a file in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block as Buffer);
  return hash.digest('hex');
}
