import { STATUS_CODES } from 'node:http';
import { AppError } from './AppError';
import { ERROR_CODES, type ErrorCode } from './codes';

/** The reason with UNAUTHENTICATED when a token was presented and is not valid. */
export const INVALID_TOKEN = 'INVALID_TOKEN';

/** A REST error body (RFC 9457, application/problem+json) with our own members. */
export interface Problem {
  type: 'about:blank';
  /** The status in words, as RFC 9457 has it for `about:blank`; the code tells more. */
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  field?: string;
  reason?: string;
  requestId: string;
}

/** An error as a door shows it: what is safe to say, whatever was thrown. Never throws. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('INTERNAL_SERVER_ERROR', { cause: thrown });
}

/** Renders an error for REST. */
export function toProblem(error: AppError, requestId: string): Problem {
  const { http } = ERROR_CODES[error.code];
  return {
    type: 'about:blank',
    title: STATUS_CODES[http] ?? error.code,
    status: http,
    detail: error.message,
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.reason === undefined ? {} : { reason: error.reason }),
    requestId,
  };
}

/** The headers that belong to an error, besides its content type (RFC 6750 section 3, RFC 9110 section 10.2.3). */
export function errorHeaders(error: AppError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.code === 'UNAUTHENTICATED') {
    headers['www-authenticate'] = error.reason === INVALID_TOKEN ? 'Bearer error="invalid_token"' : 'Bearer';
  }
  const retryAfter = error.retryAfterSeconds ?? (error.code === 'SERVICE_UNAVAILABLE' ? 1 : undefined);
  if (retryAfter !== undefined) headers['retry-after'] = String(Math.ceil(retryAfter));
  return headers;
}
