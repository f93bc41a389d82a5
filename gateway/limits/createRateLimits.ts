import { RemoteKeySet } from '../../platform/identity';
import type { Log } from '../../platform/service';
import type { GatewayConfig } from '../config';
import { KnownCallers } from './KnownCallers';
import { RateLimits } from './RateLimits';

/** The limits of this process. Persons are told apart where auth, which signs their tokens, has a URL. */
export function createRateLimits(config: GatewayConfig, log: Log): RateLimits {
  const { rateLimits, authUrl, jwtIssuer: issuer, jwtAudience: audience } = config;
  if (authUrl === null || rateLimits.person.perMinute === 0) return new RateLimits(rateLimits, null);
  const keys = new RemoteKeySet({
    url: `${authUrl}/.well-known/jwks.json`,
    onFailure: (error) => log.warn({ err: error }, 'the public keys of auth cannot be loaded'),
  });
  return new RateLimits(rateLimits, new KnownCallers({ keys, issuer, audience, now: () => new Date() }));
}
