import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { Router, type RequestHandler, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { AppError } from '../../platform/errors';
import {
  bodyFaults,
  createDocumentStore,
  graphqlHandler,
  isUnexpected,
  nameOperation,
  MAX_GRAPHQL_BODY_BYTES,
  operationLog,
  sendGraphqlError,
  type GraphqlDoor,
} from '../../platform/graphql';
import { jsonBody, type Log } from '../../platform/service';
import type { GatewayConfig } from '../config';
import { KnownOperations } from '../execution/KnownOperations';
import { OperationCosts } from '../limits/OperationCosts';
import { payerOf, REFUSED_COST, type Payer, type RateLimits } from '../limits/RateLimits';
import type { SignIns } from '../limits/SignIns';
import { SubgraphDataSource } from '../subgraphs/SubgraphDataSource';
import { passCacheable } from '../persisted/cacheControl';
import type { PersistedOperations } from '../persisted/PersistedOperations';
import { persistedRequests } from '../persisted/persistedRequests';
import { isRehearsal, Rehearsed } from '../persisted/rehearse';
import type { Upstream } from '../subgraphs/Upstream';
import type { Subgraphs } from '../supergraph/subgraphUrls';
import type { Supergraph } from '../supergraph/Supergraph';
import { earlyBodyOr } from '../http/earlyBody';
import type { Page } from '../http/page';
import { createContextFactory, type GatewayContext } from './context';
import { createFormatError } from './formatError';
import { KnownDoor, NO_STORE } from './known/KnownDoor';
import { JSON_TYPES } from './known/mediaType';
import { limitsRule } from './limits';
import { createOperationGuard, isCharged } from './operationGuard';
import { outcome } from './outcome';
import { sandboxPage } from './sandboxPage';
import { rehearseManifest } from './rehearseManifest';
import { reservedAliasRule } from './reservedAlias';
import { readScalars } from './scalars';

/** What the gateway's GraphQL door is made of. */
export interface GraphqlDoorOptions {
  readonly config: GatewayConfig;
  readonly log: Log;
  readonly upstream: Upstream;
  /** What callers may spend; outlives the supergraph. */
  readonly rates: RateLimits;
  /** How many sign-ins auth can hold; outlives it as well. */
  readonly signIns: SignIns;
  /** Operations by their ids; outlive it as well. */
  readonly persisted: PersistedOperations;
  readonly supergraph: Supergraph;
  /** All of the supergraph's, and how to reach them. */
  readonly subgraphs: Subgraphs;
}

/** `/graphql` as clients see it: the router for everything, and the quick way for what is known. */
export interface ClientDoor extends GraphqlDoor {
  readonly known: KnownDoor;
}

/** Builds `/graphql`. @throws when the supergraph is not valid. */
export async function createGraphqlDoor(options: GraphqlDoorOptions): Promise<ClientDoor> {
  const { config, log, rates, persisted } = options;
  const operations = new KnownOperations(log);
  const sources = createDataSources(options);
  const costs = new OperationCosts(config.limits.cost);
  const signIns = options.subgraphs.get('auth')?.isOwn === true ? options.signIns : null;
  const gateway = createGateway(options, operations, sources);
  const rules = [limitsRule(config.limits), reservedAliasRule];
  const server = new ApolloServer<GatewayContext>({
    gateway,
    // Nothing may depend on NODE_ENV.
    nodeEnv: 'production',
    introspection: config.introspection,
    validationRules: rules,
    parseOptions: { maxTokens: config.limits.tokens },
    persistedQueries: false,
    documentStore: createDocumentStore(),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: createFormatError({ suggestions: config.introspection }),
    logger: log,
    plugins: [
      createOperationGuard({ costs, rates, signIns, supergraphSchema: options.supergraph.schema }),
      outcome(log),
      // What a subgraph refused has been logged where it was called.
      operationLog<GatewayContext>(
        log,
        (error) => error.extensions.serviceName === undefined && isUnexpected(error),
      ),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  let apiSchema: GraphQLSchema | null = null;
  gateway.onSchemaLoadOrUpdate((loaded) => (apiSchema = loaded.apiSchema));
  await server.start();
  await rehearseManifest(persisted.manifest, {
    apiSchema,
    rules,
    maxTokens: config.limits.tokens,
    gateway,
    operations,
    log,
  });

  const router = Router({ strict: true, caseSensitive: true });
  const payers = new WeakMap<Response, Payer>();
  router.use('/graphql', (request, response, next) => {
    const mayBePage = config.sandbox && request.method === 'GET';
    response.set('cache-control', NO_STORE);
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.set('allow', 'GET, POST');
      sendGraphqlError(response, new AppError('METHOD_NOT_ALLOWED'), 405);
    } else if (request.accepts(mayBePage ? [...JSON_TYPES, 'text/html'] : JSON_TYPES) === false) {
      // Apollo finds this out when it has run the operation.
      sendGraphqlError(response, new AppError('BAD_USER_INPUT', { message: NOT_ACCEPTABLE }), 406);
    } else {
      const spent = rates.refuseSpent(payerOf(request));
      if (spent !== null) {
        sendGraphqlError(response, spent, 429);
        return;
      }
      response.once('finish', () => {
        if (UNREADABLE.has(response.statusCode) && !isCharged(payers.get(response)))
          rates.charge(payerOf(request), REFUSED_COST);
      });
      next();
    }
  });
  if (config.sandbox) router.get('/graphql', showPage(sandboxPage(config)));
  router.use('/graphql', earlyBodyOr(jsonBody(MAX_GRAPHQL_BODY_BYTES)), bodyFaults);
  router.use('/graphql', persistedRequests(persisted, config.persisted.maxAgeSeconds));
  const createContext = createContextFactory(config.trustedProxies);
  const known = new KnownDoor({
    operations,
    subgraphs: sources,
    costs,
    rates,
    signIns,
    createContext,
    findText: (id) => persisted.find(id),
    log,
  });
  router.post('/graphql', (request, response, next) => {
    if (!known.take(request.body, request, response)) next();
  });
  router.get('/graphql', (request, response, next) => {
    if (!known.takeGet(request, response)) next();
  });
  const handle = graphqlHandler(server, async (request, response) => {
    const context = createContext(request, response);
    payers.set(response, context.forwarded);
    passCacheable(response, context);
    return context;
  });
  router.use('/graphql', handle);
  return { router, known, close: () => server.stop() };
}

/** The statuses of what was read and is no operation: broken JSON, a batch, a text that is not on the list. */
const UNREADABLE: ReadonlySet<number> = new Set([400, 413, 415]);

const NOT_ACCEPTABLE = `Answers are ${JSON_TYPES.join(' or ')}; the header "accept" allows neither.`;

/** To whoever prefers a page to JSON. */
function showPage({ text, policy }: Page): RequestHandler {
  return (request, response, next) => {
    if (request.accepts([...JSON_TYPES, 'text/html']) !== 'text/html') {
      next();
      return;
    }
    response.vary('accept').set('content-security-policy', policy).type('html').send(text);
  };
}

function createGateway(
  { log, supergraph, subgraphs }: GraphqlDoorOptions,
  operations: KnownOperations,
  sources: ReadonlyMap<string, SubgraphDataSource>,
): ApolloGateway {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.sdl,
    logger: log,
    // Without these two, NODE_ENV decides; the first shows query plans to whoever asks for them.
    __exposeQueryPlanExperimental: false,
    validateSupergraph: true,
    // Plans of what is known are kept with it (KnownOperations); this is for the rest.
    experimental_approximateQueryPlanStoreMiB: 8,
    experimental_didResolveQueryPlan({ queryPlan, requestContext, operationContext }) {
      const { request, document } = requestContext;
      const { schema, operation } = operationContext;
      const input = {
        plan: queryPlan,
        document,
        operation,
        apiSchema: schema,
        supergraphSchema: supergraph.schema,
      };
      if (isRehearsal(requestContext.context)) throw new Rehearsed(input);
      const name = operation.name?.value ?? nameOperation(operation);
      operations.learn(request.query ?? '', request.operationName ?? undefined, input, name);
    },
    buildService({ name }) {
      const source = sources.get(name);
      if (source === undefined) throw new Error(`there is no subgraph ${name}`);
      return source;
    },
  });
  // Of a scalar of the same name in somebody else's supergraph we know nothing.
  const isOwn = (scalar: string) =>
    supergraph.declarersOf(scalar).some((name) => subgraphs.get(name)?.isOwn === true);
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => readScalars(apiSchema, isOwn));
  return gateway;
}

function createDataSources({
  config,
  log,
  upstream,
  subgraphs,
}: GraphqlDoorOptions): ReadonlyMap<string, SubgraphDataSource> {
  const given = {
    upstream,
    log,
    mergesFetches: config.mergesFetches,
    deadlineMs: config.subgraphTimeoutMs,
    mutationDeadlineMs: config.mutationTimeoutMs,
    requestDeadlineMs: config.requestTimeoutMs,
  };
  return new Map(
    [...subgraphs].map(([name, { service, path, gate }]) => [
      name,
      new SubgraphDataSource({ service, path, gate, ...given }),
    ]),
  );
}
