import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Owner } from './operations/context';
import { isPostForm, postObject } from './operations/postObject';
import type { Answer } from './protocol/answer';
import { errorAnswer, sendAnswer } from './protocol/answer';
import type { Credentials } from './protocol/authenticate';
import { authenticate } from './protocol/authenticate';
import { corsHeaders, preflight } from './protocol/cors';
import { S3Error } from './protocol/errors';
import type { S3Request } from './protocol/request';
import { parseRequest } from './protocol/request';
import { findRoute } from './router';
import { Lifecycle } from './storage/lifecycle';
import type { Storage } from './storage/storage';

/** What the request handler is made of. */
export interface ServerParts {
  readonly storage: Storage;
  readonly credentials: Credentials;
  readonly clock: () => Date;
  readonly log: (line: string) => void;
}

/** Answers one HTTP request; `expectsContinue` when the client waits for 100 before it sends the body. */
export type RequestHandler = (
  incoming: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
) => Promise<void>;

/** Builds the request handler. It never rejects: what goes wrong is answered, or logged. */
export function createRequestHandler(parts: ServerParts): RequestHandler {
  const { storage, credentials, clock, log } = parts;
  const ownerId = createHash('sha256').update(`owner:${credentials.accessKeyId}`).digest('hex');
  const lifecycle = new Lifecycle(storage, log);
  const owner: Owner = { id: ownerId, displayName: 'cloakroom-local' };

  async function answerRequest(request: S3Request): Promise<Answer> {
    if (request.method === 'OPTIONS') return preflight(request.headers, corsRules(request));
    const now = clock();
    await lifecycle.runIfDue(now);
    if (isPostForm(request)) return postObject({ request, storage, now, credentials });
    const auth = authenticate(request, credentials, now);
    const expectedOwner = auth.request.headers.get('x-amz-expected-bucket-owner');
    if (expectedOwner !== undefined && expectedOwner !== owner.id) throw new S3Error('AccessDenied');
    const route = findRoute(auth.request);
    const answer = await route.run({
      request: auth.request,
      auth,
      storage,
      now,
      region: credentials.region,
      owner,
    });
    if (request.method === 'PUT' && request.query.has('lifecycle')) lifecycle.reset();
    return answer;
  }

  function corsRules(request: S3Request) {
    return request.bucket === undefined ? undefined : storage.buckets.find(request.bucket)?.cors;
  }

  function asAnswer(error: unknown, resource: string, id: string): Answer {
    if (error instanceof S3Error) return errorAnswer(error, resource, id);
    log(`S3: ${id} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return errorAnswer(new S3Error('InternalError', { cause: error }), resource, id);
  }

  return async (incoming, response, expectsContinue) => {
    const id = randomBytes(8).toString('hex').toUpperCase();
    const resource = (incoming.url ?? '').split('?')[0] ?? '';
    response.setHeader('x-amz-request-id', id);
    response.setHeader('x-amz-id-2', id);
    response.setHeader('server', 'cloakroom-local-s3');
    let answer: Answer | undefined;
    let asked = false;
    incoming.once('timeout', () =>
      endSilentRequest(incoming, response, asAnswer(new S3Error('RequestTimeout'), resource, id)),
    );
    try {
      try {
        const request = parseRequest(incoming, id, () => {
          asked = true;
          if (expectsContinue) response.writeContinue();
        });
        answer = await answerRequest(request).catch((error: unknown) => asAnswer(error, resource, id));
        const cors =
          request.method === 'OPTIONS'
            ? {}
            : corsHeaders(request.headers, request.method, corsRules(request));
        answer = { ...answer, headers: { ...answer.headers, ...cors } };
      } catch (error) {
        answer = asAnswer(error, resource, id);
      }
      if (response.destroyed || response.headersSent) return;
      // The client still waits to be told to send the body; after a refusal nobody will read it.
      if (expectsContinue && !asked) response.setHeader('connection', 'close');
      await sendAnswer(response, answer, incoming.method === 'HEAD');
    } catch (error) {
      // The answer had begun, or its client is gone: all that is left is to not let it look complete.
      if (!response.destroyed) log(`S3: ${id} was cut: ${String(error)}`);
      response.destroy();
    } finally {
      answer?.release?.();
    }
  };
}

/** Answers a client that stopped sending in mid-body, and ends the connection. */
function endSilentRequest(incoming: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent) {
    incoming.destroy();
    return;
  }
  const body = typeof answer.body === 'string' ? answer.body : '';
  response.writeHead(answer.status, { 'content-type': 'application/xml', connection: 'close' });
  response.end(body, () => incoming.destroy());
}
