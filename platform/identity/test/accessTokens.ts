import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { identify, type TokenPolicy } from '../accessToken';

/** Now, in seconds since 1970, for who verifies by POLICY. */
export const NOW = 1_800_000_000;
export const KID = 'key-1';
export const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const POLICY: TokenPolicy = {
  keys: { findKey: async (kid) => (kid === KID ? publicKey : null) },
  issuer: 'cloakroom',
  audience: 'cloakroom',
  now: () => new Date(NOW * 1000),
};

export type Claims = Record<string, unknown>;
export const GOOD_CLAIMS: Claims = {
  iss: 'cloakroom',
  aud: 'cloakroom',
  sub: 'account-1',
  sid: 'session-1',
  jti: 'token-1',
  iat: NOW - 60,
  exp: NOW + 600,
  roles: ['admin'],
};
export const GOOD_HEADER = { alg: 'ES256', typ: 'at+jwt', kid: KID };

/** Signs anything, correct or not; undefined claims and header parameters are left out. */
export function sign(claims: Claims = {}, header: Claims = {}, key: KeyObject = privateKey): string {
  // As text, because jsonwebtoken would refuse or complete what it is given as an object.
  return jwt.sign(JSON.stringify({ ...GOOD_CLAIMS, ...claims }), key, {
    algorithm: 'ES256',
    header: { ...GOOD_HEADER, ...header },
  });
}

/** Who a token belongs to by POLICY. */
export const bearer = (token: string) => identify(`Bearer ${token}`, POLICY);

/** Whether a token is taken by POLICY: the kind of its caller. */
export const verdict = async (token: string) => (await bearer(token)).kind;
