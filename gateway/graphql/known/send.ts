import type { ServerResponse } from 'node:http';
import type { Log } from '../../../platform/service';
import type { Answer } from '../../execution/compileOperation';
import type { KnownOperation } from '../../execution/KnownOperations';
import type { JsonObject } from '../../execution/plan';
import { cacheControlOf } from '../../persisted/cacheControl';
import type { CleanError } from '../../subgraphs/cleanErrors';
import { findRefusal } from '../answerStatus';
import type { GatewayContext } from '../context';

/** The errors that a client gets to see. */
export function errorsOf({ errors, broken }: Answer): readonly CleanError[] {
  return broken.length === 0 ? errors : broken;
}

/** Sends what an operation came to, as Apollo Server would: status, headers and bytes. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  { input }: KnownOperation,
  context: GatewayContext,
  log: Log,
): void {
  const errors = errorsOf(answer);
  if (errors.length === 0) {
    const cacheControl = cacheControlOf(response);
    if (cacheControl !== undefined) response.setHeader('cache-control', cacheControl);
    response.end(`{"data":${answer.data}}\n`);
    return;
  }
  const { requestId } = context;
  if (answer.broken.length > 0) {
    log.error({ requestId, fields: answer.broken.map(({ path }) => path) }, 'a subgraph broke its schema');
  }
  const data = JSON.parse(answer.data) as JsonObject | null;
  const refusal = findRefusal(data, errors, context, input.operation, input.document);
  const shown = JSON.stringify(errors.map((error) => show(error, requestId)));
  if (refusal === null) {
    response.end(`{"errors":${shown},"data":${answer.data}}\n`);
    return;
  }
  response.statusCode = refusal.status;
  for (const [name, value] of refusal.headers) response.setHeader(name, value);
  response.end(`{"errors":${shown}}\n`);
}

/** `retryAfterSeconds` has become a header where it matters. */
function show({ message, path, extensions }: CleanError, requestId: string): object {
  const place = path === undefined ? {} : { path };
  return { message, ...place, extensions: { ...extensions, retryAfterSeconds: undefined, requestId } };
}
