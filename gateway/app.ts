import type { RequestListener } from 'node:http';
import express from 'express';
import { healthRoutes, notFoundHandler, problemHandler, type Log, type Readiness } from '../platform/service';
import { createGatewayPass } from '../platform/identity';
import { disableVendorTelemetry, type GatewayConfig } from './config';
import { graphiqlPage } from './graphiql/graphiqlPage';
import { accountPages } from './http/account/accountPages';
import { createEntrance } from './http/entrance';
import { frontPage } from './http/frontPage';
import { createLeanDoor } from './http/leanDoor';
import { createRateLimits } from './limits/createRateLimits';
import { SignIns } from './limits/SignIns';
import { loadPersistedOperations } from './persisted/loadPersistedOperations';
import { openApiRoute } from './rest/openApi';
import { restRoutes } from './rest/routes';
import { refuseSurplus } from './rest/signIn';
import { Upstream, type InProcessDoors } from './subgraphs/Upstream';
import { createGraph, type GatewayGraph } from './supergraph/createGraph';
import { LiveGraph } from './supergraph/LiveGraph';

/** The gateway, ready to be listened with. */
export interface GatewayApp {
  /** Answers requests. */
  http: RequestListener;
  /** Which subgraphs are ready to serve, by name; answers within about a second. */
  checkReadiness(): Promise<Readiness>;
  /** Looks whether the supergraph has changed, and serves it then; what cannot be served is refused in the log. */
  reload(): Promise<void>;
  /** From now on /health/ready answers 503; everything else goes on. */
  drain(): void;
  /** Lets go of everything; call it when no request is under way any more. */
  close(): Promise<void>;
}

/**
 * Builds the gateway. Subgraphs need not be up.
 * @throws when the supergraph cannot be read or is not valid.
 */
export async function createApp({
  config,
  log,
  doors,
}: {
  config: GatewayConfig;
  log: Log;
  /** Subgraphs in the same process. */
  doors?: InProcessDoors | undefined;
}): Promise<GatewayApp> {
  disableVendorTelemetry();
  const upstream = new Upstream(
    config.serviceSecret === null ? null : createGatewayPass(config.serviceSecret),
    doors,
  );
  const rates = createRateLimits(config, log);
  const signIns = new SignIns();
  const persisted = await loadPersistedOperations(config);
  const graph = await LiveGraph.start<GatewayGraph>({
    path: config.supergraphPath,
    everyMs: config.supergraphPollMs,
    build: (sdl, previous) =>
      createGraph(sdl, previous, { config, log, upstream, rates, signIns, persisted }),
    log,
  });
  const checkReadiness = () => graph.current.checkReadiness();
  let isDraining = false;

  const http = express();
  http.disable('x-powered-by').disable('etag');
  http.set('trust proxy', config.trustedProxies);
  http.use(healthRoutes({ checkReadiness, isDraining: () => isDraining }));
  http.use(frontPage(config));
  if (config.graphiql) http.use(graphiqlPage(config.graphiqlFolder));
  http.use(accountPages());
  http.use(graph.router);
  http.use(openApiRoute({ upstream, services: () => graph.current.own, log }));
  http.use(
    restRoutes({
      upstream,
      rates,
      signIns,
      findService: (wanted) => graph.current.own.find(({ name }) => name === wanted),
      deadlineMs: config.subgraphTimeoutMs,
      mutationDeadlineMs: config.mutationTimeoutMs,
      log,
    }),
  );
  http.use(notFoundHandler);
  http.use(problemHandler(log));
  return {
    http: createLeanDoor({
      entrance: createEntrance(config),
      take(body, request, response) {
        const { graph: current, release } = graph.hold();
        response.on('close', release);
        return current.known.take(body, request, response);
      },
      otherwise: refuseSurplus({ signIns, rates, trustedProxies: config.trustedProxies, log }, http),
    }),
    checkReadiness,
    reload: () => graph.reload(),
    drain() {
      isDraining = true;
    },
    async close() {
      await graph.close();
      await upstream.close();
    },
  };
}
