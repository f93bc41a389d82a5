import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { DateTimeResolver, SafeIntResolver, URLResolver } from 'graphql-scalars';
import { createLog, type InProcessDoor } from '../../../platform/service';
import { GATEWAY_DEFAULTS, type GatewayConfig } from '../../config';
import { startGateway } from '../../start';
import type { InProcessDoors } from '../../subgraphs/Upstream';

/** What a fake subgraph saw of one request. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A service of the test's own on a free port. */
export interface FakeService {
  url: string;
  seen: Seen[];
  /** Answers in place of the service's own way, until set to null. */
  answer: RequestListener | null;
  /** The same for callers within the process. */
  inProcess: InProcessDoor;
  close(): Promise<void>;
}

/** Listens on a free port, as far as the test says; bodies are read and noted unless `isStream`. */
export async function fakeService(listener: (seen: Seen) => Promise<object> | object): Promise<FakeService> {
  const seen: Seen[] = [];
  const service: FakeService = {
    url: '',
    seen,
    answer: null,
    inProcess: {
      get isOpen() {
        return server.listening;
      },
      answer: (request, response) => server.emit('request', request, response),
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((request, response) => {
    const noted = { method: request.method!, path: request.url!, headers: request.headers, body: '' };
    if (service.answer !== null) {
      seen.push(noted);
      service.answer(request, response);
      return;
    }
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (noted.body += chunk));
    request.on('end', () => {
      seen.push(noted);
      void Promise.resolve(listener(noted)).then((body) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

type Resolvers = Record<string, unknown>;

const SCALARS = { DateTime: DateTimeResolver, SafeInt: SafeIntResolver, URL: URLResolver };

/** A subgraph with the contract's schema and these resolvers, as strict about its input as a real one. */
export function fakeSubgraph(name: 'auth' | 'files', resolvers: Resolvers): Promise<FakeService> {
  const sdl = readFileSync(join(__dirname, `../../../schema/${name}.graphql`), 'utf8');
  const scalars = Object.fromEntries(
    Object.entries(SCALARS).filter(([scalar]) => sdl.includes(`scalar ${scalar}`)),
  );
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: { ...scalars, ...resolvers } as never,
  });
  return fakeService(({ path, body, headers }) =>
    path === '/graphql' ? execute(schema, body, headers) : { status: 'ready', openapi: '3.1.0', paths: {} },
  );
}

async function execute(schema: GraphQLSchema, body: string, headers: IncomingHttpHeaders): Promise<object> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const errors = validate(schema, parse(query));
  if (errors.length > 0) {
    return {
      errors: errors.map(({ message }) => ({ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })),
    };
  }
  const result: ExecutionResult = await graphql({
    schema,
    source: query,
    variableValues: variables,
    contextValue: headers,
  });
  return result;
}

/** A gateway under test. */
export interface TestGateway {
  url: string;
  /** What it logged, line by line. */
  logged(): Record<string, unknown>[];
  post(body: unknown, headers?: Record<string, string>): Promise<GraphqlAnswer>;
  close(graceMs?: number): Promise<void>;
}

/** An answer of /graphql, with all that is needed to understand a surprise. */
export interface GraphqlAnswer {
  status: number;
  headers: Headers;
  text: string;
  data?: Record<string, unknown> | null;
  errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** Starts a gateway on a free port before these services; it calls those behind `doors` within the process. */
export async function startTestGateway(
  urls: Partial<Pick<GatewayConfig, 'authUrl' | 'filesUrl'>>,
  overrides: Partial<GatewayConfig> = {},
  doors?: InProcessDoors,
): Promise<TestGateway> {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const config: GatewayConfig = {
    ...GATEWAY_DEFAULTS,
    port: 0,
    serviceSecret: 'a secret of the test that is long enough',
    introspection: false,
    sandbox: false,
    graphiql: false,
    metrics: null,
    tracing: false,
    logLevel: 'info',
    authUrl: null,
    filesUrl: null,
    ...urls,
    ...overrides,
  };
  const running = await startGateway(config, createLog('gateway', config.logLevel, sink), doors);
  return {
    url: running.url,
    logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    post: (body, headers) => postGraphql(running.url, body, headers),
    close: (graceMs = 100) => running.close(graceMs),
  };
}

/** Posts JSON to /graphql; a string is sent as it is. */
async function postGraphql(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed = JSON.parse(text) as Pick<GraphqlAnswer, 'data'> & { errors?: GraphqlAnswer['errors'] };
  return { status: response.status, headers: response.headers, text, ...parsed, errors: parsed.errors ?? [] };
}
