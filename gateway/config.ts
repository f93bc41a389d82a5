import { join } from 'node:path';
import { z } from 'zod';
import {
  commaList,
  flag,
  httpUrl,
  INSTALL_FOLDER,
  parseConfig,
  port,
  readSeeing,
  secret,
  SEEING_VARIABLES,
  type SeeingConfig,
  wholeNumber,
} from '../platform/service';
import type { OperationLimits } from './graphql/limits';
import type { RateLimit, RateLimitConfig } from './limits/RateLimits';
import type { PersistedConfig } from './persisted/PersistedConfig';
import type { GateLimits } from './subgraphs/Gate';

/** What the gateway process runs on. Made by readConfig, or written out by local mode and tests. */
export interface GatewayConfig extends SeeingConfig {
  /** PORT; 0 chooses a free one. */
  readonly port: number;
  /** HOST, the interface to listen on. */
  readonly host: string;
  /** AUTH_URL, base URL of the auth service; null where the supergraph has none, or says itself where it is. */
  readonly authUrl: string | null;
  /** FILES_URL, the same of the files service. */
  readonly filesUrl: string | null;
  /** SUBGRAPH_URLS, where subgraphs answer GraphQL, by name; the supergraph says it of all others. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** SERVICE_SECRET, by which subgraphs know the gateway; null only in local mode, where they do not ask. */
  readonly serviceSecret: string | null;
  /** TRUSTED_PROXIES: how many proxies in front add to x-forwarded-for; with 0 the header is not looked at. */
  readonly trustedProxies: number;
  /** CORS_ORIGINS, whose pages may call from a browser. */
  readonly corsOrigins: readonly string[];
  /** SUPERGRAPH_PATH, the composed schema. */
  readonly supergraphPath: string;
  /** SUPERGRAPH_POLL_MS: how often that file is looked at for changes; 0 does so on SIGHUP only. */
  readonly supergraphPollMs: number;
  /** INTROSPECTION: whether clients may ask for the schema, and get suggestions for misspelt names. */
  readonly introspection: boolean;
  /** SANDBOX: whether browsers get Apollo Sandbox at /graphql. */
  readonly sandbox: boolean;
  /** GRAPHIQL: whether there is GraphiQL at /graphiql. It reads the schema, so INTROSPECTION must be on as well. */
  readonly graphiql: boolean;
  /** Where scripts/buildGraphiql.mjs has put it. */
  readonly graphiqlFolder: string;
  /** SUBGRAPH_TIMEOUT_MS, the deadline of one call to a subgraph. */
  readonly subgraphTimeoutMs: number;
  /**
   * SUBGRAPH_MUTATION_TIMEOUT_MS, the same for mutations. Longer, because giving up leaves the outcome unknown and
   * because completeUpload may have to read a large file (where the store computes no checksums).
   */
  readonly mutationTimeoutMs: number;
  /** REQUEST_TIMEOUT_MS, until when the last call for one request must have its answer. */
  readonly requestTimeoutMs: number;
  /** SUBGRAPH_MAX_*, SUBGRAPH_QUEUE_MS, SUBGRAPH_CIRCUIT_*: what each subgraph is asked for at most. */
  readonly gate: GateLimits;
  /** SUBGRAPH_MERGE_FETCHES: whether equal queries of one caller that wait at the same time are sent as one. */
  readonly mergesFetches: boolean;
  /** MAX_QUERY_*: what an operation may ask for at most. */
  readonly limits: OperationLimits;
  /** RATE_LIMIT_ADDRESS and RATE_LIMIT_PERSON: what may be spent in a minute. */
  readonly rateLimits: RateLimitConfig;
  /** JWT_ISSUER and JWT_AUDIENCE, what access tokens say, for telling whose they are. */
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  /** PERSISTED_*: operations by their id. */
  readonly persisted: PersistedConfig;
}

/** What is the same unless a variable says otherwise; local mode and tests start from here. */
export const GATEWAY_DEFAULTS = {
  port: 4000,
  host: '127.0.0.1',
  trustedProxies: 0,
  corsOrigins: ['https://studio.apollographql.com'],
  subgraphUrls: {},
  supergraphPath: join(INSTALL_FOLDER, 'schema', 'supergraph.graphql'),
  supergraphPollMs: 2_000,
  graphiqlFolder: join(INSTALL_FOLDER, 'graphiql'),
  subgraphTimeoutMs: 3_000,
  mutationTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  gate: {
    queue: { atOnce: 200, waiting: 200, waitMs: 500 },
    circuit: { failures: 10, openMs: 2_000 },
  },
  mergesFetches: true,
  limits: {
    depth: 10,
    aliases: 30,
    rootFields: 20,
    directives: 50,
    fields: 1_000,
    tokens: 1_000,
    cost: 10_000,
    introspectionDepth: 20,
  },
  rateLimits: {
    address: { perMinute: 600_000, sparesLoopback: true },
    person: { perMinute: 300_000, sparesLoopback: true },
  },
  jwtIssuer: 'cloakroom',
  jwtAudience: 'cloakroom',
  persisted: { only: false, manifestPath: null, maxAgeSeconds: 60 },
} as const satisfies Partial<GatewayConfig>;

