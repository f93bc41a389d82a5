import { isObject, type JsonObject } from '../../execution/plan';

/** What a request asks for. */
export interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: JsonObject;
}

/** Reads a body; null for what Apollo Server is to look at: batches, extensions, parameters of the wrong kind. */
export function readAsked(body: unknown): Asked | null {
  if (!isObject(body)) return null;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || extensions != null) return null;
  if (operationName != null && (typeof operationName !== 'string' || operationName === '')) return null;
  if (variables != null && !isObject(variables)) return null;
  return { query, operationName: operationName ?? undefined, variables: variables ?? NO_VARIABLES };
}

const NO_VARIABLES: JsonObject = {};
