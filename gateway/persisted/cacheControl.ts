import type { IncomingMessage, ServerResponse } from 'node:http';

/** By what stands for the request: its response, or the context that was made of it. */
const cacheable = new WeakMap<object, string>();

/** What an answer depends on besides the address: a cache that keeps one must not give it to a request with a token. */
const VARY = ['accept', 'accept-encoding', 'authorization', 'origin'];

/**
 * Notes that the answer may be kept by caches: what anybody gets who asks for an operation by its id. Never what was
 * asked for with a token (docs/adr/persisted-operations.md).
 */
export function markCacheable(
  request: IncomingMessage,
  response: ServerResponse,
  maxAgeSeconds: number,
): void {
  response.setHeader('vary', VARY.join(', '));
  if (maxAgeSeconds === 0 || request.headers.authorization !== undefined) return;
  cacheable.set(response, `public, max-age=${maxAgeSeconds}`);
}

/** The same for what else stands for the request from then on. */
export function passCacheable(from: ServerResponse, to: object): void {
  const value = cacheable.get(from);
  if (value !== undefined) cacheable.set(to, value);
}

/** The `cache-control` of an answer without errors; undefined where it stays what it is for all others. */
export function cacheControlOf(request: object): string | undefined {
  return cacheable.get(request);
}
