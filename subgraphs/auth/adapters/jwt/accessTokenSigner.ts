import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { AccessTokenSigner, Clock } from '../../ports';
import type { Keyring } from './Keyring';

/** What createAccessTokenSigner takes. */
export interface AccessTokenSignerOptions {
  readonly keyring: Keyring;
  /** JWT_ISSUER. */
  readonly issuer: string;
  /** JWT_AUDIENCE. */
  readonly audience: string;
  /** ACCESS_TOKEN_TTL. */
  readonly lifetimeSeconds: number;
  readonly clock: Clock;
}

/** Signs access tokens as RFC 9068 describes them, by the active key's algorithm; platform/identity verifies them. */
export function createAccessTokenSigner(options: AccessTokenSignerOptions): AccessTokenSigner {
  const { keyring, issuer, audience, lifetimeSeconds, clock } = options;
  return {
    async prepare() {
      const { kid, algorithm, privateKey } = await keyring.getActiveKey();
      return ({ accountId, sessionId, roles }) => {
        const iat = Math.floor(clock().getTime() / 1000);
        const exp = iat + lifetimeSeconds;
        const claims = {
          iss: issuer,
          aud: audience,
          sub: accountId,
          sid: sessionId,
          jti: randomUUID(),
          iat,
          exp,
          roles,
        };
        const header = { alg: algorithm, typ: 'at+jwt', kid };
        return {
          token: jwt.sign(claims, privateKey, { algorithm, header }),
          expiresAt: new Date(exp * 1000),
        };
      };
    },
  };
}
