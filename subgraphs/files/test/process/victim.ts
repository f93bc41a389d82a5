import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { FilesConfig } from '../../config';
import { startCountingProxies } from './countingProxies';

/** A files service in a process of its own that can be told when to die. */
export interface Victim {
  readonly url: string;
  /**
   * From now on calls to database and store are counted, and the process is killed (SIGKILL) in place of call number
   * `call`; null: never.
   */
  arm(call: number | null): void;
  /** How many calls there were since. */
  calls(): number;
  /** Makes it sweep; rejects when it dies over it. */
  sweep(): Promise<void>;
  /** Kills it, if it lives, and resolves when it is gone. */
  kill(): Promise<void>;
}

let script: string | undefined;

/** Starts one; `aheadMs` is how far its clock is ahead. */
export async function startVictim(config: FilesConfig, aheadMs = 0): Promise<Victim> {
  script ??= compile();
  let calls = 0;
  let last: number | null = null;
  const proxies = await startCountingProxies(
    { mongodbUri: config.mongodbUri, s3Endpoint: config.s3.endpoint ?? '' },
    () => {
      calls += 1;
      if (last === null || calls < last) return true;
      child.kill('SIGKILL');
      return false;
    },
  );
  const { mongodbUri, s3Endpoint } = proxies;
  const own = { ...config, mongodbUri, s3: { ...config.s3, endpoint: s3Endpoint } };
  const child = spawn(process.execPath, [script, JSON.stringify({ config: own, aheadMs })], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  child.stdin.on('error', () => undefined);
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('the process has ended');
    return line.value;
  };
  const url = await nextLine();
  return {
    url,
    arm(call) {
      calls = 0;
      last = call;
    },
    calls: () => calls,
    async sweep() {
      child.stdin.write('sweep\n');
      await nextLine();
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
      await proxies.close();
    },
  };
}

function compile(): string {
  // app.ts looks for the schema two folders above itself, import() for packages in the folders above.
  const root = mkdtempSync(join(tmpdir(), 'cloakroom-victim-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const outfile = join(root, 'subgraphs/files/main.js');
  buildSync({
    entryPoints: [join(__dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  cpSync(resolve(__dirname, '../../../../schema'), join(root, 'schema'), { recursive: true });
  symlinkSync(resolve(__dirname, '../../../../node_modules'), join(root, 'node_modules'));
  return outfile;
}
