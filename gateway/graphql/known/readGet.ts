import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../../execution/plan';

/** As Apollo Server has it: a page of another origin cannot set one of these without asking first (G08). */
const FORCE_PREFLIGHT = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;
const PARAMETERS: ReadonlySet<string> = new Set(['query', 'operationName', 'variables']);

/**
 * Reads a GET as if its parameters had come in a body; null for what Apollo Server is to look at: everything that is
 * not plain, above all what may have been sent by a page that was not asked to.
 */
export function readGet({ headers, url = '' }: IncomingMessage): JsonObject | null {
  if (headers['content-type'] !== undefined) return null;
  if (!FORCE_PREFLIGHT.some((name) => typeof headers[name] === 'string' && headers[name] !== '')) return null;
  const start = url.indexOf('?');
  const entries = [...new URLSearchParams(start < 0 ? '' : url.slice(start))];
  const parameters = Object.fromEntries(entries);
  const isPlain = entries.every(([name, value]) => PARAMETERS.has(name) && value !== '');
  if (!isPlain || Object.keys(parameters).length !== entries.length) return null;
  const { query, operationName, variables } = parameters;
  if (query === undefined) return null;
  try {
    return {
      query,
      operationName,
      variables: variables === undefined ? undefined : (JSON.parse(variables) as unknown),
    };
  } catch {
    // Apollo Server says what is wrong with it.
    return null;
  }
}
