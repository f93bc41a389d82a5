import type { IncomingMessage } from 'node:http';
import { request as expressRequest, type Request } from 'express';
import { LRUCache } from 'lru-cache';

/** The media types of answers, as the GraphQL-over-HTTP specification names them; the first one unless asked. */
export const JSON_TYPES = ['application/json', 'application/graphql-response+json'];

const known = new LRUCache<string, { readonly contentType: string | null }>({
  max: 1_000,
  maxSize: 100_000,
  sizeCalculation: (_chosen, accept) => accept.length + 1,
});

/** The `content-type` of an answer that a client accepts (RFC 9110 section 12.5.1); null when there is none. */
export function chooseContentType(request: IncomingMessage): string | null {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*') return JSON_ANSWER;
  let chosen = known.get(accept);
  if (chosen === undefined) {
    chosen = { contentType: negotiate(request) };
    known.set(accept, chosen);
  }
  return chosen.contentType;
}

function negotiate(request: IncomingMessage): string | null {
  const type: unknown = expressRequest.accepts.apply(request as Request, JSON_TYPES);
  return typeof type === 'string' ? `${type}; charset=utf-8` : null;
}

const JSON_ANSWER = 'application/json; charset=utf-8';
