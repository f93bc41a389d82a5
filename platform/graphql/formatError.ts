import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { AppError, ERROR_CODES } from '../errors';
import { CLIENT_MISTAKES, describeMistake } from './clientMistake';

/**
 * Renders any error for GraphQL clients: ours with code, field and reason; a client's mistakes as Apollo words them,
 * without values; everything else as INTERNAL_SERVER_ERROR with a fixed text. For ApolloServer's `formatError`; never
 * throws.
 */
export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const place = {
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
  };
  const thrown = unwrapResolverError(error);
  if (thrown instanceof AppError) {
    const { code, field, reason, retryAfterSeconds } = thrown;
    return {
      message: thrown.message,
      ...place,
      extensions: {
        code,
        ...(field === undefined ? {} : { field }),
        ...(reason === undefined ? {} : { reason }),
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      },
    };
  }
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && CLIENT_MISTAKES.has(code)) {
    const { message, field } = describeMistake(formatted, error);
    return { message, ...place, extensions: { code, ...(field === undefined ? {} : { field }) } };
  }
  return {
    message: ERROR_CODES.INTERNAL_SERVER_ERROR.message,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
