import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { createSubgraphDoor } from '../../platform/graphql';
import { createPassCheck, VerifiedTokens, type KeySet, type TokenPolicy } from '../../platform/identity';
import {
  healthRoutes,
  INSTALL_FOLDER,
  notFoundHandler,
  problemHandler,
  requestContext,
  type Log,
  type Readiness,
} from '../../platform/service';
import type { FilesConfig } from './config';
import { createContextFactory } from './graphql/context';
import { resolvers } from './graphql/resolvers';
import { eventRoutes } from './rest/eventRoutes';
import type {
  Accounts,
  Clock,
  FileStore,
  IdSource,
  LinkSecrets,
  ObjectStore,
  ShareLinkStore,
  TypeDetector,
  UsageStore,
} from './ports';
import { restRoutes } from './rest/routes';
import { createHashingTurns, createUseCases, type UseCases } from './usecases';

/** The most uploads a person may have under way. */
const MAX_PENDING_UPLOADS = 1_000;
/** Every request but POST /upload has been sent and answered within this time (promise M03). */
const REQUEST_MS = 30_000;

/** What stands behind the ports. */
export interface FilesAdapters {
  files: FileStore;
  usage: UsageStore;
  links: ShareLinkStore;
  linkSecrets: LinkSecrets;
  accounts: Accounts;
  objects: ObjectStore;
  types: TypeDetector;
  clock: Clock;
  ids: IdSource;
  /** auth's public keys. */
  keys: KeySet;
  /** Whether a token's session or account has ended before the token expires. Default: none has. */
  isRevoked?: TokenPolicy['isRevoked'];
  /** What is needed to serve, and whether it is there. */
  checkReadiness: () => Promise<Readiness>;
}

/** The files service without its surroundings. */
export interface FilesApp {
  http: Express;
  useCases: UseCases;
  checkReadiness: () => Promise<Readiness>;
  /** From now on not ready. */
  startDraining(): void;
  /** Lets go of what the app itself holds. */
  close(): Promise<void>;
}

/** Puts the service together: adapters into use cases, use cases behind two doors. */
export async function createApp({
  config,
  adapters,
  log,
}: {
  config: FilesConfig;
  adapters: FilesAdapters;
  log: Log;
}): Promise<FilesApp> {
  const { checkReadiness, keys, isRevoked = () => false, ...ports } = adapters;
  const useCases = createUseCases({
    ...ports,
    limits: { ...config, maxPendingUploads: MAX_PENDING_UPLOADS },
    plans: config.plans,
    uploadUrlSeconds: config.uploadUrlSeconds,
    trashDays: config.trashDays,
    multipartSeconds: config.multipartSeconds,
    publicUrl: config.publicUrl,
    settling: new Map(),
    hashing: createHashingTurns(),
    log,
  });
  const tokenPolicy: TokenPolicy = {
    keys,
    isRevoked,
    issuer: config.jwtIssuer,
    audience: config.jwtAudience,
    verified: new VerifiedTokens(),
    now: () => ports.clock.now(),
  };
  const graphql = await createSubgraphDoor({
    sdl: readFileSync(join(INSTALL_FOLDER, 'schema', 'files.graphql'), 'utf8'),
    resolvers,
    serviceSecret: config.serviceSecret,
    log,
    createContext: createContextFactory(useCases, tokenPolicy),
  });

  let isDraining = false;
  const http = express().disable('x-powered-by').disable('etag');
  http.use(requestContext);
  const checkCaller = createPassCheck(config.serviceSecret);
  http.use(healthRoutes({ checkReadiness, checkCaller, isDraining: () => isDraining }));
  http.use(cutSlowRequests);
  http.use(graphql.router);
  http.use(restRoutes({ useCases, tokenPolicy, log }));
  if (config.eventsSecret !== null) {
    http.use(eventRoutes({ useCases, secret: config.eventsSecret, bucket: config.s3.bucket, log }));
  }
  http.use(notFoundHandler, problemHandler(log));

  return {
    http,
    useCases,
    checkReadiness,
    startDraining() {
      isDraining = true;
    },
    close: () => graphql.close(),
  };
}

/** The server itself allows a request the hours that a large upload may take; no other may have them. */
const cutSlowRequests: RequestHandler = (request, response, next) => {
  if (request.path !== '/upload') {
    const cut = setTimeout(() => request.destroy(), REQUEST_MS);
    response.once('close', () => clearTimeout(cut));
  }
  next();
};
