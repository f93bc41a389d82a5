import { readFile } from 'node:fs/promises';
import express, { type Express } from 'express';
import {
  healthRoutes,
  notFoundHandler,
  problemHandler,
  requestContext,
  type Log,
  type Readiness,
} from '../platform/service';
import { createGatewayPass } from '../platform/identity';
import { disableVendorTelemetry, type GatewayConfig } from './config';
import { createGraphqlDoor } from './graphql/graphqlDoor';
import { accountPages } from './http/account/accountPages';
import { bodyDeadline } from './http/bodyDeadline';
import { corsFor } from './http/cors';
import { frontPage } from './http/frontPage';
import { securityHeaders } from './http/securityHeaders';
import { openApiRoute } from './rest/openApi';
import { restRoutes } from './rest/routes';
import { Bound } from './subgraphs/Bound';
import { createReadinessCheck } from './subgraphs/readiness';
import { Upstream, type Service } from './subgraphs/Upstream';

/**
 * Mutations that auth is given at once, most of which hash a password. Auth has work for two seconds with far fewer, and
 * gives the others back at once; a hundred keeps several processes of it busy behind one gateway.
 */
const MAX_SIGN_INS_UNDER_WAY = 100;

/** The gateway, ready to be listened with. */
export interface GatewayApp {
  /** Answers requests. */
  http: Express;
  /** Which subgraphs are ready to serve, by name; answers within about a second. */
  checkReadiness(): Promise<Readiness>;
  /** From now on /health/ready answers 503; everything else goes on. */
  drain(): void;
  /** Lets go of everything; call it when no request is under way any more. */
  close(): Promise<void>;
}

/**
 * Builds the gateway. Subgraphs need not be up.
 * @throws when the supergraph cannot be read or is not valid.
 */
export async function createApp({ config, log }: { config: GatewayConfig; log: Log }): Promise<GatewayApp> {
  disableVendorTelemetry();
  const upstream = new Upstream(
    config.serviceSecret === null ? null : createGatewayPass(config.serviceSecret),
  );
  const services: Record<'auth' | 'files', Service> = {
    auth: { name: 'auth', url: new URL(config.authUrl), changes: new Bound(MAX_SIGN_INS_UNDER_WAY) },
    files: { name: 'files', url: new URL(config.filesUrl) },
  };
  const checkReadiness = createReadinessCheck(upstream, Object.values(services));
  const graphql = await createGraphqlDoor({
    config,
    log,
    upstream,
    services: Object.values(services),
    supergraphSdl: await readFile(config.supergraphPath, 'utf8'),
  });
  let isDraining = false;

  const http = express();
  http.disable('x-powered-by').disable('etag');
  http.set('trust proxy', config.trustedProxies);
  http.use(requestContext, securityHeaders, corsFor(config.corsOrigins), bodyDeadline);
  http.use(healthRoutes({ checkReadiness, isDraining: () => isDraining }));
  http.use(frontPage({ sandbox: config.sandbox }));
  http.use(accountPages());
  http.use(graphql.router);
  http.use(openApiRoute({ upstream, services: Object.values(services), log }));
  http.use(
    restRoutes({
      upstream,
      services,
      deadlineMs: config.subgraphTimeoutMs,
      mutationDeadlineMs: config.mutationTimeoutMs,
      log,
    }),
  );
  http.use(notFoundHandler);
  http.use(problemHandler(log));
  return {
    http,
    checkReadiness,
    drain() {
      isDraining = true;
    },
    async close() {
      await graphql.close();
      upstream.close();
    },
  };
}
