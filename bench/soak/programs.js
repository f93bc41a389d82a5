import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const START_MS = 30_000;

const children = new Set();

/** Starts a program as it was built; `gauge()` answers what it holds, in bytes, and how many handles are open. */
function startProgram(name, main, env) {
  const child = fork(fileURLToPath(new URL(`../../dist/${main}.js`, import.meta.url)), [], {
    execArgv: ['--no-warnings', '--expose-gc', '--import', new URL('gauge.js', import.meta.url).href],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', (code, signal) => {
    if (!children.has(child)) return;
    console.error(`${name} ended with ${signal ?? code}`);
    process.exit(1);
  });
  return {
    name,
    output: child.stdout,
    async gauge() {
      child.send('gauge');
      const [held] = await once(child, 'message');
      return held;
    },
  };
}

/** The variables that `start:servers` prints. */
async function readVariables(output) {
  const variables = {};
  for await (const line of createInterface({ input: output })) {
    if (line === 'READY') break;
    const at = line.indexOf('=');
    if (at > 0) variables[line.slice(0, at)] = line.slice(at + 1);
  }
  output.resume();
  return variables;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts the embedded servers and the three services, each as a process of its own as in production, with data in
 * `folder`. Hashing costs as little as is allowed, so that it leaves time for what may leak.
 */
export async function startPrograms(folder) {
  const servers = startProgram('servers', 'local/start/serversMain', { PORT: '0', CLOAKROOM_DATA: folder });
  const variables = await readVariables(servers.output);
  const [gatewayPort, authPort, filesPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    ...variables,
    AUTH_URL: `http://127.0.0.1:${authPort}`,
    FILES_URL: `http://127.0.0.1:${filesPort}`,
    SERVICE_SECRET: randomBytes(32).toString('hex'),
    PASSWORD_PEPPER: randomBytes(32).toString('hex'),
    BCRYPT_COST: '10',
    TRUSTED_PROXIES: '1',
  };
  const programs = [
    startProgram('gateway', 'gateway/main', { ...env, PORT: String(gatewayPort) }),
    startProgram('auth', 'subgraphs/auth/main', { ...env, PORT: String(authPort) }),
    startProgram('files', 'subgraphs/files/main', { ...env, PORT: String(filesPort) }),
  ];
  for (const { output } of programs) output.resume();
  const url = `http://127.0.0.1:${gatewayPort}`;
  await untilReady(url);
  return { url, programs: [...programs, servers] };
}

async function untilReady(url) {
  const deadline = performance.now() + START_MS;
  while (
    !(await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (performance.now() > deadline) throw new Error('the services are not ready');
    await pause(100);
  }
}

/** Ends all that was started. */
export async function stopPrograms() {
  const all = [...children];
  children.clear();
  await Promise.all(
    all.map(async (child) => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }),
  );
}
