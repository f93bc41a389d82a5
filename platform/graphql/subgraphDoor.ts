import type { ServerResponse } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import { gql } from 'graphql-tag';
import { AppError, errorHeaders } from '../errors';
import { GATEWAY_PASS_HEADER, isGatewayPass } from '../identity';
import { bodyParserFault, jsonBody, requestIdOf, type Log } from '../service';
import { createDocumentStore } from './documentStore';
import { formatGraphqlError } from './formatError';
import { graphqlHandler } from './graphqlHandler';
import { operationLog, type OperationContext } from './operationLog';

/** The largest GraphQL request body. */
export const MAX_GRAPHQL_BODY_BYTES = 100_000;

/** The reason with UNAUTHENTICATED when a subgraph's caller is not the gateway, or its pass is not valid. */
export const NOT_THE_GATEWAY = 'NOT_THE_GATEWAY';

/**
 * All that Apollo's cache control comes to where no field is cacheable; it would be asked again for each field of each
 * answer, and have every resolver wrapped for it.
 */
const NOT_TO_BE_STORED: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        response.http.headers.set('cache-control', 'no-store');
      },
    };
  },
};

type ResolverMap = Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>['resolvers'];

/** What a subgraph's GraphQL door is made of. */
export interface SubgraphDoorOptions<Context extends OperationContext> {
  /** The subgraph's SDL, from schema/. */
  sdl: string;
  /** Judged by the subgraph's generated `Resolvers` type; @apollo/subgraph's own knows no type of context. */
  resolvers: object;
  /** Builds what resolvers get; must not throw. */
  createContext: (request: Request, response: Response) => Promise<Context>;
  /** SERVICE_SECRET: only callers with the gateway's pass get in. Null, in local mode only, lets everybody in. */
  serviceSecret: string | null;
  /** What Apollo Server is to do besides. */
  plugins?: readonly ApolloServerPlugin<Context>[];
  log: Log;
}

/** A GraphQL door: mount `router`, and close it when draining. */
export interface GraphqlDoor {
  router: Router;
  close(): Promise<void>;
}

/** Builds `/graphql` of a subgraph: the gateway's pass, body limit, Apollo Server, clean errors, one log line. */
export async function createSubgraphDoor<Context extends OperationContext>({
  sdl,
  resolvers,
  createContext,
  serviceSecret,
  plugins = [],
  log,
}: SubgraphDoorOptions<Context>): Promise<GraphqlDoor> {
  const isLocal = serviceSecret === null;
  const server = new ApolloServer<Context>({
    schema: buildSubgraphSchema({ typeDefs: gql(sdl), resolvers: resolvers as ResolverMap }),
    introspection: isLocal,
    persistedQueries: false,
    documentStore: createDocumentStore(),
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !isLocal,
    stopOnTerminationSignals: false,
    formatError: formatGraphqlError,
    logger: log,
    plugins: [
      ...plugins,
      operationLog<Context>(log),
      NOT_TO_BE_STORED,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      isLocal
        ? ApolloServerPluginLandingPageLocalDefault({ embed: false })
        : ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await server.start();

  const router = Router();
  router.use('/graphql', (request, response, next) => {
    if (serviceSecret !== null && !isGatewayPass(request.get(GATEWAY_PASS_HEADER), serviceSecret)) {
      sendGraphqlError(
        response,
        new AppError('UNAUTHENTICATED', {
          message: 'Only the gateway may call this address.',
          reason: NOT_THE_GATEWAY,
        }),
        401,
      );
      return;
    }
    next();
  });
  router.use('/graphql', jsonBody(MAX_GRAPHQL_BODY_BYTES), bodyFaults);
  router.use('/graphql', graphqlHandler(server, createContext));
  return { router, close: () => server.stop() };
}

/** Answers a request whose body could not be read as GraphQL-over-HTTP asks: JSON, with Apollo's BAD_REQUEST. */
export const bodyFaults: ErrorRequestHandler = (thrown: unknown, _request, response, next) => {
  const fault = bodyParserFault(thrown);
  if (fault === null || response.headersSent) {
    next(thrown);
    return;
  }
  const status =
    fault.code === 'PAYLOAD_TOO_LARGE' ? 413 : fault.code === 'UNSUPPORTED_MEDIA_TYPE' ? 415 : 400;
  const code = fault.code === 'PAYLOAD_TOO_LARGE' ? fault.code : 'BAD_REQUEST';
  response.status(status).json({
    errors: [{ message: fault.message, extensions: { code, requestId: requestIdOf(response) } }],
  });
};

/** Answers a GraphQL request with one error and no data. */
export function sendGraphqlError(response: ServerResponse, error: AppError, status: number): void {
  const { code, field, reason, message } = error;
  const extensions = {
    code,
    ...(field === undefined ? {} : { field }),
    ...(reason === undefined ? {} : { reason }),
    requestId: requestIdOf(response),
  };
  response.statusCode = status;
  for (const [name, value] of Object.entries(errorHeaders(error))) response.setHeader(name, value);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ errors: [{ message, extensions }] }));
}
