import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../../platform/errors';
import type { Log } from '../../platform/service';
import { cacheControlOf } from '../persisted/cacheControl';
import { findRefusal } from './answerStatus';
import type { GatewayContext } from './context';

const OURS = 'INTERNAL_SERVER_ERROR';

/** Gives a request that came to nothing as a whole the HTTP status of its reason, and no data. */
export function outcome(log: Log): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue, operation, document }) {
          const { body, http } = response;
          if (body.kind !== 'single') return;
          const result = body.singleResult;
          reportBrokenPromises(result, log, contextValue.requestId);
          delete result.extensions;
          const errors = result.errors ?? [];
          // Apollo Server takes every execution without data for one whose variables were wrong.
          if (http.status === 400 && errors.some(({ extensions }) => extensions?.code === OURS))
            http.status = 500;
          const cacheControl = errors.length === 0 ? cacheControlOf(contextValue) : undefined;
          if (cacheControl !== undefined) http.headers.set('cache-control', cacheControl);
          const refusal = findRefusal(result.data, errors, contextValue, operation, document);
          if (refusal !== null) {
            delete result.data;
            http.status = refusal.status;
            for (const [name, value] of refusal.headers) {
              // What the gateway itself refused says so already.
              if (!http.headers.has(name)) http.headers.set(name, value);
            }
          }
          if (result.errors !== undefined) result.errors = errors.map(withoutRetryAfter);
        },
      };
    },
  };
}

/**
 * @apollo/gateway tells only in an extension that a subgraph gave null or nonsense where its schema promises a value;
 * clients need an error at the field.
 */
function reportBrokenPromises(
  result: { errors?: readonly GraphQLFormattedError[]; extensions?: Record<string, unknown> },
  log: Log,
  requestId: string,
): void {
  const broken = result.extensions?.valueCompletion as readonly GraphQLError[] | undefined;
  if (broken === undefined) return;
  log.error({ requestId, faults: broken.map(({ message }) => message) }, 'a subgraph broke its schema');
  result.errors = broken.map(({ path }) => ({
    message: ERROR_CODES.INTERNAL_SERVER_ERROR.message,
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  }));
}

/** It has become the header Retry-After where it matters. */
function withoutRetryAfter(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.retryAfterSeconds === undefined) return error;
  return { ...error, extensions: { ...error.extensions, retryAfterSeconds: undefined } };
}
