import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { AppError, ERROR_CODES, errorHeaders } from '../../platform/errors';
import { refuseRepetition } from '../../platform/graphql';
import type { OperationCosts } from '../limits/OperationCosts';
import { REFUSED_COST, type Payer, type RateLimits } from '../limits/RateLimits';
import { isTooMany, type SignIns } from '../limits/SignIns';
import type { GatewayContext } from './context';
import { findForbiddenNull } from './nullVariables';

/** Mutations that prove who one is by what is in the input: a request may try that once (G06). */
export const CREDENTIAL_MUTATIONS: ReadonlySet<string> = new Set([
  'register',
  'login',
  'refreshSession',
  'changePassword',
  'requestPasswordReset',
  'resetPassword',
  'requestEmailVerification',
  'verifyEmail',
  'requestEmailChange',
  'confirmEmailChange',
  'requestMagicLink',
  'loginWithMagicLink',
  'beginTotpEnrolment',
  'confirmTotpEnrolment',
  'disableTotp',
  'createRecoveryCodes',
  'deleteAccount',
]);

/** Who pays for the requests that came as far as the guard; Apollo Server makes a context of its own for each of them. */
const charged = new WeakSet<Payer>();

/** Whether the guard charges for a request. */
export function isCharged(payer: Payer | undefined): boolean {
  return payer !== undefined && charged.has(payer);
}

/** What the guard goes by. */
export interface OperationGuardOptions {
  readonly costs: OperationCosts;
  readonly rates: RateLimits;
  /** Null where auth is not ours. */
  readonly signIns: SignIns | null;
  readonly supergraphSchema: GraphQLSchema;
}

/**
 * Refuses, before planning, requests that say no operation to run, what costs too much, guessing several passwords in
 * one, and the surplus of a storm of sign-ins.
 */
export function createOperationGuard({
  costs,
  rates,
  signIns,
  supergraphSchema,
}: OperationGuardOptions): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart({ contextValue: { forwarded, clientGone } }) {
      charged.add(forwarded);
      let isPaid = false;
      let signInEnded: ((isRefused: boolean) => void) | null = null;
      return {
        async willSendResponse({ response: { body } }) {
          if (!isPaid) rates.charge(forwarded, REFUSED_COST);
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          signInEnded?.(!clientGone.aborted && isTooMany(errors ?? []));
        },
        async didResolveOperation({ operation, document, request, schema }) {
          if (operation == null) throw unresolved(document, request.operationName);
          if (schema.getRootType(operation.operation) == null) {
            throw badRequest('OPERATION_RESOLUTION_FAILURE', `There are no ${operation.operation}s here.`);
          }
          if (operation.operation === OperationTypeNode.MUTATION)
            refuseRepetition(operation, document, CREDENTIAL_MUTATIONS);
          const isSignIn = signIns?.includes({ operation, document }) === true;
          const surplus = isSignIn ? signIns.refuse() : null;
          if (surplus !== null) throw refused(surplus);
          const variable = findForbiddenNull(schema, document, operation, request.variables);
          if (variable !== null) {
            throw badRequest('BAD_USER_INPUT', `Variable "$${variable}" cannot be null where it is used.`);
          }
          const cost = costs.estimate(
            { document, operation, apiSchema: schema, supergraphSchema },
            request.variables,
          );
          if (cost instanceof AppError) throw refused(cost);
          const limited = rates.spend(forwarded, cost);
          isPaid = true;
          if (limited !== null) throw refused(limited);
          if (isSignIn) signInEnded = signIns.enter();
        },
      };
    },
  };
}

function unresolved(document: DocumentNode, operationName: string | undefined): GraphQLError {
  const count = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  return badRequest(
    'OPERATION_RESOLUTION_FAILURE',
    operationName !== undefined && operationName !== ''
      ? 'The document has no operation with the name that operationName says.'
      : `The document has ${count} operations; say by operationName which one to run.`,
  );
}

function badRequest(code: string, message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status: 400, headers: new HeaderMap() } },
  });
}

/** A refusal of the whole request, with the status that REST gives it. */
function refused(error: AppError): GraphQLError {
  const headers = new HeaderMap(Object.entries(errorHeaders(error)));
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, http: { status: ERROR_CODES[error.code].http, headers } },
  });
}
