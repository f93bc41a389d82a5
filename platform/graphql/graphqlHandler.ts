import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { Request, RequestHandler, Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import { requestIdOf } from '../service';
import type { OperationContext } from './operationLog';

/**
 * Serves GraphQL over HTTP by Apollo Server; express.json() must have read the body. In place of
 * @as-integrations/express5 because what Apollo refuses before its plugins run (CSRF, batches, parameters of the
 * wrong kind) is to carry the request id as well.
 */
export function graphqlHandler<Context extends OperationContext>(
  server: ApolloServer<Context>,
  createContext: (request: Request, response: Response) => Promise<Context>,
): RequestHandler {
  return async (request, response) => {
    const {
      status = 200,
      headers,
      body,
    } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
        body: request.body as unknown,
      },
      context: () => createContext(request, response),
    });
    if (body.kind !== 'complete') throw new Error('incremental delivery is not supported');
    for (const [name, value] of headers) response.setHeader(name, value);
    response.statusCode = status;
    response.end(status < 400 ? body.string : withRequestId(body.string, requestIdOf(response)));
  };
}

function headersOf(request: Request): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function withRequestId(text: string, requestId: string): string {
  const answer = JSON.parse(text) as { errors?: GraphQLFormattedError[] };
  const errors = answer.errors?.map((error) => ({
    ...error,
    extensions: { ...error.extensions, requestId },
  }));
  return `${JSON.stringify({ ...answer, errors })}\n`;
}
