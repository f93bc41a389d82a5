import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig as readGatewayConfig } from '../../gateway/config';
import { startGateway } from '../../gateway/start';
import { ConfigError, createLog, type Log, type Stoppable } from '../../platform/service';
import { readConfig as readAuthConfig, type AuthConfig } from '../../subgraphs/auth/config';
import { startAuth } from '../../subgraphs/auth/start';
import { readConfig as readFilesConfig } from '../../subgraphs/files/config';
import { startFiles } from '../../subgraphs/files/start';
import type { LocalConfig } from './config';
import { startEmbedded } from './embedded';
import { keepSecrets, type LocalSecrets } from './secrets';
import { welcome } from './welcome';

/** Browser apps under development may call the API from where the usual tools serve them, and Sandbox from studio. */
const LOCAL_ORIGINS = [
  'https://studio.apollographql.com',
  ...[3000, 5173, 8080].flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]),
].join(',');

/** The most that ADDRESS_ATTEMPTS takes. */
const UNLIMITED = 1_000_000_000;

const READY_WITHIN_MS = 20_000;

/**
 * Starts everything in this process: embedded servers where no real ones are configured, auth, files, gateway.
 * Resolves once the whole is ready; on a failure whatever had started is stopped again.
 */
export async function startAll(
  config: LocalConfig,
  print: (text: string) => void,
): Promise<{ service: Stoppable; log: Log }> {
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const secrets = keepSecrets(config.dataFolder);
    const logFile = join(config.dataFolder, 'cloakroom.log');
    const destination = pino.destination({ dest: logFile, sync: true });
    const logFor = (service: string) => createLog(service, config.env.LOG_LEVEL ?? 'info', destination);

    const env = servicesEnvironment(config, secrets);
    requireFaultless(env);

    const embedded = await startEmbedded(config, secrets);
    closers.push(() => embedded.close());
    Object.assign(env, embedded.env);

    const portAt = (offset: number) => String(config.port === 0 ? 0 : config.port + offset);
    const metricsPort = config.env.METRICS_PORT ?? '';
    const placesOf = (offset: number) => ({
      PORT: portAt(offset),
      METRICS_PORT:
        metricsPort === '' || metricsPort === '0' ? metricsPort : String(Number(metricsPort) + offset),
    });
    let pages = '';
    const authConfig = readAuth({ ...env, ...placesOf(1) });
    const auth = await startAuth(
      {
        ...authConfig,
        serviceSecret: null,
        mail: {
          ...authConfig.mail,
          transport: authConfig.mail.transport ?? {
            kind: 'folder',
            folder: join(config.dataFolder, 'mail'),
            print,
          },
          // Links lead to the gateway, whose port may be the system's choice and is known once it listens.
          get pagesUrl() {
            return config.env.ACCOUNT_PAGES_URL ? authConfig.mail.pagesUrl : pages;
          },
        },
      },
      logFor('auth'),
    );
    closers.push(() => auth.close());
    // Files asks for auth's events from its first moment on; before the database is there, each would be a fault to log.
    await waitUntilReady(auth.url);
    env.AUTH_URL = auth.url;

    const filesConfig = readFilesConfig({ ...env, ...placesOf(2) });
    const credentials = embedded.s3Credentials === null ? {} : { credentials: embedded.s3Credentials };
    const files = await startFiles(
      { ...filesConfig, s3: { ...filesConfig.s3, ...credentials }, serviceSecret: null },
      logFor('files'),
    );
    closers.push(() => files.close());
    env.FILES_URL = files.url;

    const gateway = await startGateway(
      { ...readGatewayConfig({ ...env, ...placesOf(0) }), serviceSecret: null },
      logFor('gateway'),
      new Map([auth, files].map(({ url, inProcess }) => [url, inProcess])),
    );
    closers.push(() => gateway.close());
    pages = `${gateway.url}/account`;

    await waitUntilReady(gateway.url);
    print(
      welcome({
        gateway: gateway.url,
        auth: auth.url,
        files: files.url,
        mongodb: config.mongodbUri === null ? (embedded.env.MONGODB_URI ?? '') : 'as MONGODB_URI says',
        s3: config.hasOwnS3 ? 'as S3_BUCKET says' : (embedded.env.S3_ENDPOINT ?? ''),
        dataFolder: shown(config.dataFolder),
        mail: authConfig.mail.transport === null ? shown(join(config.dataFolder, 'mail')) : null,
        logFile: shown(logFile),
      }),
    );
    return { service: { close: closeAll }, log: logFor('local') };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What the services are told unless the environment says otherwise. */
function servicesEnvironment(config: LocalConfig, secrets: LocalSecrets): NodeJS.ProcessEnv {
  return {
    PASSWORD_PEPPER: secrets.passwordPepper,
    SERVICE_SECRET: secrets.serviceSecret,
    CORS_ORIGINS: LOCAL_ORIGINS,
    PUBLIC_URL: `http://localhost:${config.port || 4000}`,
    INTROSPECTION: 'true',
    SANDBOX: 'true',
    // It lives on introspection.
    GRAPHIQL: config.env.INTROSPECTION ?? 'true',
    MAIL_FROM: 'Cloakroom <no-reply@cloakroom.localhost>',
    // The links of today's gateway, see above.
    ACCOUNT_PAGES_URL: `http://127.0.0.1:${config.port}/account`,
    // Here every client has the address of this machine.
    ADDRESS_ATTEMPTS: String(UNLIMITED),
    ...config.env,
  };
}

/** Stand for the addresses of what has not started yet. */
const NOT_STARTED = {
  MONGODB_URI: 'mongodb://127.0.0.1',
  S3_BUCKET: 'not-started',
  AUTH_URL: 'http://127.0.0.1',
  FILES_URL: 'http://127.0.0.1',
};

/**
 * Reads the configuration of all three services before the first one starts.
 * @throws ConfigError with the faults of all of them.
 */
function requireFaultless(env: NodeJS.ProcessEnv): void {
  const faults = new Set<string>();
  for (const read of [readAuth, readFilesConfig, readGatewayConfig]) {
    try {
      read({ ...NOT_STARTED, ...env });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const fault of error.faults) faults.add(fault);
    }
  }
  if (faults.size > 0) throw new ConfigError([...faults]);
}

/** Mails leave by the folder here, without a server. */
function readAuth(env: NodeJS.ProcessEnv): AuthConfig {
  return readAuthConfig(env, true);
}

/** A path as a person would write it here. */
function shown(path: string): string {
  const short = relative('', path) || '.';
  return short.startsWith('..') ? resolve(path) : short;
}

/** Waits for a service's own readiness, for which the gateway asks both subgraphs; says what is missing after a while. */
async function waitUntilReady(url: string): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  let missing = '';
  while (performance.now() < giveUpAt) {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    if (response.ok) return;
    missing = await response.text();
    await pause(50);
  }
  throw new Error(
    `Not ready after ${READY_WITHIN_MS / 1000} s: ${missing}. The log in the data folder says why.`,
  );
}
