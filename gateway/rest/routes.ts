import type { RequestHandler, Response } from 'express';
import { payerOf, type RateLimits } from '../limits/RateLimits';
import type { SignIns } from '../limits/SignIns';
import { toAppError } from '../../platform/errors';
import { describeSpan, fetches, inSpan, operations } from '../../platform/seeing';
import { methodNotAllowed, requestIdOf, serviceOf, type Log } from '../../platform/service';
import type { Service, Upstream } from '../subgraphs/Upstream';
import type { OwnName } from '../supergraph/subgraphUrls';
import { forward } from './forward';
import { passSignIn, refuseSurplus } from './signIn';
import { readWholeBody } from './wholeBody';

interface Route {
  /** Of the path as the client sent it. Nothing is decoded or resolved, so no spelling reaches another route. */
  readonly path: RegExp;
  readonly methods: readonly string[];
  readonly service: OwnName;
  /** For the log, which must not hold ids that are as good as a secret. */
  readonly name: string;
  /** Whether the body may be a file, so that only idleness ends it. */
  readonly isStream?: boolean;
  /** Whether auth hashes a password for it. */
  readonly isSignIn?: boolean;
  /** In the units of a GraphQL operation's cost; 10 when it is left out. */
  readonly cost?: number;
}

/** As a mutation costs at least. */
const USUAL_COST = 10;
/** Hashing a password; as `@cost` says in the schema. */
const HASHING_COST = 110;

/** The longest JSON body of auth's routes. */
const MAX_BODY_BYTES = 100_000;

const ROUTES: readonly Route[] = [
  {
    path: /^\/register$/,
    methods: ['POST'],
    service: 'auth',
    name: '/register',
    cost: HASHING_COST,
    isSignIn: true,
  },
  {
    path: /^\/login$/,
    methods: ['POST'],
    service: 'auth',
    name: '/login',
    cost: HASHING_COST,
    isSignIn: true,
  },
  { path: /^\/refresh$/, methods: ['POST'], service: 'auth', name: '/refresh' },
  { path: /^\/logout$/, methods: ['POST'], service: 'auth', name: '/logout' },
  {
    path: /^\/\.well-known\/jwks\.json$/,
    methods: ['GET', 'HEAD'],
    service: 'auth',
    name: '/.well-known/jwks.json',
    cost: 1,
  },
  { path: /^\/upload$/, methods: ['POST'], service: 'files', name: '/upload', isStream: true },
  { path: /^\/events\/s3$/, methods: ['POST'], service: 'files', name: '/events/s3', cost: 1 },
  {
    path: /^\/file\/(?!\.{1,2}$)[\w.~-]{1,200}$/,
    methods: ['GET', 'HEAD', 'DELETE'],
    service: 'files',
    name: '/file/:id',
  },
  // Opened by people who hold the link, in any browser; the token in it stays out of the log.
  {
    path: /^\/s\/[\w-]{1,100}$/,
    methods: ['GET', 'HEAD', 'POST'],
    service: 'files',
    name: '/s/:token',
  },
];

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
    const [path = ''] = request.originalUrl.split('?', 1);
    const route = ROUTES.find((one) => one.path.test(path));
    const service = route === undefined ? undefined : options.findService(route.service);
    if (route === undefined || service === undefined) {
      next();
      return;
    }
    if (!route.methods.includes(request.method)) {
      methodNotAllowed(route.methods.join(', '))(request, response, next);
      return;
    }
    const startedAt = performance.now();
    const deadlineMs = /^(GET|HEAD)$/.test(request.method) ? options.deadlineMs : options.mutationDeadlineMs;
    response.once('close', () => {
      const op = `${request.method} ${route.name}`;
      const ms = performance.now() - startedAt;
      const status = response.writableFinished ? response.statusCode : 'broken off';
      log.info({ requestId: requestIdOf(response), op, status, ms: Math.round(ms * 10) / 10 }, 'request');
      if (operations.isWatched) {
        const counted = {
          op,
          kind: 'rest',
          status: response.writableFinished ? response.statusCode : null,
          codes: undefined,
          ms,
          isKnown: false,
        };
        operations.tell({ service: serviceOf(log), ...counted });
      }
    });
    if (route.isSignIn === true) refuseSurplus(signIns, rates, request);
    const limited = rates.spend(payerOf(request), route.cost ?? USUAL_COST);
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
