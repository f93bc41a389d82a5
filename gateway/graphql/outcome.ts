import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLError, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import { AppError, ERROR_CODES, errorHeaders, INVALID_TOKEN } from '../../platform/errors';
import type { Log } from '../../platform/service';
import type { GatewayContext } from './context';
import { CREDENTIAL_MUTATIONS } from './operationGuard';
import { rootFieldsOf } from './rootFields';

/** The codes that decide the status of a request that came to nothing; the first one that applies counts. */
const DECISIVE = ['UNAUTHENTICATED', 'RATE_LIMITED', 'SERVICE_UNAVAILABLE'] as const;

/**
 * Gives a request that came to nothing as a whole the HTTP status of its reason, and no data: 401 when the token
 * that came along is refused, 429 when a limit is used up, 503 when a service is down. Where any field has a value,
 * errors stay with their fields and the status is 200 (docs/adr/unauthenticated-status.md).
 */
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
          const has = (code: string) => errors.some(({ extensions }) => extensions?.code === code);
          const hadToken = 'authorization' in contextValue.forwarded && !provesItself(operation, document);
          const code = DECISIVE.find((one) => has(one) && (one !== 'UNAUTHENTICATED' || hadToken));
          if (code !== undefined && isNothing(result.data)) {
            delete result.data;
            http.status = ERROR_CODES[code].http;
            for (const [name, value] of headersFor(code, errors)) http.headers.set(name, value);
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

function isNothing(data: Record<string, unknown> | null | undefined): boolean {
  return data == null || Object.values(data).every((value) => value === null);
}

function headersFor(
  code: (typeof DECISIVE)[number],
  errors: readonly GraphQLFormattedError[],
): [string, string][] {
  const retries = errors
    .map(({ extensions }) => extensions?.retryAfterSeconds)
    .filter((seconds) => typeof seconds === 'number');
  return Object.entries(
    errorHeaders(
      new AppError(code, {
        reason: INVALID_TOKEN,
        ...(retries.length === 0 ? {} : { retryAfterSeconds: Math.max(...retries) }),
      }),
    ),
  );
}

/** Whether the operation proves who one is by its input, so that a token beside it does not matter. */
function provesItself(
  operation: OperationDefinitionNode | undefined,
  document: DocumentNode | undefined,
): boolean {
  return (
    operation !== undefined &&
    document !== undefined &&
    rootFieldsOf(operation, document).some(({ name }) => CREDENTIAL_MUTATIONS.has(name.value))
  );
}

/** It has become the header Retry-After where it matters. */
function withoutRetryAfter(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.retryAfterSeconds === undefined) return error;
  return { ...error, extensions: { ...error.extensions, retryAfterSeconds: undefined } };
}
