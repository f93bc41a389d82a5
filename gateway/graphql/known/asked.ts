import { isObject, type JsonObject } from '../../execution/plan';
import { isRefusal, readNamed } from '../../persisted/readNamed';

/** What a request asks for. */
export interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: JsonObject;
}

/** The text of an operation by its id; undefined where there is none. */
export type FindText = (id: string) => string | undefined;

/**
 * Reads a body; null for what Apollo Server is to look at: batches, extensions, parameters of the wrong kind, and ids
 * that nobody knows.
 */
export function readAsked(body: unknown, findText: FindText): Asked | null {
  if (!isObject(body)) return null;
  const { operationName, variables } = body;
  const query = readText(body, findText);
  if (query === undefined) return null;
  if (operationName != null && (typeof operationName !== 'string' || operationName === '')) return null;
  if (variables != null && !isObject(variables)) return null;
  return { query, operationName: operationName ?? undefined, variables: variables ?? NO_VARIABLES };
}

const NO_VARIABLES: JsonObject = {};

function readText(body: JsonObject, findText: FindText): string | undefined {
  const { query, extensions, documentId } = body;
  if (extensions == null && documentId == null) return typeof query === 'string' ? query : undefined;
  // A text beside its id is one to be kept.
  if (query != null) return undefined;
  if (isObject(extensions) && Object.keys(extensions).some((name) => name !== 'persistedQuery'))
    return undefined;
  const named = readNamed(body);
  return named === null || isRefusal(named) || named.id === undefined ? undefined : findText(named.id);
}
