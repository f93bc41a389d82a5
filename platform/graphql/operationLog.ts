import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import { AppError, ERROR_CODES, isErrorCode } from '../errors';
import { describeSpan, isTracing, operations } from '../seeing';
import { plainLog, serviceOf, type Cancellation, type Log } from '../service';
import { CLIENT_MISTAKES } from './clientMistake';

/** What every GraphQL context of ours carries for the log. */
export interface OperationContext extends BaseContext {
  /** Names the request in answers and logs. */
  requestId: string;
  /** Who is calling, for the log: an account id or a kind of Caller. */
  actor: string;
  /** In the gateway: how often each subgraph was called for the request so far. */
  readonly fetches?: Readonly<Record<string, number>>;
  /** Aborted when the client is gone before it has its answer, where that is watched. */
  readonly clientGone?: Pick<Cancellation, 'aborted'>;
}

/**
 * Writes one line per operation (never variables, tokens or URLs), the details of unexpected errors under the
 * request id, and puts that id into every error of the answer. `isWorthDetails` says of which errors.
 */
export function operationLog<Context extends OperationContext>(
  log: Log,
  isWorthDetails: (error: GraphQLError) => boolean = isUnexpected,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue }) {
      const { requestId } = contextValue;
      const startedAt = performance.now();
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors.filter(isWorthDetails))
            log.error({ err: causeOf(error), requestId }, 'unexpected error');
        },
        async willSendResponse({ operationName, operation, queryHash, response }) {
          const { body } = response;
          if (body.kind !== 'single') return;
          const errors = body.singleResult.errors;
          if (errors !== undefined) {
            body.singleResult.errors = errors.map((error) => ({
              ...error,
              extensions: { ...error.extensions, requestId },
            }));
          }
          logOperation(log, contextValue, {
            op: operationName ?? nameOperation(operation),
            hash: queryHash?.slice(0, HASH_CHARACTERS),
            status: response.http.status ?? 200,
            kind: operation?.operation,
            codes: errors?.map(({ extensions }) => extensions?.code),
            startedAt,
          });
        },
      };
    },
  };
}

/** So much of the SHA-256 of its text names an operation in the log. */
const HASH_CHARACTERS = 16;

/** Names the text of an operation in the log, whatever it calls itself. */
export function hashOperation(query: string): string {
  return createHash('sha256').update(query).digest('hex').slice(0, HASH_CHARACTERS);
}

/** What the line of an operation tells. */
export interface LoggedOperation {
  /** Its name, or its first root fields. */
  readonly op: string | null;
  /** By hashOperation; undefined when there was no text. */
  readonly hash?: string | undefined;
  readonly status: number;
  /** `query` or `mutation`, as far as it is known. */
  readonly kind?: string | undefined;
  /** Of its errors; undefined without any. */
  readonly codes: readonly unknown[] | undefined;
  /** By performance.now(). */
  readonly startedAt: number;
  /** Whether it was seen before and ran compiled. */
  readonly isKnown?: boolean;
}

/** Clients choose the name of an operation, and how long it is; in the log and in metrics this much of it is enough. */
const MAX_NAME_CHARACTERS = 100;

/** Writes the line of one operation, and tells those who count them. */
export function logOperation(
  log: Log,
  {
    requestId,
    actor,
    fetches,
    clientGone,
  }: Pick<OperationContext, 'requestId' | 'actor' | 'fetches' | 'clientGone'>,
  { op: name, hash, status: answered, kind, codes: answeredCodes, startedAt, isKnown }: LoggedOperation,
): void {
  // What came of the rest says nothing about the services: it was broken off.
  const isGone = clientGone?.aborted === true;
  const codes = isGone ? undefined : answeredCodes;
  const op = name === null ? null : name.slice(0, MAX_NAME_CHARACTERS);
  const exact = performance.now() - startedAt;
  const ms = Math.round(exact * 10) / 10;
  const status = isGone ? 'broken off' : answered;
  plainLog(log).info({ requestId, actor, op, hash, status, codes, ms, fetches, known: isKnown }, 'operation');
  if (isTracing()) {
    describeSpan(
      {
        'graphql.operation.name': op ?? undefined,
        'graphql.operation.type': kind,
        'cloakroom.operation.hash': hash,
        'cloakroom.operation.known': isKnown === true,
        'cloakroom.request.id': requestId,
        'cloakroom.error.codes': codes?.join(),
      },
      op === null ? undefined : `${kind ?? 'operation'} ${op}`,
    );
  }
  if (operations.isWatched) {
    const service = serviceOf(log);
    const told = isGone ? null : answered;
    operations.tell({ service, op, kind, status: told, codes, ms: exact, isKnown: isKnown === true });
  }
}

/** An operation without a name goes by its first root fields. */
export function nameOperation(
  operation: { selectionSet: { selections: readonly unknown[] } } | null | undefined,
): string | null {
  if (operation == null) return null;
  const names = operation.selectionSet.selections.map((selection) => {
    const { name } = selection as { name?: { value: string } };
    return name?.value ?? '...';
  });
  return names.slice(0, 5).join(',');
}

/** Whether an error needs looking into: one that nobody threw on purpose, or with 500 and above for a cause. */
export function isUnexpected(error: GraphQLError): boolean {
  const thrown = unwrapResolverError(error);
  // Without a cause it is a refusal of our own, such as a full queue; the operation's line has its code.
  if (thrown instanceof AppError) return ERROR_CODES[thrown.code].http >= 500 && thrown.cause !== undefined;
  const { code } = error.extensions;
  if (isErrorCode(code)) return ERROR_CODES[code].http >= 500;
  return typeof code !== 'string' || !CLIENT_MISTAKES.has(code);
}

function causeOf(error: GraphQLError): unknown {
  const thrown = unwrapResolverError(error);
  return thrown instanceof AppError ? (thrown.cause ?? thrown) : thrown;
}
