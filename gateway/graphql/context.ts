import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationContext } from '../../platform/graphql';
import { clientHeaders } from '../../platform/identity';
import { ClientGone, REQUEST_ID_HEADER, requestIdOf, type Cancellation } from '../../platform/service';
import { clientAddress } from '../http/clientAddress';

/** What one request carries through the gateway. */
export interface GatewayContext extends OperationContext {
  /** Where the client calls from; undefined when it is gone already. */
  readonly address: string | undefined;
  /** What subgraphs get of the client: its token, what ties traces together, and who it is to us (F05). */
  readonly forwarded: Readonly<Record<string, string>>;
  /** How often each subgraph was called so far. */
  readonly fetches: Record<string, number>;
  /** When the request came, by performance.now(). */
  readonly startedAt: number;
  /** Aborted when the client is gone before it has its answer (S04). */
  readonly clientGone: Cancellation;
}

/** Builds the context of a GraphQL request; never throws. */
export type CreateContext = (request: IncomingMessage, response: ServerResponse) => GatewayContext;

const FORWARDED = ['authorization', 'traceparent', 'tracestate'] as const;

/** `trustedProxies` is TRUSTED_PROXIES. */
export function createContextFactory(trustedProxies: number): CreateContext {
  return (request, response) => {
    const requestId = requestIdOf(response);
    const address = clientAddress(request, trustedProxies);
    const forwarded: Record<string, string> = {
      [REQUEST_ID_HEADER]: requestId,
      ...clientHeaders(address, request.headers['user-agent']),
    };
    for (const name of FORWARDED) {
      const value = request.headers[name];
      if (typeof value === 'string' && value !== '') forwarded[name] = value;
    }
    return {
      requestId,
      // The gateway verifies no token, so it can only say whether there was one; subgraphs log whose it was.
      actor: 'authorization' in forwarded ? 'token' : 'anonymous',
      address,
      forwarded,
      fetches: {},
      startedAt: performance.now(),
      clientGone: new ClientGone(response),
    };
  };
}
