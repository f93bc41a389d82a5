import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { createLog, listen } from '../../../platform/service';
import { createApp, type AuthAdapters } from '../app';
import type { AuthConfig } from '../config';
import { DEFAULT_SUBJECTS } from '../domain/mailText';
import { createMemoryStores } from './memory/memoryStores';

/** A configuration for tests: hashing is as cheap as bcrypt allows, and no gateway is needed. */
export function buildConfig(overrides: Partial<AuthConfig> = {}): AuthConfig {
  return {
    port: 0,
    host: '127.0.0.1',
    mongodbUri: 'mongodb://127.0.0.1:1/unused',
    jwtIssuer: 'cloakroom',
    jwtAudience: 'cloakroom',
    accessTokenSeconds: 900,
    idleSessionSeconds: 14 * 86_400,
    absoluteSessionSeconds: 90 * 86_400,
    passwordPepper: 'a pepper for tests, of 32 characters or more',
    passwordMinLength: 12,
    bcryptCost: 4,
    auditLogDays: 365,
    attempts: { perAccount: 10, perAddress: 300 },
    keyRotation: { algorithm: 'ES256', maxAgeSeconds: 90 * 86_400 },
    pwnedPasswordsUrl: null,
    requiresVerifiedEmail: false,
    mail: {
      transport: null,
      from: { name: 'Cloakroom', address: 'no-reply@example.com' },
      wording: { appName: 'Cloakroom', subjects: DEFAULT_SUBJECTS },
      pagesUrl: 'https://app.example.com/account',
    },
    serviceSecret: null,
    metrics: null,
    tracing: false,
    logLevel: 'info',
    ...overrides,
  };
}

/** A person nobody else in the test run is. */
export function buildPerson(overrides: Partial<Record<'email' | 'password' | 'name', string>> = {}) {
  const email = `${randomUUID()}@example.com`;
  return { email, password: 'a long walk in the rain', name: 'Ada', ...overrides };
}

/** What came back, through either door. */
export interface Reply {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests state what they expect of it
  body: any;
}

/** Auth on a free port, on stores in memory unless told otherwise, and what it wrote to its log. */
export async function startTestApp(
  options: { config?: Partial<AuthConfig>; adapters?: Partial<AuthAdapters> } = {},
) {
  const stores = createMemoryStores();
  const logLines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logLines.push(chunk.toString());
      done();
    },
  });
  const app = await createApp({
    config: buildConfig(options.config),
    adapters: { ...stores, checkReadiness: async () => ({ mongodb: true }), ...options.adapters },
    log: createLog('auth', 'info', destination),
  });
  await app.ensureSigningKey();
  const server = await listen(app.http, { port: 0 });

  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(`${server.url}${path}`, init);
    const text = await response.text();
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const withToken = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  const postJson = (path: string, body: unknown, token?: string): Promise<Reply> =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...withToken(token) },
      body: JSON.stringify(body),
    });

  return {
    url: server.url,
    app,
    stores,
    logLines,
    send,
    /** POST with a JSON body to the REST door. */
    postJson,
    /** One operation through the GraphQL door. */
    graphql: (query: string, variables: Record<string, unknown> = {}, token?: string) =>
      postJson('/graphql', { query, variables }, token),
    async close() {
      app.startDraining();
      await server.close(0);
      await app.close();
    },
  };
}

/** A started test app. */
export type TestApp = Awaited<ReturnType<typeof startTestApp>>;
