import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { Router, type RequestHandler } from 'express';
import { buildASTSchema, parse } from 'graphql';
import { AppError } from '../../platform/errors';
import {
  bodyFaults,
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
import { SubgraphDataSource } from '../subgraphs/SubgraphDataSource';
import type { Service, Upstream } from '../subgraphs/Upstream';
import { createContext, type GatewayContext } from './context';
import { createFormatError } from './formatError';
import { knownOperationsDoor } from './knownOperationsDoor';
import { limitsRule } from './limits';
import { operationGuard } from './operationGuard';
import { outcome } from './outcome';
import { SANDBOX_PAGE } from './sandboxPage';
import { readScalars } from './scalars';

/** What the gateway's GraphQL door is made of. */
export interface GraphqlDoorOptions {
  readonly config: GatewayConfig;
  readonly log: Log;
  readonly upstream: Upstream;
  /** Subgraphs whose URL is configured; others are called where the supergraph says. */
  readonly services: readonly Service[];
  readonly supergraphSdl: string;
}

/** Builds `/graphql` as clients see it. @throws when the supergraph is not valid. */
export async function createGraphqlDoor(options: GraphqlDoorOptions): Promise<GraphqlDoor> {
  const { config, log } = options;
  const operations = new KnownOperations(log);
  const subgraphs = new Map<string, SubgraphDataSource>();
  const server = new ApolloServer<GatewayContext>({
    gateway: createGateway(options, operations, subgraphs),
    // Nothing may depend on NODE_ENV.
    nodeEnv: 'production',
    introspection: config.introspection,
    validationRules: [limitsRule(config.limits)],
    parseOptions: { maxTokens: config.limits.tokens },
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: createFormatError({ suggestions: config.introspection }),
    logger: log,
    plugins: [
      operationGuard,
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
  await server.start();

  const router = Router({ strict: true, caseSensitive: true });
  router.use('/graphql', (request, response, next) => {
    const mayBePage = config.sandbox && request.method === 'GET';
    // Answers hold tokens and what is private to one person.
    response.set('cache-control', 'no-store');
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.set('allow', 'GET, POST');
      sendGraphqlError(response, new AppError('METHOD_NOT_ALLOWED'), 405);
    } else if (request.accepts(mayBePage ? [...JSON_TYPES, 'text/html'] : JSON_TYPES) === false) {
      // Apollo finds this out when it has run the operation.
      sendGraphqlError(response, new AppError('BAD_USER_INPUT', { message: NOT_ACCEPTABLE }), 406);
    } else {
      next();
    }
  });
  if (config.sandbox) router.get('/graphql', showSandbox);
  router.use('/graphql', jsonBody(MAX_GRAPHQL_BODY_BYTES), bodyFaults);
  router.use('/graphql', knownOperationsDoor({ operations, subgraphs, log }));
  router.use('/graphql', graphqlHandler(server, createContext));
  return { router, close: () => server.stop() };
}

const JSON_TYPES = ['application/json', 'application/graphql-response+json'];
const NOT_ACCEPTABLE = `Answers are ${JSON_TYPES.join(' or ')}; the header "accept" allows neither.`;

const showSandbox: RequestHandler = (request, response, next) => {
  if (request.accepts([...JSON_TYPES, 'text/html']) !== 'text/html') {
    next();
    return;
  }
  response
    .vary('accept')
    .set('content-security-policy', SANDBOX_PAGE.policy)
    .type('html')
    .send(SANDBOX_PAGE.text);
};

function createGateway(
  { config, log, upstream, services, supergraphSdl }: GraphqlDoorOptions,
  operations: KnownOperations,
  subgraphs: Map<string, SubgraphDataSource>,
): ApolloGateway {
  const supergraphSchema = buildASTSchema(parse(supergraphSdl), { assumeValid: true });
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: log,
    // Without these two, NODE_ENV decides; the first shows query plans to whoever asks for them.
    __exposeQueryPlanExperimental: false,
    validateSupergraph: true,
    experimental_didResolveQueryPlan({ queryPlan, requestContext, operationContext }) {
      const { request, document } = requestContext;
      const { schema, operation } = operationContext;
      const input = { plan: queryPlan, document, operation, apiSchema: schema, supergraphSchema };
      const name = operation.name?.value ?? nameOperation(operation);
      operations.learn(request.query ?? '', request.operationName ?? undefined, input, name);
    },
    buildService({ name, url }) {
      const known = services.find((service) => service.name === name);
      const subgraph = new SubgraphDataSource({
        service: known ?? { name, url: new URL(url ?? '') },
        path: known === undefined ? '' : '/graphql',
        upstream,
        deadlineMs: config.subgraphTimeoutMs,
        mutationDeadlineMs: config.mutationTimeoutMs,
        log,
      });
      subgraphs.set(name, subgraph);
      return subgraph;
    },
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => readScalars(apiSchema));
  return gateway;
}
