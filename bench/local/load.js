import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The keys of the embedded S3. */
export const KEYS = { accessKeyId: 'bench', secretAccessKey: 'bench-secret' };

/** How many operations of each kind, and how many at once. */
export const OPERATIONS = Number(process.env.BENCH_OPERATIONS ?? 2000);
export const CONCURRENCY = Number(process.env.BENCH_CONCURRENCY ?? 32);

/** Starts server.js: where it listens, the most memory it had (bytes), and what ends it. */
export async function startServer(kind, folder) {
  const script = fileURLToPath(new URL('server.js', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', script, kind, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the ${kind} server ended`);
    return value;
  };
  return {
    address: await next(),
    async memory() {
      child.stdin.write('memory\n');
      return Number(await next());
    },
    close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      return ended;
    },
  };
}

/** Runs `operation(0)` to `operation(count - 1)`, CONCURRENCY at a time; the answer is operations per second. */
export async function measure(count, operation, concurrency = CONCURRENCY) {
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < count) await operation(next++);
    }),
  );
  return count / ((performance.now() - startedAt) / 1000);
}