const serviceUrl = () => httpUrl().transform((url) => url.replace(/\/graphql$/, ''));
const { limits, gate, persisted } = GATEWAY_DEFAULTS;

/** The operations of our own client. */
const OWN_MANIFEST = join(INSTALL_FOLDER, 'schema', 'persisted-operations.json');

const subgraphUrls = () =>
  commaList([])
    .refine(
      (entries) => entries.every((entry) => httpUrl().safeParse(urlIn(entry)).success),
      'must be a list such as notes=http://notes:4003/graphql,rooms=http://rooms:4004/graphql',
    )
    .transform((entries) => Object.fromEntries(entries.map((entry) => [nameIn(entry), urlIn(entry)])));
const nameIn = (entry: string) => entry.slice(0, Math.max(0, entry.indexOf('=')));
const urlIn = (entry: string) => (nameIn(entry) === '' ? '' : entry.slice(entry.indexOf('=') + 1));

/** As browsers send them: a slash at the end, and no page of it would ever be let in. */
const origins = (fallback: readonly string[]) =>
  commaList(fallback).refine(
    (entries) => entries.every((entry) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#*\s]+$/.test(entry)),
    'must be a list of origins such as https://app.example.com, with nothing after host and port',
  );

const settings = z.object({
  PORT: port(GATEWAY_DEFAULTS.port),
  HOST: z.string().default(GATEWAY_DEFAULTS.host),
  AUTH_URL: serviceUrl().optional(),
  FILES_URL: serviceUrl().optional(),
  SUBGRAPH_URLS: subgraphUrls(),
  SERVICE_SECRET: secret(),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(GATEWAY_DEFAULTS.trustedProxies),
  CORS_ORIGINS: origins(GATEWAY_DEFAULTS.corsOrigins),
  SUPERGRAPH_PATH: z.string().default(GATEWAY_DEFAULTS.supergraphPath),
  SUPERGRAPH_POLL_MS: wholeNumber(0, 3_600_000).default(GATEWAY_DEFAULTS.supergraphPollMs),
  INTROSPECTION: flag(false),
  SANDBOX: flag(false),
  GRAPHIQL: flag(false),
  SUBGRAPH_TIMEOUT_MS: wholeNumber(100, 600_000).default(GATEWAY_DEFAULTS.subgraphTimeoutMs),
  SUBGRAPH_MUTATION_TIMEOUT_MS: wholeNumber(100, 600_000).default(GATEWAY_DEFAULTS.mutationTimeoutMs),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 3_600_000).default(GATEWAY_DEFAULTS.requestTimeoutMs),
  SUBGRAPH_MAX_CALLS: wholeNumber(1, 100_000).default(gate.queue.atOnce),
  SUBGRAPH_MAX_QUEUED: wholeNumber(0, 100_000).default(gate.queue.waiting),
  SUBGRAPH_QUEUE_MS: wholeNumber(1, 60_000).default(gate.queue.waitMs),
  SUBGRAPH_CIRCUIT_FAILURES: wholeNumber(0, 100_000).default(gate.circuit.failures),
  SUBGRAPH_CIRCUIT_OPEN_MS: wholeNumber(1, 3_600_000).default(gate.circuit.openMs),
  SUBGRAPH_MERGE_FETCHES: flag(GATEWAY_DEFAULTS.mergesFetches),
  MAX_QUERY_DEPTH: wholeNumber(1, 100).default(limits.depth),
  MAX_QUERY_ALIASES: wholeNumber(0, 10_000).default(limits.aliases),
  MAX_QUERY_ROOT_FIELDS: wholeNumber(1, 10_000).default(limits.rootFields),
  MAX_QUERY_DIRECTIVES: wholeNumber(0, 10_000).default(limits.directives),
  MAX_QUERY_FIELDS: wholeNumber(1, 100_000).default(limits.fields),
  MAX_QUERY_TOKENS: wholeNumber(1, 100_000).default(limits.tokens),
  MAX_QUERY_COST: wholeNumber(1, 1_000_000_000).default(limits.cost),
  RATE_LIMIT_ADDRESS: wholeNumber(0, 1_000_000_000_000).optional(),
  RATE_LIMIT_PERSON: wholeNumber(0, 1_000_000_000_000).optional(),
  JWT_ISSUER: z.string().default(GATEWAY_DEFAULTS.jwtIssuer),
  JWT_AUDIENCE: z.string().default(GATEWAY_DEFAULTS.jwtAudience),
  PERSISTED_ONLY: flag(persisted.only),
  PERSISTED_MANIFEST_PATH: z.string().optional(),
  PERSISTED_MAX_AGE: wholeNumber(0, 31_536_000).default(persisted.maxAgeSeconds),
  ...SEEING_VARIABLES,
});

