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

const MAX_MESSAGE_CHARACTERS = 1_000;
/** What validation says when a subgraph's schema is not the one the supergraph was composed from. */
const SCHEMA_DRIFT = /^(Cannot query|Unknown |Field ".*" (must|argument)|Fragment|Variable)/;

/**
 * Builds errors from an allow-list: message, path, code, field, reason. A code that is not in our table becomes
 * INTERNAL_SERVER_ERROR, and every code of 500 and above gets the table's text, as a subgraph's own may name hosts;
 * what is dropped goes to the log.
 */
export function cleanSubgraphErrors(errors: readonly unknown[], log: Log): CleanError[] {
  return errors.map((error) => {
    const { message, path, extensions } = asRecord(error);
    const details = asRecord(extensions);
    const text = typeof message === 'string' ? message.slice(0, MAX_MESSAGE_CHARACTERS) : '';
    const code = publicCode(details, text);
    const isOurs = ERROR_CODES[code].http < 500;
    if (code !== details.code) {
      log.error({ code: details.code, detail: text, path }, 'subgraph error that clients may not see');
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
    ...(typeof retryAfterSeconds === 'number' && retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
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
    value.every((step) => typeof step === 'string' || typeof step === 'number')
  );
}
