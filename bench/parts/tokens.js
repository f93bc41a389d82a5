import { generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { load, require } from '../product.js';
import { timeEach } from './time.js';

/** Verifying one access token (ES256): remembered, with a KeyObject, with the key as PEM text, and the signature alone. */
export async function timeTokens() {
  const jwt = require('jsonwebtoken');
  const { identify, VerifiedTokens } = load('parts');
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: randomUUID(),
    sid: randomUUID(),
    jti: randomUUID(),
    roles: [],
    iat: now,
    exp: now + 900,
  };
  const expected = { issuer: 'cloakroom', audience: 'cloakroom' };
  const token = jwt.sign({ ...claims, iss: expected.issuer, aud: expected.audience }, privateKey, {
    algorithm: 'ES256',
    header: { alg: 'ES256', typ: 'at+jwt', kid: 'key-1' },
  });
  const policy = {
    keys: { findKey: async () => publicKey },
    ...expected,
    isRevoked: () => false,
    now: () => new Date(),
  };
  const remembering = { ...policy, verified: new VerifiedTokens() };
  const presented = `Bearer ${token}`;
  if ((await identify(presented, remembering)).kind !== 'user') throw new Error('the token is not taken');
  const pem = publicKey.export({ format: 'pem', type: 'spki' });
  const [head, payload, signature] = token.split('.');
  const signed = Buffer.from(`${head}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' };
  const times = await timeEach({
    bare: () => verify('sha256', signed, key, bytes),
    remembered: () => identify(presented, remembering),
    first: () => identify(presented, policy),
    pem: () => jwt.verify(token, pem, { ...expected, algorithms: ['ES256'] }),
  });
  return [
    ['signature alone (node:crypto)', times.bare, 1],
    ['Cloakroom, seen before', times.remembered, times.remembered / times.bare],
    ['Cloakroom, first time', times.first, times.first / times.bare],
    ['jsonwebtoken, key as PEM text', times.pem, times.pem / times.bare],
  ];
}
