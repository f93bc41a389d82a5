import type { GraphQLDataSource } from '@apollo/gateway';
import { AppError, toAppError } from '../../platform/errors';
import { describeSpan, fetches, inSpan, isTracing, loads, traceHeaders } from '../../platform/seeing';
import { REQUEST_ID_HEADER, type Cancellation, type Log } from '../../platform/service';
import type { GatewayContext } from '../graphql/context';
import { cleanSubgraphErrors, MAX_ERRORS, type CleanError } from './cleanErrors';
import { EqualFetches, type FetchKind, type SendFetch } from './EqualFetches';
import { errorsAtFields } from './failurePaths';
import type { Gate } from './Gate';
import { unavailable, type Reply } from './Exchange';
import type { Service, Upstream } from './Upstream';

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
  readonly gate: Gate;
  /** Whether equal queries that wait at the same time are sent as one. */
  readonly mergesFetches: boolean;
  /** Milliseconds until the whole answer must be there. */
  readonly deadlineMs: number;
  /** The same for mutations. */
  readonly mutationDeadlineMs: number;
  /** Milliseconds until all that one request of a client asks for must be there. */
  readonly requestDeadlineMs: number;
  readonly log: Log;
}

/** One call to a subgraph. */
export interface SubgraphCall {
  readonly query: string;
  readonly variables: Record<string, unknown> | undefined;
  /** Both of these, and the operation's name, as JSON. */
  readonly body: string;
  readonly isMutation: boolean;
  /** Tried on the text of an answer before it is parsed; answers the `data` of one without errors, or null. */
  readonly readVerbatim: ((text: string) => Record<string, unknown> | null) | null;
}

/** What came of it. */
export interface SubgraphAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly CleanError[];
}

/**
 * Calls one subgraph, for @apollo/gateway and for compiled operations. Never throws: when there is no usable answer,
 * every field the call was to fill gets an error of its own, so that clients see why it is null.
 */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  private readonly equal: EqualFetches | null;

  constructor(private readonly options: SubgraphDataSourceOptions) {
    this.equal = options.mergesFetches ? new EqualFetches(options.deadlineMs) : null;
  }

  async process({ request, context }: Options): Promise<Answer> {
    const { query = '', variables, operationName } = request;
    const body = writeJson({ query, variables, operationName });
    const call = { query, variables, isMutation: /^\s*mutation\b/.test(query), readVerbatim: null };
    const { data, errors } =
      body === null
        ? refuseNesting(query, variables)
        : await this.call({ ...call, body }, context as GatewayContext);
    return { ...(data === null ? {} : { data }), ...(errors.length === 0 ? {} : { errors: [...errors] }) };
  }

  /** Never rejects. */
  async call(
    { query, variables, body, isMutation, readVerbatim }: SubgraphCall,
    { requestId, forwarded, fetches: counted, clientGone, startedAt }: GatewayContext,
  ): Promise<SubgraphAnswer> {
    const { service, log } = this.options;
    const beganAt = performance.now();
    counted[service.name] = (counted[service.name] ?? 0) + 1;
    const ended = (outcome: string) => {
      this.tellLoad();
      fetches.tell({ subgraph: service.name, outcome, ms: performance.now() - beganAt });
    };
    let isSent = false;
    const send: SendFetch = (signal, deadlineMs) => {
      isSent = true;
      return this.send(body, isMutation, forwarded, signal, deadlineMs);
    };
    try {
      const deadlineMs = this.deadlineFor(isMutation, startedAt);
      const ask = () =>
        isMutation || this.equal === null
          ? send(clientGone, deadlineMs)
          : this.equal.run(kindOf(forwarded, body), { deadlineMs, signal: clientGone }, send);
      const askTraced = async () => {
        const reply = await ask();
        describeSpan({ 'cloakroom.merged': !isSent });
        return reply;
      };
      const replying = isTracing()
        ? inSpan(`fetch ${service.name}`, { 'cloakroom.subgraph': service.name }, askTraced)
        : ask();
      this.tellLoad();
      const reply = await replying;
      const { data, errors } = readAnswer(reply, readVerbatim);
      ended(errors !== undefined ? 'errors' : isSent ? 'ok' : 'merged');
      if (errors === undefined) return { data, errors: [] };
      const clean = cleanSubgraphErrors(errors, log.child({ requestId, subgraph: service.name }));
      return { data, errors: data === null ? placed(clean, query, variables) : clean };
    } catch (thrown) {
      const error = toAppError(thrown);
      ended(clientGone.aborted ? 'client gone' : error.cause === undefined ? 'shed' : error.code);
      // What was not even sent has no cause; its line in the log is that of the operation.
      if (!clientGone.aborted && error.cause !== undefined) {
        log.error(
          { err: error.cause, requestId, subgraph: service.name, code: error.code },
          'subgraph call failed',
        );
      }
      const { code, message, retryAfterSeconds } = error;
      const extensions = { code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
      return { data: null, errors: errorsAtFields({ message, extensions }, query, variables) };
    }
  }

  private send(
    body: string,
    isMutation: boolean,
    forwarded: GatewayContext['forwarded'],
    signal: Cancellation,
    deadlineMs: number,
  ): Promise<Reply> {
    const { service, path, gate, upstream } = this.options;
    const call = () =>
      upstream.call(service, {
        method: 'POST',
        path,
        headers: listHeaders(forwarded),
        body,
        deadlineMs,
        signal,
        maxBytes: MAX_ANSWER_BYTES,
        mayRepeat: !isMutation,
      });
    const pass = () => gate.run(call, signal);
    return isMutation && service.changes !== undefined ? service.changes.run(pass) : pass();
  }

  private tellLoad(): void {
    if (!loads.isWatched) return;
    const { service, gate } = this.options;
    const { underWay, waiting } = gate.queue;
    loads.tell({ subgraph: service.name, underWay, waiting, isOpen: gate.circuit.isOpen });
  }

  /** @throws AppError TIMEOUT when the request has no time left. */
  private deadlineFor(isMutation: boolean, startedAt: number): number {
    const { deadlineMs, mutationDeadlineMs, requestDeadlineMs } = this.options;
    const leftMs = startedAt + requestDeadlineMs - performance.now();
    if (leftMs <= 0) throw new AppError('TIMEOUT', { cause: new Error('no time is left for the request') });
    return Math.min(leftMs, isMutation ? mutationDeadlineMs : deadlineMs);
  }
}

