import type { IncomingMessage, ServerResponse } from 'node:http';
import { OperationTypeNode } from 'graphql';
import { AppError, ERROR_CODES, toAppError } from '../../../platform/errors';
import { logOperation, sendGraphqlError } from '../../../platform/graphql';
import type { Log } from '../../../platform/service';
import type { PreparedRun } from '../../execution/compileOperation';
import type { KnownOperation, KnownOperations } from '../../execution/KnownOperations';
import type { FetchRequest, Send } from '../../execution/run';
import {
  refuseNesting,
  writeJson,
  type SubgraphAnswer,
  type SubgraphDataSource,
} from '../../subgraphs/SubgraphDataSource';
import type { CreateContext, GatewayContext } from '../context';
import { admit, type Judges } from './admit';
import { readAsked, type Asked, type FindText } from './asked';
import { chooseContentType } from './mediaType';
import { readGet } from './readGet';
import { errorsOf, sendAnswer } from './send';

/** What the door is made of. */
export interface KnownDoorOptions extends Judges {
  readonly operations: KnownOperations;
  /** By their names in the supergraph. */
  readonly subgraphs: ReadonlyMap<string, SubgraphDataSource>;
  readonly createContext: CreateContext;
  /** For requests that name their operation by id. */
  readonly findText: FindText;
  readonly log: Log;
}

/**
 * Answers operations that were seen before, without Apollo Server: the same answers, headers and log lines at a
 * fraction of the cost (docs/adr/compiled-operations.md). Whatever is not plain about a request is left to Apollo
 * Server before anything has run.
 */
export class KnownDoor {
  constructor(private readonly options: KnownDoorOptions) {}

  /** Takes a POST with this JSON body and answers it, or says false and has done nothing. */
  take(body: unknown, request: IncomingMessage, response: ServerResponse): boolean {
    const asked = readAsked(body, this.options.findText);
    const known = asked === null ? undefined : this.resolve(asked);
    return asked !== null && known !== undefined && this.answer(known, asked, request, response);
  }

  /** The same for a GET, which runs queries only (G07). */
  takeGet(request: IncomingMessage, response: ServerResponse): boolean {
    const asked = readAsked(readGet(request), this.options.findText);
    const known = asked === null ? undefined : this.resolve(asked);
    if (asked === null || known?.input.operation.operation !== OperationTypeNode.QUERY) return false;
    return this.answer(known, asked, request, response);
  }

  private answer(
    known: KnownOperation,
    asked: Asked,
    request: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    const contentType = chooseContentType(request);
    if (contentType === null) return false;
    const context = this.options.createContext(request, response);
    const admitted = admit(known, asked, context, this.options);
    if (admitted === null) return false;
    response.setHeader('cache-control', NO_STORE);
    if (admitted instanceof AppError) {
      sendGraphqlError(response, admitted, ERROR_CODES[admitted.code].http);
      this.log(known, [admitted.code], context, response);
      return true;
    }
    response.setHeader('content-type', contentType);
    this.run(known, admitted, context, response).catch((error: unknown) => this.fail(error, response));
    return true;
  }

  private resolve({ query, operationName }: Asked): KnownOperation | undefined {
    return this.options.operations.find(query, operationName);
  }

  private async run(
    known: KnownOperation,
    run: PreparedRun,
    context: GatewayContext,
    response: ServerResponse,
  ): Promise<void> {
    const answer = await run(this.senderFor(context));
    sendAnswer(response, answer, known, context, this.options.log);
    const errors = errorsOf(answer);
    const codes = errors.length === 0 ? undefined : errors.map(({ extensions }) => extensions.code);
    this.log(known, codes, context, response);
  }

  private log(
    { name, hash, input }: KnownOperation,
    codes: readonly unknown[] | undefined,
    context: GatewayContext,
    { statusCode }: ServerResponse,
  ): void {
    logOperation(this.options.log, context, {
      op: name,
      hash,
      status: statusCode,
      kind: input.operation.operation,
      codes,
      startedAt: context.startedAt,
      isKnown: true,
    });
  }

  private senderFor(context: GatewayContext): Send {
    return (request, variables) => this.call(request, variables, context);
  }

  private call(
    { service, query, isMutation, bodyStart, readVerbatim }: FetchRequest,
    variables: Record<string, unknown>,
    context: GatewayContext,
  ): Promise<SubgraphAnswer> {
    const subgraph = this.options.subgraphs.get(service);
    if (subgraph === undefined) throw new Error(`there is no subgraph ${service}`);
    const given = writeJson(variables);
    if (given === null) return Promise.resolve(refuseNesting(query, variables));
    const body = `${bodyStart}${given}}`;
    return subgraph.call({ query, variables, isMutation, body, readVerbatim }, context);
  }

  /** A fault of ours. Nothing can be tried again, as a mutation may have run. */
  private fail(thrown: unknown, response: ServerResponse): void {
    this.options.log.error({ err: thrown }, 'a known operation failed');
    if (response.headersSent) response.destroy();
    else sendGraphqlError(response, toAppError(thrown), 500);
  }
}

/** The `cache-control` of all answers: they hold tokens and what is private to one person. */
export const NO_STORE = 'no-store';
