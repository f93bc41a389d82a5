import { ERROR_CODES, type ErrorCode } from './codes';

/** What may go with an error beside its code. */
export interface AppErrorDetails {
  /** Says what to fix, for the client's eyes; never a secret or anything internal. Default: the table's message. */
  message?: string;
  /** The input field at fault, e.g. `email`. */
  field?: string;
  /** A stable reason within the code for programs, e.g. `COMMON_PASSWORD`. */
  reason?: string;
  /** Seconds after which a retry makes sense; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** What caused it; for the log only. */
  cause?: unknown;
}

/**
 * The one error that use cases and adapters throw on purpose. Doors render it (graphqlError.ts, problem.ts);
 * anything else that is thrown becomes INTERNAL_SERVER_ERROR with a fixed text.
 */
export class AppError extends Error {
  /** The code, the same through every door. */
  readonly code: ErrorCode;
  /** The input field at fault, where one is. */
  readonly field: string | undefined;
  /** A stable reason within the code, where one is. */
  readonly reason: string | undefined;
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(details.message ?? ERROR_CODES[code].message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.field = details.field;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The error for one input field that cannot be accepted; `message` says what would be. */
export function badUserInput(field: string, message: string, reason?: string): AppError {
  return new AppError('BAD_USER_INPUT', { field, message, ...(reason === undefined ? {} : { reason }) });
}
