import type { RequestHandler, Response } from 'express';
import { payerOf, type RateLimits } from '../limits/RateLimits';
import type { SignIns } from '../limits/SignIns';
import { toAppError } from '../../platform/errors';
import { describeSpan, fetches, inSpan } from '../../platform/seeing';
import { methodNotAllowed, type Log } from '../../platform/service';
import type { Service, Upstream } from '../subgraphs/Upstream';
import type { OwnName } from '../supergraph/subgraphUrls';
import { forward } from './forward';
import { findRoute, type Route } from './routeTable';
import { passSignIn } from './signIn';
import { tellRequest } from './tellRequest';
import { readWholeBody } from './wholeBody';

/** The longest body that is read before its turn. */
const MAX_BODY_BYTES = 100_000;

/** What the REST routes stand on. */
export interface RestOptions {
  readonly upstream: Upstream;
  readonly rates: RateLimits;
  readonly signIns: SignIns;
  /** Undefined for a service that is not part of the supergraph: its routes are not there then. */
  findService(name: OwnName): Service | undefined;
  /** Milliseconds a service has for the head of its answer. */
  readonly deadlineMs: number;
  /** The same for what changes something. */
  readonly mutationDeadlineMs: number;
  readonly log: Log;
}

/** The REST routes of both services through the gateway's port; one line in the log for each request. */
export function restRoutes(options: RestOptions): RequestHandler {
  const { upstream, rates, signIns, log } = options;
  return async (request, response, next) => {
    const route = findRoute(request.originalUrl);
    const service = route === undefined ? undefined : options.findService(route.service);
    if (route === undefined || service === undefined) {
      next();
      return;
    }
    if (!route.methods.includes(request.method)) {
      methodNotAllowed(route.methods.join(', '))(request, response, next);
      return;
    }
    tellRequest(log, route, request, response);
    const deadlineMs = /^(GET|HEAD)$/.test(request.method) ? options.deadlineMs : options.mutationDeadlineMs;
    const limited = rates.spend(payerOf(request), route.cost);
    if (limited !== null) throw limited;
    const changes = request.method === 'POST' ? service.changes : undefined;
    // A turn is for work: who sends slowly must not keep others from it.
    const body = changes === undefined ? undefined : await readWholeBody(request, MAX_BODY_BYTES);
    const send = () =>
      watched(service.name, route, response, () =>
        forward(request, response, {
          service,
          path: request.originalUrl,
          upstream,
          body,
          deadlineMs: route.isStream === true ? null : deadlineMs,
        }),
      );
    const pass = () => (changes === undefined ? send() : changes.run(send));
    await (route.isSignIn === true ? passSignIn(signIns, response, pass) : pass());
  };
}

/** Forwards within a span, and tells how it went as for a call that an operation makes. */
async function watched(
  subgraph: string,
  route: Route,
  response: Response,
  send: () => Promise<void>,
): Promise<void> {
  const beganAt = performance.now();
  const ended = (outcome: string) => {
    // How long an upload takes is up to the client.
    if (route.isStream !== true) fetches.tell({ subgraph, outcome, ms: performance.now() - beganAt });
  };
  try {
    await inSpan(`fetch ${subgraph}`, { 'cloakroom.subgraph': subgraph }, async () => {
      await send();
      describeSpan({ 'http.response.status_code': response.statusCode });
    });
  } catch (error) {
    ended(toAppError(error).code);
    throw error;
  }
  ended(!response.writableFinished ? 'broken off' : response.statusCode >= 500 ? 'errors' : 'ok');
}
