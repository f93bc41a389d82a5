import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../../../platform/errors';
import { clientOf, identify, type TokenPolicy } from '../../../platform/identity';
import { methodNotAllowed, requestIdOf } from '../../../platform/service';
import type { Call, UseCases } from '../usecases';
import { parseBody, REQUEST_BODIES } from './bodies';
import { feedRoute } from './feedRoute';
import { openApiDocument } from './openApiDocument';

const MAX_BODY_BYTES = 100_000;
const JWKS_MAX_AGE_SECONDS = 300;
/** JSON between systems is UTF-8 (RFC 8259 section 8.1); express.json() would read UTF-7 and UTF-16 as well. */
const JSON_IN_UTF_8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?;?\s*$/i;

/** What the REST door stands on. */
export interface RestDoorOptions {
  useCases: UseCases;
  tokenPolicy: TokenPolicy;
  /** SERVICE_SECRET, by which the gateway's word about the client is known; null in local mode. */
  serviceSecret: string | null;
  /** The public keys to publish at /.well-known/jwks.json. */
  listPublishedKeys: () => Promise<readonly object[]>;
}

/** The REST door: the same use cases over plain HTTP, and what describes and verifies them. */
export function restRoutes({
  useCases,
  tokenPolicy,
  serviceSecret,
  listPublishedKeys,
}: RestDoorOptions): Router {
  const callOf = async (request: Request, response: Response): Promise<Call> => ({
    caller: await identify(request.get('authorization'), tokenPolicy),
    client: clientOf(request, serviceSecret),
    requestId: requestIdOf(response),
  });
  const post = (path: string, handler: RequestHandler): void => {
    const readJson = express.json({ limit: MAX_BODY_BYTES });
    router.route(path).post(noStore, requireJson, readJson, handler).all(methodNotAllowed('POST'));
  };
  const get = (path: string, handler: RequestHandler): void => {
    router.route(path).get(handler).all(methodNotAllowed('GET, HEAD'));
  };
  const router = Router();

  post('/register', async (request, response) => {
    const input = parseBody(REQUEST_BODIES.register, request.body);
    response.status(201).json(await useCases.register(input, await callOf(request, response)));
  });
  post('/login', async (request, response) => {
    const input = parseBody(REQUEST_BODIES.login, request.body);
    response.json(await useCases.login(input, await callOf(request, response)));
  });
  post('/refresh', async (request, response) => {
    const input = parseBody(REQUEST_BODIES.refreshSession, request.body);
    response.json(await useCases.refreshSession(input, await callOf(request, response)));
  });
  post('/logout', async (request, response) => {
    const input = parseBody(REQUEST_BODIES.logout, request.body ?? {});
    response.json(await useCases.logout(input, await callOf(request, response)));
  });

  router.use(feedRoute({ useCases, serviceSecret }));
  get('/.well-known/jwks.json', async (_request, response) => {
    const keys = await listPublishedKeys();
    response.set('cache-control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
    response.type('application/jwk-set+json').send(JSON.stringify({ keys }));
  });
  get('/openapi.json', (_request, response) => {
    response.json(openApiDocument());
  });
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

const FORM = /^application\/x-www-form-urlencoded\b/i;

/**
 * A body of another type or charset is refused by what it says of itself, rather than taken for a missing one. A form
 * can be read but cannot be meant: it is where `email[$ne]=` comes from (promise P09).
 */
const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
  const type = request.get('content-type') ?? '';
  if (hasBody && FORM.test(type)) {
    throw new AppError('BAD_USER_INPUT', { message: 'The body must be JSON, not a form.' });
  }
  if (hasBody && !JSON_IN_UTF_8.test(type)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  next();
};
