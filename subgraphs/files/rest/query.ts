import type { Request } from 'express';
import { badUserInput } from '../../../platform/errors';
import type { Disposition } from '../domain/contentDisposition';
import { DEFAULT_DOWNLOAD_URL_SECONDS } from '../domain/lifetimes';

/**
 * The value of a query parameter, undefined when it is absent.
 * @throws AppError BAD_USER_INPUT when it is given more than once (promise H02).
 */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw badUserInput(name, `The parameter "${name}" is given more than once.`);
}

/**
 * A flag: `true` or `false`, by default false.
 * @throws AppError BAD_USER_INPUT for anything else.
 */
export function queryFlag(request: Request, name: string): boolean {
  const value = queryText(request, name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw badUserInput(name, `"${name}" must be true or false.`);
  return value === 'true';
}

/**
 * How a download is to be treated: what GraphQL's downloadUrl takes as arguments, with the same defaults.
 * @throws AppError BAD_USER_INPUT.
 */
export function downloadOptions(request: Request): { disposition: Disposition; expiresInSeconds: number } {
  const disposition = queryText(request, 'disposition') ?? 'ATTACHMENT';
  if (disposition !== 'ATTACHMENT' && disposition !== 'INLINE') {
    throw badUserInput('disposition', '"disposition" must be ATTACHMENT or INLINE.');
  }
  const seconds = queryText(request, 'expiresInSeconds') ?? String(DEFAULT_DOWNLOAD_URL_SECONDS);
  if (!/^-?\d{1,9}$/.test(seconds)) {
    throw badUserInput('expiresInSeconds', '"expiresInSeconds" must be a whole number.');
  }
  return { disposition, expiresInSeconds: Number(seconds) };
}
