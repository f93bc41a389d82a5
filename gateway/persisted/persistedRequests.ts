import type { Request, RequestHandler, Response } from 'express';
import { requestIdOf } from '../../platform/service';
import { markCacheable } from './cacheControl';
import type { PersistedOperations, PersistedRefusal } from './PersistedOperations';
import { isRefusal, readNamed } from './readNamed';

/**
 * Puts the text of its operation into a request that names it by id, so that whoever comes next sees a request with a
 * text; refuses what names none, and with PERSISTED_ONLY all that is not in the manifest. The body has been read.
 */
export function persistedRequests(operations: PersistedOperations, maxAgeSeconds: number): RequestHandler {
  return (request, response, next) => {
    const parameters = request.method === 'GET' ? parametersOf(request) : (request.body as unknown);
    if (parameters === REPEATED) {
      refuse(response, REPEATED);
      return;
    }
    if (!isRecord(parameters)) {
      next();
      return;
    }
    const named = readNamed(parameters);
    // Without either there is nothing to find out: Apollo Server words what is missing.
    const isPlain = named !== null && !isRefusal(named) && named.id === undefined;
    if (named === null || (isPlain && (operations.isOpen || named.query === undefined))) {
      next();
      return;
    }
    const resolved = isRefusal(named) ? named : operations.resolve(named);
    if (isRefusal(resolved)) {
      refuse(response, resolved);
      return;
    }
    const { query, isNew } = resolved;
    putText(request, parameters, query);
    if (request.method === 'GET' && !isPlain) markCacheable(request, response, maxAgeSeconds);
    if (isNew) {
      // Only what passed validation and limits is answered with 200.
      response.once('finish', () => {
        if (response.statusCode === 200) operations.keep(query);
      });
    }
    next();
  };
}

const REPEATED: PersistedRefusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'Each parameter of the URL can be given once.',
};

function parametersOf(request: Request): Record<string, unknown> | typeof REPEATED {
  const search = new URLSearchParams(searchOf(request));
  if (new Set(search.keys()).size < search.size) return REPEATED;
  return Object.fromEntries([...search].map(([name, value]) => [name, readParameter(name, value)]));
}

/** `extensions` is JSON in a URL (GraphQL over HTTP, section 6.2); what cannot be read is left as it is. */
function readParameter(name: string, value: string): unknown {
  if (name !== 'extensions') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function putText(request: Request, parameters: Record<string, unknown>, query: string): void {
  if (request.method === 'GET') {
    const search = new URLSearchParams(searchOf(request));
    search.set('query', query);
    search.delete('documentId');
    // Nobody reads others; what are none is for Apollo Server to refuse.
    if (isRecord(parameters.extensions)) search.delete('extensions');
    request.url = `${request.url.split('?', 1)[0] ?? ''}?${search.toString()}`;
  } else {
    const extensions = withoutPersistedQuery(parameters.extensions);
    const rest = Object.entries(parameters).filter(
      ([name]) => name !== 'documentId' && name !== 'extensions',
    );
    request.body = {
      ...Object.fromEntries(rest),
      query,
      ...(extensions === undefined ? {} : { extensions }),
    };
  }
}

function withoutPersistedQuery(extensions: unknown): unknown {
  if (!isRecord(extensions)) return extensions ?? undefined;
  const rest = Object.entries(extensions).filter(([name]) => name !== 'persistedQuery');
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

function searchOf({ url }: Request): string {
  return url.includes('?') ? url.slice(url.indexOf('?')) : '';
}

function refuse(response: Response, { status, code, message }: PersistedRefusal): void {
  response.status(status).json({
    errors: [{ message, extensions: { code, requestId: requestIdOf(response) } }],
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
