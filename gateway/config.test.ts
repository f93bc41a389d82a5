import { existsSync } from 'node:fs';
import { disableVendorTelemetry, GATEWAY_DEFAULTS, readConfig } from './config';

const REQUIRED = {
  AUTH_URL: 'http://auth:4001',
  FILES_URL: 'http://files:4002',
  SERVICE_SECRET: 'x'.repeat(32),
};

it('needs three variables and has an answer to all others, closed by default', () => {
  expect(readConfig(REQUIRED)).toEqual({
    ...GATEWAY_DEFAULTS,
    authUrl: 'http://auth:4001',
    filesUrl: 'http://files:4002',
    serviceSecret: 'x'.repeat(32),
    introspection: false,
    sandbox: false,
    graphiql: false,
    metrics: null,
    tracing: false,
    logLevel: 'info',
  });
});

it('L04 lists every fault at once', () => {
  const env = { FILES_URL: 'files:4002', SERVICE_SECRET: 'short', SUBGRAPH_TIMEOUT_MS: '0' };
  expect(() => readConfig(env)).toThrow(
    /AUTH_URL is missing[^]*FILES_URL[^]*SERVICE_SECRET[^]*SUBGRAPH_TIMEOUT_MS/,
  );
});

it('asks for no address of auth and files with a supergraph that may have neither', () => {
  const env = { SERVICE_SECRET: 'x'.repeat(32), SUPERGRAPH_PATH: '/supergraph.graphql' };
  expect(readConfig(env)).toMatchObject({ authUrl: null, filesUrl: null, subgraphUrls: {} });
});

it('reads addresses of subgraphs by their names', () => {
  const read = (SUBGRAPH_URLS: string) => readConfig({ ...REQUIRED, SUBGRAPH_URLS }).subgraphUrls;
  expect(read('notes=http://n:1/graphql?a=b, rooms=https://r/')).toEqual({
    notes: 'http://n:1/graphql?a=b',
    rooms: 'https://r/',
  });
  for (const wrong of ['notes', '=http://n:1', 'notes=n:1', 'http://n:1/?a=b']) {
    expect(() => read(wrong)).toThrow('SUBGRAPH_URLS must be a list such as notes=http');
  }
});

it('L04 refuses GraphiQL without the introspection it lives on', () => {
  expect(() => readConfig({ ...REQUIRED, GRAPHIQL: 'true' })).toThrow(/GRAPHIQL needs INTROSPECTION=true/);
  expect(readConfig({ ...REQUIRED, GRAPHIQL: 'true', INTROSPECTION: 'true' }).graphiql).toBe(true);
});

it('takes base URLs with or without /graphql', () => {
  for (const AUTH_URL of ['http://a:1/graphql', 'http://a:1/graphql/', 'http://a:1/', 'http://a:1']) {
    expect(readConfig({ ...REQUIRED, AUTH_URL }).authUrl).toBe('http://a:1');
  }
});

it('reads lists, flags and limits', () => {
  expect(
    readConfig({
      ...REQUIRED,
      CORS_ORIGINS: 'https://a.example, https://b.example',
      INTROSPECTION: 'true',
      MAX_QUERY_DEPTH: '7',
    }),
  ).toMatchObject({
    corsOrigins: ['https://a.example', 'https://b.example'],
    introspection: true,
    limits: { ...GATEWAY_DEFAULTS.limits, depth: 7 },
  });
});

it.each(['https://a.example/', 'https://a.example/app', 'a.example', '*', 'https://*.example'])(
  'refuses %s as an origin, which no browser would ever send',
  (CORS_ORIGINS) => {
    expect(() => readConfig({ ...REQUIRED, CORS_ORIGINS })).toThrow(/CORS_ORIGINS must be a list of origins/);
  },
);

it('finds the committed supergraph', () => {
  expect(existsSync(GATEWAY_DEFAULTS.supergraphPath)).toBe(true);
});

it('reports nothing to the vendor of the libraries', () => {
  const env: NodeJS.ProcessEnv = { APOLLO_TELEMETRY_DISABLED: 'false' };
  disableVendorTelemetry(env);
  expect(env.APOLLO_TELEMETRY_DISABLED).toBe('true');
});
