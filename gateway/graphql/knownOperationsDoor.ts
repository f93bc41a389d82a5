import type { Request, RequestHandler, Response } from 'express';
import type { Answer } from '../execution/compileOperation';
import type { KnownOperation, KnownOperations } from '../execution/KnownOperations';
import { isObject, type JsonObject } from '../execution/plan';
import { AppError } from '../../platform/errors';
import { logOperation } from '../../platform/graphql';
import type { Log } from '../../platform/service';
import type { OperationCosts } from '../limits/OperationCosts';
import type { RateLimits } from '../limits/RateLimits';
import type { CleanError } from '../subgraphs/cleanErrors';
import type { SubgraphDataSource } from '../subgraphs/SubgraphDataSource';
import { findRefusal } from './answerStatus';
import { createContext, type GatewayContext } from './context';
import { findForbiddenNull } from './nullVariables';

/** What the door is made of. */
export interface KnownOperationsDoorOptions {
  readonly operations: KnownOperations;
  /** By their names in the supergraph. */
  readonly subgraphs: ReadonlyMap<string, SubgraphDataSource>;
  readonly costs: OperationCosts;
  readonly rates: RateLimits;
  readonly log: Log;
}

interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: JsonObject;
}

/**
 * Answers operations that were seen before, without Apollo Server: the same answers, headers and log lines at a
 * fraction of the cost (docs/adr/compiled-operations.md). Whatever is not plain about a request goes on to Apollo
 * Server before anything has run; above all everything that will be refused, so that there is one place that refuses.
 */
export function knownOperationsDoor({
  operations,
  subgraphs,
  costs,
  rates,
  log,
}: KnownOperationsDoorOptions): RequestHandler {
  return async (request, response, next) => {
    const asked = readRequest(request);
    const known = asked === null ? undefined : operations.find(asked.query, asked.operationName);
    const contentType = known === undefined ? null : chooseContentType(request);
    if (asked === null || known === undefined || contentType === null) {
      next();
      return;
    }
    const { apiSchema, document, operation } = known.input;
    const run = known.compiled.prepare(asked.variables);
    if (run === null || findForbiddenNull(apiSchema, document, operation, asked.variables) !== null) {
      next();
      return;
    }
    const startedAt = performance.now();
    const cost = costs.estimate(known.input, asked.variables);
    const context = await createContext(request, response);
    if (cost instanceof AppError || rates.spend(context.forwarded, cost) !== null) {
      next();
      return;
    }
    const answer = await run(({ service, query, isMutation, bodyStart }, variables) => {
      const subgraph = subgraphs.get(service);
      if (subgraph === undefined) throw new Error(`there is no subgraph ${service}`);
      return subgraph.call(
        { query, variables, isMutation, body: `${bodyStart}${JSON.stringify(variables)}}` },
        context,
      );
    });
    response.set('content-type', contentType);
    send(response, answer, known, context, log);
    const codes = errorsOf(answer).map(({ extensions }) => extensions.code);
    logOperation(log, context, {
      op: known.name,
      status: response.statusCode,
      codes: codes.length === 0 ? undefined : codes,
      startedAt,
      isKnown: true,
    });
  };
}

/** Null for what Apollo Server is to look at: GET, batches, extensions, parameters of the wrong kind. */
function readRequest({ method, body }: Request): GraphqlRequest | null {
  if (method !== 'POST' || !isObject(body)) return null;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || extensions != null) return null;
  if (operationName != null && (typeof operationName !== 'string' || operationName === '')) return null;
  if (variables != null && !isObject(variables)) return null;
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

function chooseContentType(request: Request): string | null {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*') return CONTENT_TYPES['application/json'] ?? null;
  const chosen = request.accepts(Object.keys(CONTENT_TYPES));
  return chosen === false ? null : (CONTENT_TYPES[chosen] ?? null);
}

function errorsOf({ errors, broken }: Answer): readonly CleanError[] {
  return broken.length === 0 ? errors : broken;
}

function send(
  response: Response,
  answer: Answer,
  { input }: KnownOperation,
  context: GatewayContext,
  log: Log,
): void {
  const errors = errorsOf(answer);
  if (errors.length === 0) {
    response.end(`{"data":${answer.data}}\n`);
    return;
  }
  const { requestId } = context;
  if (answer.broken.length > 0) {
    log.error({ requestId, fields: answer.broken.map(({ path }) => path) }, 'a subgraph broke its schema');
  }
  const data = JSON.parse(answer.data) as JsonObject | null;
  const refusal = findRefusal(data, errors, context, input.operation, input.document);
  const shown = errors.map(({ message, path, extensions: { retryAfterSeconds: _, ...extensions } }) => ({
    message,
    ...(path === undefined ? {} : { path }),
    extensions: { ...extensions, requestId },
  }));
  if (refusal !== null) {
    response.status(refusal.status);
    for (const [name, value] of refusal.headers) response.set(name, value);
    response.end(`{"errors":${JSON.stringify(shown)}}\n`);
  } else {
    response.end(`{"errors":${JSON.stringify(shown)},"data":${answer.data}}\n`);
  }
}
