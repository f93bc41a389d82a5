import type { AppError } from '../../../platform/errors';

/** What a client is told of an error that stands in the place of one of several files. */
export interface FileError {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly reason: string | null;
}

/** A plain object: graphql-js throws whatever Error a resolver answers, and the other files' answers with it. */
export function fileError({ code, message, field, reason }: AppError): FileError {
  return { code, message, field: field ?? null, reason: reason ?? null };
}
