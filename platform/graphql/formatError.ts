import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { AppError, ERROR_CODES } from '../errors';

/** Apollo's own codes that tell a client about its own mistake; their messages are safe and kept. */
const CLIENT_MISTAKES = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Renders any error for GraphQL clients: ours with code, field and reason; a client's mistakes as Apollo words
 * them; everything else as INTERNAL_SERVER_ERROR with a fixed text. For ApolloServer's `formatError`; never throws.
 */
export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const place = {
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
  };
  const thrown = unwrapResolverError(error);
  if (thrown instanceof AppError) {
    const { code, field, reason } = thrown;
    return {
      message: thrown.message,
      ...place,
      extensions: {
        code,
        ...(field === undefined ? {} : { field }),
        ...(reason === undefined ? {} : { reason }),
      },
    };
  }
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && CLIENT_MISTAKES.has(code)) {
    return { message: formatted.message, ...place, extensions: { code } };
  }
  return {
    message: ERROR_CODES.INTERNAL_SERVER_ERROR.message,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
