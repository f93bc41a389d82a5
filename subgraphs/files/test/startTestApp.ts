import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import jwt from 'jsonwebtoken';
import { createLog, listen } from '../../../platform/service';
import { ScryptLinkSecrets } from '../adapters/crypto/ScryptLinkSecrets';
import { MagicTypeDetector } from '../adapters/fileType/MagicTypeDetector';
import { createApp, type FilesAdapters } from '../app';
import type { FilesConfig } from '../config';
import { MemoryFileStore } from './memory/MemoryFileStore';
import { MemoryObjectStore } from './memory/MemoryObjectStore';
import { MemoryShareLinkStore } from './memory/MemoryShareLinkStore';
import { MemoryUsageStore } from './memory/MemoryUsageStore';

const KID = 'test-key';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A configuration for tests. */
export function buildConfig(overrides: Partial<FilesConfig> = {}): FilesConfig {
  return {
    port: 0,
    host: '127.0.0.1',
    mongodbUri: 'mongodb://127.0.0.1:1/unused',
    s3: {
      bucket: 'files-test',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      publicEndpoint: 'http://127.0.0.1:1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing-secret' },
    },
    authUrl: 'http://127.0.0.1:1',
    jwtIssuer: 'cloakroom',
    jwtAudience: 'cloakroom',
    serviceSecret: null,
    maxFileBytes: 100_000_000,
    allowedContentTypes: ['*/*'],
    quotaBytes: 1_000_000_000,
    maxFiles: 1_000,
    plans: { pro: { quotaBytes: 2_000_000_000, maxFiles: 2_000 } },
    uploadUrlSeconds: 900,
    eventsSecret: null,
    publicUrl: 'https://cloakroom.test',
    trashDays: 30,
    multipartSeconds: 604_800,
    metrics: null,
    tracing: false,
    logLevel: 'info',
    ...overrides,
  };
}

/** An access token as auth signs them, for a person nobody else in the test run is unless told otherwise. */
export function signToken(claims: Record<string, unknown> = {}, now = new Date()): string {
  const iat = Math.floor(now.getTime() / 1000);
  return jwt.sign(
    {
      iss: 'cloakroom',
      aud: 'cloakroom',
      sub: randomUUID(),
      sid: randomUUID(),
      jti: randomUUID(),
      roles: [],
      iat,
      exp: iat + 900,
      ...claims,
    },
    privateKey,
    { algorithm: 'ES256', keyid: KID, header: { alg: 'ES256', typ: 'at+jwt' } },
  );
}

/** The key that verifies what signToken signs, as auth publishes keys. */
export const JWKS = {
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'ES256', use: 'sig' }],
};

/** What came back, through either door. */
export interface Reply {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests state what they expect of it
  body: any;
}

/** Files on a free port, on stores in memory unless told otherwise, and what it wrote to its log. */
export async function startTestApp(
  options: { config?: Partial<FilesConfig>; adapters?: Partial<FilesAdapters> } = {},
) {
  const memory = {
    files: new MemoryFileStore(),
    usage: new MemoryUsageStore(),
    links: new MemoryShareLinkStore(),
    objects: new MemoryObjectStore(),
  };
  const logLines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logLines.push(chunk.toString());
      done();
    },
  });
  const app = await createApp({
    config: buildConfig(options.config),
    adapters: {
      ...memory,
      types: new MagicTypeDetector(),
      clock: { now: () => new Date() },
      linkSecrets: new ScryptLinkSecrets(),
      accounts: { has: async () => true },
      ids: { nextId: () => randomUUID() },
      keys: { findKey: async (kid) => (kid === KID ? publicKey : null) },
      checkReadiness: async () => ({ mongodb: true, s3: true }),
      ...options.adapters,
    },
    log: createLog('files', 'info', destination),
  });
  const server = await listen(app.http, { port: 0 });

  const send = async (path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Reply> => {
    const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const withToken = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` };

  return {
    url: server.url,
    app,
    memory,
    logLines,
    /** Any request, with a token. */
    send: (path: string, init: RequestInit & { duplex?: 'half' } = {}, token?: string) =>
      send(path, { ...init, headers: { ...(init.headers as Record<string, string>), ...withToken(token) } }),
    /** One operation through the GraphQL door. */
    graphql: (query: string, variables: Record<string, unknown> = {}, token?: string) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...withToken(token) },
        body: JSON.stringify({ query, variables }),
      }),
    async close() {
      app.startDraining();
      await server.close(0);
      await app.close();
    },
  };
}

/** A started test app. */
export type TestApp = Awaited<ReturnType<typeof startTestApp>>;
