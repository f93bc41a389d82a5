import type { GraphQLDataSource } from '@apollo/gateway';
import { AppError, toAppError } from '../../platform/errors';
import type { Log } from '../../platform/service';
import type { GatewayContext } from '../graphql/context';
import { cleanSubgraphErrors, type CleanError } from './cleanErrors';
import { errorsAtFields } from './failurePaths';
import { unavailable, type Reply, type Service, type Upstream } from './Upstream';

/** Longer answers are refused; the longest page of files has some 100 kB. */
const MAX_ANSWER_BYTES = 16_000_000;

type Options = Parameters<GraphQLDataSource<GatewayContext>['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource<GatewayContext>['process']>>;

/** What a subgraph data source takes. */
export interface SubgraphDataSourceOptions {
  readonly service: Service;
  /** Where the subgraph answers GraphQL, below the service's URL. */
  readonly path: string;
  readonly upstream: Upstream;
  /** Milliseconds until the whole answer must be there. */
  readonly deadlineMs: number;
  /** The same for mutations. */
  readonly mutationDeadlineMs: number;
  readonly log: Log;
}

/**
 * Calls one subgraph for @apollo/gateway. Never throws: when there is no usable answer, every field the call was to
 * fill gets an error of its own, so that clients see why it is null.
 */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  constructor(private readonly options: SubgraphDataSourceOptions) {}

  async process({ request, context }: Options): Promise<Answer> {
    const { service, path, upstream, deadlineMs, mutationDeadlineMs, log } = this.options;
    const { requestId, forwarded, clientGone } = context as GatewayContext;
    const { query = '', variables, operationName } = request;
    const isMutation = /^\s*mutation\b/.test(query);
    try {
      const reply = await upstream.call(service, {
        method: 'POST',
        path,
        headers: { ...forwarded, 'content-type': 'application/json', accept: ACCEPT },
        body: JSON.stringify({ query, variables, operationName }),
        deadlineMs: isMutation ? mutationDeadlineMs : deadlineMs,
        signal: clientGone,
        maxBytes: MAX_ANSWER_BYTES,
        mayRepeat: !isMutation,
      });
      const { data, errors } = readAnswer(reply);
      if (errors === undefined) return { data };
      const clean = cleanSubgraphErrors(errors, log.child({ requestId, subgraph: service.name }));
      return { data, errors: data == null ? placed(clean, query, variables) : clean };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!clientGone.aborted) {
        log.error(
          { err: error.cause ?? error, requestId, subgraph: service.name, code: error.code },
          'subgraph call failed',
        );
      }
      const { code, message } = error;
      return { errors: errorsAtFields({ message, extensions: { code } }, query, variables) };
    }
  }
}

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/** Gives errors that concern the whole call a place at each field the call was to fill. */
function placed(
  errors: readonly CleanError[],
  query: string,
  variables: Record<string, unknown> | undefined,
): CleanError[] {
  return errors.flatMap((error) =>
    error.path === undefined ? errorsAtFields(error, query, variables) : [error],
  );
}

function readAnswer({ status, contentType, text }: Reply): {
  data: Record<string, unknown> | null | undefined;
  errors: unknown[] | undefined;
} {
  if (!/^application\/(graphql-response\+)?json\b/i.test(contentType)) {
    throw unavailable(new Error(`answered ${status} with ${contentType || 'no content type'}`));
  }
  const body = parseJson(text, status);
  if (!isRecord(body)) throw unavailable(new Error(`answered ${status} with JSON that is no object`));
  const { data, errors } = body;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (!isRecord(data) && !hasErrors) {
    throw unavailable(new Error(`answered ${status} with neither data nor errors`));
  }
  return { data: isRecord(data) ? data : null, errors: hasErrors ? (errors as unknown[]) : undefined };
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('SERVICE_UNAVAILABLE', {
      cause: new Error(`answered ${status} with broken JSON`, { cause: error }),
    });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
