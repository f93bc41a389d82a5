import type { DocumentNode, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import { AppError, ERROR_CODES, errorHeaders, INVALID_TOKEN } from '../../platform/errors';
import { rootFieldsOf } from '../../platform/graphql';
import type { GatewayContext } from './context';

/**
 * Mutations that prove who one is by their input alone, so that a token of an earlier session beside them does not
 * matter. Those that ask for a password besides the token, such as deleteAccount, are not among them.
 */
const SELF_PROVING: ReadonlySet<string> = new Set([
  'register',
  'login',
  'refreshSession',
  'resetPassword',
  'verifyEmail',
  'confirmEmailChange',
  'loginWithMagicLink',
]);

/** The codes that decide the status of a request that came to nothing; the first one that applies counts. */
const DECISIVE = ['UNAUTHENTICATED', 'RATE_LIMITED', 'SERVICE_UNAVAILABLE'] as const;

/** What a request that came to nothing as a whole is answered with, in place of its data. */
export interface Refusal {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

/**
 * Whether a request came to nothing as a whole, and why: 401 when the token that came along is refused, 429 when a
 * limit is used up, 503 when a service is down. Null where any field has a value: errors stay with their fields then,
 * and the status is 200 (docs/adr/unauthenticated-status.md).
 */
export function findRefusal(
  data: Readonly<Record<string, unknown>> | null | undefined,
  errors: readonly Pick<GraphQLFormattedError, 'extensions'>[],
  { forwarded }: GatewayContext,
  operation: OperationDefinitionNode | undefined,
  document: DocumentNode | undefined,
): Refusal | null {
  if (errors.length === 0 || !isNothing(data)) return null;
  const has = (code: string) => errors.some(({ extensions }) => extensions?.code === code);
  const hadToken = 'authorization' in forwarded && !provesItself(operation, document);
  const code = DECISIVE.find((one) => has(one) && (one !== 'UNAUTHENTICATED' || hadToken));
  return code === undefined ? null : { status: ERROR_CODES[code].http, headers: headersFor(code, errors) };
}

function isNothing(data: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return data == null || Object.values(data).every((value) => value === null);
}

function headersFor(
  code: (typeof DECISIVE)[number],
  errors: readonly Pick<GraphQLFormattedError, 'extensions'>[],
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

/** Whether any field of the operation is answered without regard to the token. */
function provesItself(
  operation: OperationDefinitionNode | undefined,
  document: DocumentNode | undefined,
): boolean {
  return (
    operation !== undefined &&
    document !== undefined &&
    rootFieldsOf(operation, document).some(({ name }) => SELF_PROVING.has(name.value))
  );
}
