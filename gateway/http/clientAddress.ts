import type { IncomingMessage } from 'node:http';

/**
 * Where a request came from, as far as it can be believed: proxies add to the end of x-forwarded-for, so with n of ours
 * in front the n-th entry from the end was written by the outermost of them. The same as express with `trust proxy` n.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): string | undefined {
  const given = headers['x-forwarded-for'];
  if (trustedProxies === 0 || typeof given !== 'string') return socket.remoteAddress;
  const passed = given
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return passed.at(-Math.min(trustedProxies, passed.length)) ?? socket.remoteAddress;
}