/** Null for what is nested deeper than can be written, although it could be read: variables of a scalar may be anything. */
export function writeJson(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** In place of a call whose variables writeJson could not write. */
export function refuseNesting(query: string, variables: Record<string, unknown> | undefined): SubgraphAnswer {
  const error = { message: NESTED_TOO_DEEPLY, extensions: { code: 'BAD_USER_INPUT' as const } };
  return { data: null, errors: errorsAtFields(error, query, variables) };
}

const NESTED_TOO_DEEPLY = 'The variables are nested too deeply.';

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/** Within a trace the headers that continue it take the place of those that came. */
function listHeaders(forwarded: GatewayContext['forwarded']): string[] {
  const headers = isTracing() ? { ...forwarded, ...traceHeaders() } : forwarded;
  const list = ['content-type', 'application/json', 'accept', ACCEPT];
  for (const name of Object.keys(headers)) list.push(name, headers[name] ?? '');
  return list;
}

/** Which request it is for, and which trace. All else that is handed on may matter to the answer. */
const OF_ONE_REQUEST: ReadonlySet<string> = new Set([REQUEST_ID_HEADER, 'traceparent', 'tracestate']);

/** What an answer may depend on, with its name, as each may be missing. */
function kindOf(forwarded: GatewayContext['forwarded'], body: string): FetchKind {
  const kind = [body];
  for (const name of Object.keys(forwarded)) {
    if (!OF_ONE_REQUEST.has(name)) kind.push(name, forwarded[name] ?? '');
  }
  return kind;
}

/** Gives errors that concern the whole call a place at each field the call was to fill. */
function placed(
  errors: readonly CleanError[],
  query: string,
  variables: Record<string, unknown> | undefined,
): CleanError[] {
  const all: CleanError[] = [];
  for (const error of errors) {
    if (all.length >= MAX_ERRORS) break;
    if (error.path === undefined) all.push(...errorsAtFields(error, query, variables));
    else all.push(error);
  }
  return all;
}

function readAnswer(
  { status, contentType, text }: Reply,
  readVerbatim: SubgraphCall['readVerbatim'],
): { data: Record<string, unknown> | null; errors: unknown[] | undefined } {
  if (!/^application\/(graphql-response\+)?json\b/i.test(contentType)) {
    throw unavailable(new Error(`answered ${status} with ${contentType || 'no content type'}`));
  }
  const verbatim = readVerbatim === null ? null : readVerbatim(text);
  if (verbatim !== null) return { data: verbatim, errors: undefined };
  const body = parseJson(text, status);
  if (!isRecord(body)) throw unavailable(new Error(`answered ${status} with JSON that is no object`));
  const { data, errors } = body;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (!isRecord(data) && !hasErrors) {
    throw unavailable(new Error(`answered ${status} with neither data nor errors`));
  }
  return { data: isRecord(data) ? data : null, errors: hasErrors ? (errors as unknown[]) : undefined };
}

const BYTE_ORDER_MARK = '\ufeff';

/** A byte order mark may be ignored (RFC 8259 section 8.1), and some frameworks send one. */
function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (error) {
    throw new AppError('SERVICE_UNAVAILABLE', {
      cause: new Error(`answered ${status} with broken JSON`, { cause: error }),
    });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
