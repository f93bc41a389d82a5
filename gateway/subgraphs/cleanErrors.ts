import { ERROR_CODES, isErrorCode, type ErrorCode } from '../../platform/errors';
import { NOT_THE_GATEWAY } from '../../platform/graphql';
import type { Log } from '../../platform/service';

/** A subgraph's error as far as clients may see it. */
export interface CleanError {
  readonly message: string;
  readonly path?: (string | number)[];
  readonly extensions: {
    readonly code: ErrorCode;
    readonly field?: string;
    readonly reason?: string;
    readonly retryAfterSeconds?: number;
  };
}

/** As many as an operation of the highest cost has objects; of an answer that holds more the first ones go on. */
export const MAX_ERRORS = 10_000;
const MAX_MESSAGE_CHARACTERS = 1_000;
/** No answer is nested as deep. */
const MAX_PATH_STEPS = 1_000;
/** Those of one answer that get a line in the log; more of them would say nothing new. */
const MAX_LOGGED = 100;
/** A day. */
const MAX_RETRY_AFTER_SECONDS = 86_400;
/** What validation says when a subgraph's schema is not the one the supergraph was composed from. */
const SCHEMA_DRIFT = /^(Cannot query|Unknown |Field ".*" (must|argument)|Fragment|Variable)/;

/**
 * Builds errors from an allow-list: message, path, code, field, reason. A code that is not in our table becomes
 * INTERNAL_SERVER_ERROR, and every code of 500 and above gets the table's text, as a subgraph's own may name hosts;
 * what is dropped goes to the log.
 */
export function cleanSubgraphErrors(errors: readonly unknown[], log: Log): CleanError[] {
  if (errors.length > MAX_ERRORS)
    log.error({ errors: errors.length }, 'subgraph answer with too many errors');
  let logged = 0;
  return errors.slice(0, MAX_ERRORS).map((error) => {
    const { message, path, extensions } = asRecord(error);
    const details = asRecord(extensions);
    const text = typeof message === 'string' ? message.slice(0, MAX_MESSAGE_CHARACTERS) : '';
    const code = publicCode(details, text);
    const isOurs = ERROR_CODES[code].http < 500;
    if (code !== details.code && (logged += 1) <= MAX_LOGGED) {
      const given = typeof details.code === 'string' ? details.code.slice(0, MAX_MESSAGE_CHARACTERS) : null;
      log.error(
        { code: given, detail: text, path: isPath(path) ? path : null },
        'subgraph error that clients may not see',
      );
    }
    return {
      message: isOurs && text !== '' ? text : ERROR_CODES[code].message,
      ...(isPath(path) ? { path } : {}),
      // Details of a code that was replaced say nothing about the new one.
      extensions: { code, ...(code === details.code ? allowedDetails(details) : {}) },
    };
  });
}

/** The parts of a subgraph's extensions that go on, where they have the expected form. */
export function allowedDetails({ field, reason, retryAfterSeconds }: Record<string, unknown>): {
  field?: string;
  reason?: string;
  retryAfterSeconds?: number;
} {
  return {
    ...(typeof field === 'string' && /^[\w.[\]-]{1,100}$/.test(field) ? { field } : {}),
    ...(typeof reason === 'string' && /^[A-Z\d_]{1,64}$/.test(reason) ? { reason } : {}),
    ...(typeof retryAfterSeconds === 'number' && retryAfterSeconds > 0
      ? { retryAfterSeconds: Math.min(retryAfterSeconds, MAX_RETRY_AFTER_SECONDS) }
      : {}),
  };
}

function publicCode({ code, reason }: Record<string, unknown>, message: string): ErrorCode {
  // The subgraph does not know us: SERVICE_SECRET differs or a clock is wrong. The client can do nothing about it.
  if (reason === NOT_THE_GATEWAY) return 'SERVICE_UNAVAILABLE';
  if (isErrorCode(code)) return code;
  // Only the subgraph knows how its scalars are written, so only it can refuse a literal of the client's.
  if (code === 'GRAPHQL_VALIDATION_FAILED' && !SCHEMA_DRIFT.test(message)) return 'BAD_USER_INPUT';
  return 'INTERNAL_SERVER_ERROR';
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isPath(value: unknown): value is (string | number)[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_PATH_STEPS &&
    value.every((step) => typeof step === 'string' || typeof step === 'number')
  );
}