/** A limit that somebody has chosen holds for everybody. */
const chosen = (perMinute: number | undefined, otherwise: RateLimit): RateLimit =>
  perMinute === undefined ? otherwise : { perMinute, sparesLoopback: false };

const variables = settings.refine(({ GRAPHIQL, INTROSPECTION }) => !GRAPHIQL || INTROSPECTION, {
  path: ['GRAPHIQL'],
  message: 'needs INTROSPECTION=true: it reads the schema',
});

/**
 * Reads the environment.
 * @throws ConfigError naming every variable that is missing or cannot be accepted.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  // Our own supergraph does not say where its subgraphs are.
  const isOwn = (env.SUPERGRAPH_PATH ?? '') === '';
  const set = parseConfig(isOwn ? variables.required({ AUTH_URL: true, FILES_URL: true }) : variables, env);
  return {
    port: set.PORT,
    host: set.HOST,
    authUrl: set.AUTH_URL ?? null,
    filesUrl: set.FILES_URL ?? null,
    subgraphUrls: set.SUBGRAPH_URLS,
    serviceSecret: set.SERVICE_SECRET,
    trustedProxies: set.TRUSTED_PROXIES,
    corsOrigins: set.CORS_ORIGINS,
    supergraphPath: set.SUPERGRAPH_PATH,
    supergraphPollMs: set.SUPERGRAPH_POLL_MS,
    introspection: set.INTROSPECTION,
    sandbox: set.SANDBOX,
    graphiql: set.GRAPHIQL,
    graphiqlFolder: GATEWAY_DEFAULTS.graphiqlFolder,
    subgraphTimeoutMs: set.SUBGRAPH_TIMEOUT_MS,
    mutationTimeoutMs: set.SUBGRAPH_MUTATION_TIMEOUT_MS,
    requestTimeoutMs: set.REQUEST_TIMEOUT_MS,
    gate: {
      queue: {
        atOnce: set.SUBGRAPH_MAX_CALLS,
        waiting: set.SUBGRAPH_MAX_QUEUED,
        waitMs: set.SUBGRAPH_QUEUE_MS,
      },
      circuit: { failures: set.SUBGRAPH_CIRCUIT_FAILURES, openMs: set.SUBGRAPH_CIRCUIT_OPEN_MS },
    },
    mergesFetches: set.SUBGRAPH_MERGE_FETCHES,
    limits: {
      depth: set.MAX_QUERY_DEPTH,
      aliases: set.MAX_QUERY_ALIASES,
      rootFields: set.MAX_QUERY_ROOT_FIELDS,
      directives: set.MAX_QUERY_DIRECTIVES,
      fields: set.MAX_QUERY_FIELDS,
      tokens: set.MAX_QUERY_TOKENS,
      cost: set.MAX_QUERY_COST,
      introspectionDepth: limits.introspectionDepth,
    },
    rateLimits: {
      address: chosen(set.RATE_LIMIT_ADDRESS, GATEWAY_DEFAULTS.rateLimits.address),
      person: chosen(set.RATE_LIMIT_PERSON, GATEWAY_DEFAULTS.rateLimits.person),
    },
    jwtIssuer: set.JWT_ISSUER,
    jwtAudience: set.JWT_AUDIENCE,
    persisted: {
      only: set.PERSISTED_ONLY,
      manifestPath: set.PERSISTED_MANIFEST_PATH ?? (set.PERSISTED_ONLY ? OWN_MANIFEST : null),
      maxAgeSeconds: set.PERSISTED_MAX_AGE,
    },
    ...readSeeing(set),
  };
}

/**
 * Keeps @apollo/gateway from reporting about this machine to Apollo, which it does by default and which only this
 * variable turns off (docs/adr/no-telemetry.md). Must be called before the gateway is built.
 */
export function disableVendorTelemetry(env: NodeJS.ProcessEnv = process.env): void {
  env.APOLLO_TELEMETRY_DISABLED = 'true';
}
