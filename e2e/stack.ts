import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, run, waitFor, waitUntilUp, type Program } from './processes';

/** One of the three programs. */
export type Service = 'auth' | 'files' | 'gateway';

/** What to run for each. */
export const ENTRY: Record<Service, string> = {
  auth: 'subgraphs/auth/main',
  files: 'subgraphs/files/main',
  gateway: 'gateway/main',
};

/** Cloakroom as it is deployed: three processes, a database and a store. */
export interface Stack {
  readonly url: string;
  readonly urls: Readonly<Record<Service, string>>;
  /** The environment all three share. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts a service (again) and waits until it is live. */
  start(service: Service, env?: NodeJS.ProcessEnv): Promise<void>;
  /** Ends a service; SIGKILL unless said otherwise. The exit code, or null when the signal ended it. */
  stop(service: Service, signal?: NodeJS.Signals): Promise<number | null>;
  /** Pauses or resumes a service: SIGSTOP, SIGCONT. */
  signal(service: Service, signal: NodeJS.Signals): void;
  /** What all processes wrote. */
  output(): string;
  close(): Promise<void>;
}

/** Real servers to use instead of the embedded ones, when the environment names them. */
function realServers(): Record<string, string> {
  const names = [
    'MONGODB_URI',
    'S3_BUCKET',
    'S3_REGION',
    'S3_ENDPOINT',
    'S3_PUBLIC_ENDPOINT',
    'S3_FORCE_PATH_STYLE',
  ];
  const all = [...names, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  return Object.fromEntries(all.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/**
 * Starts everything and waits until the gateway is ready. `env` overrides single variables; `announce` hears where each
 * service is going to be.
 */
export async function startStack(
  env: NodeJS.ProcessEnv = {},
  announce: (service: Service, url: string) => void = () => undefined,
): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'cloakroom-e2e-'));
  const servers = run('servers', 'local/start/serversMain', {
    CLOAKROOM_DATA: folder,
    PORT: '0',
    ...realServers(),
  });
  await waitFor('the embedded servers', () => (/^READY$/m.test(servers.output()) ? true : null), servers);
  const printed = [...servers.output().matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);

  const ports = { auth: await freePort(), files: await freePort(), gateway: await freePort() };
  const at = (service: Service) => `http://127.0.0.1:${ports[service]}`;
  const urls = { auth: at('auth'), files: at('files'), gateway: at('gateway') };
  const shared: NodeJS.ProcessEnv = {
    ...realServers(),
    ...Object.fromEntries(printed),
    AUTH_URL: urls.auth,
    FILES_URL: urls.files,
    SERVICE_SECRET: randomBytes(32).toString('hex'),
    PASSWORD_PEPPER: randomBytes(32).toString('hex'),
    BCRYPT_COST: '10',
    // All of a test run comes from one address.
    ADDRESS_ATTEMPTS: '1000000',
    LOG_LEVEL: 'info',
    ...env,
  };

  for (const service of ['auth', 'files', 'gateway'] as const) announce(service, urls[service]);
  const running = new Map<Service, Program>();
  const outputs: string[] = [];
  const stack: Stack = {
    url: urls.gateway,
    urls,
    env: shared,
    async start(service, more = {}) {
      const program = run(service, ENTRY[service], { ...shared, ...more, PORT: String(ports[service]) });
      running.set(service, program);
      await waitUntilUp(`${urls[service]}/health/live`, program);
    },
    async stop(service, signal = 'SIGKILL') {
      const program = running.get(service);
      running.delete(service);
      if (program === undefined) return null;
      const code = await program.stop(signal);
      outputs.push(program.output());
      return code;
    },
    signal(service, signal) {
      running.get(service)?.child.kill(signal);
    },
    output: () => [...outputs, ...[...running.values()].map((program) => program.output())].join('\n'),
    async close() {
      for (const service of ['gateway', 'files', 'auth'] as const) {
        running.get(service)?.child.kill('SIGCONT');
        await stack.stop(service, 'SIGTERM');
      }
      await servers.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await Promise.all([stack.start('auth'), stack.start('files'), stack.start('gateway')]);
  await waitUntilUp(`${stack.url}/health/ready`, running.get('gateway'));
  return stack;
}
