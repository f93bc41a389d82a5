import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { AppError } from '../errors';
import { identify } from './accessToken';
import { requireUser, type Caller } from './caller';
import { bearer, NOW, POLICY, sign, verdict, type Claims } from './test/accessTokens';

it('tells who a valid token belongs to', async () => {
  expect(await bearer(sign())).toEqual({
    kind: 'user',
    userId: 'account-1',
    sessionId: 'session-1',
    roles: ['admin'],
  });
});

it('takes no header for nobody, and refuses what is no bearer token', async () => {
  expect(await identify(undefined, POLICY)).toEqual({ kind: 'anonymous' });
  for (const header of [
    'Basic YTpi',
    'Bearer',
    'Bearer a.b',
    `Bearer  ${sign()} x`,
    sign(),
    'Bearer a.b.c.d',
  ]) {
    expect(await identify(header, POLICY)).toMatchObject({ kind: 'rejected' });
  }
});

describe('T02 every bit counts', () => {
  it('refuses a token with any one bit flipped', async () => {
    const token = sign();
    const flips = fc.record({
      at: fc.nat({ max: token.length - 1 }),
      bit: fc.nat({ max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(flips, async ({ at, bit }) => {
        const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << bit));
        expect(await verdict(token.slice(0, at) + flipped + token.slice(at + 1))).toBe('rejected');
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses every other spelling of the last character of the signature', async () => {
    const token = sign();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = [...alphabet].filter((character) => character !== token.at(-1));
    const kinds = await Promise.all(others.map((last) => verdict(token.slice(0, -1) + last)));
    expect(new Set(kinds)).toEqual(new Set(['rejected']));
  });

  it('refuses an empty or cut signature', async () => {
    const token = sign();
    const head = token.slice(0, token.lastIndexOf('.') + 1);
    expect(await verdict(head)).toBe('rejected');
    expect(await verdict(token.slice(0, -2))).toBe('rejected');
  });

  it('never throws, whatever the header holds', async () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json().map((json) => `Bearer ${json}`),
    );
    const threePart = fc.tuple(fc.json(), fc.json(), fc.base64String()).map(([header, claims, signature]) => {
      const part = (json: string) => Buffer.from(json).toString('base64url');
      return `Bearer ${part(header)}.${part(claims)}.${signature.replaceAll(/[+/=]/g, '')}`;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, threePart), async (header) => {
        expect(['anonymous', 'rejected']).toContain((await identify(header, POLICY)).kind);
      }),
    );
  });

  it('reads no token of more than 4 KiB', async () => {
    expect(await verdict(sign({ padding: 'x'.repeat(4000) }))).toBe('rejected');
  });
});

describe('T03 claims', () => {
  it.each(['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'exp', 'roles'])(
    'refuses a token without %s',
    async (claim) => {
      expect(await verdict(sign({ [claim]: undefined }))).toBe('rejected');
    },
  );

  it.each<[string, unknown]>([
    ['iss', 'somebody else'],
    ['iss', ['cloakroom']],
    ['aud', 'another api'],
    ['aud', []],
    ['sub', ''],
    ['sub', 7],
    ['sid', null],
    ['jti', {}],
    ['iat', String(NOW)],
    ['exp', String(NOW + 600)],
    ['exp', NOW + 0.5],
    ['exp', 1e300],
    ['roles', 'admin'],
    ['roles', [7]],
  ])('refuses %s = %j', async (claim, value) => {
    expect(await verdict(sign({ [claim]: value }))).toBe('rejected');
  });

  it('accepts a token for several audiences when one is ours', async () => {
    expect(await verdict(sign({ aud: ['billing', 'cloakroom'] }))).toBe('user');
  });
});

describe('T04 kinds of tokens', () => {
  it.each([undefined, 'JWT', 'jwt', 'rt+jwt', 'AT+JWT', 7])('refuses typ %j', async (typ) => {
    expect(await verdict(sign({}, { typ }))).toBe('rejected');
  });
});

describe('T05 keys only from our own set', () => {
  it('refuses an unknown, empty or missing kid', async () => {
    for (const kid of ['key-2', '', undefined]) expect(await verdict(sign({}, { kid }))).toBe('rejected');
  });

  it('never fetches jku or x5u, and believes no key that comes along', async () => {
    let hits = 0;
    const listener = createServer((_request, response) => {
      hits += 1;
      response.end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/jwks.json`;
    const attacker = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = attacker.publicKey.export({ format: 'jwk' });
    for (const header of [
      { jku: url },
      { x5u: url },
      { jwk },
      { jku: url, kid: 'theirs' },
      { x5c: ['AA=='] },
    ]) {
      expect(await verdict(sign({}, header, attacker.privateKey))).toBe('rejected');
    }
    expect(hits).toBe(0);
    await new Promise((resolve) => listener.close(resolve));
  });

  it('R05 refuses a genuine token of a session or an account that is revoked', async () => {
    const isRevoked = jest.fn(() => true);
    const caller = await identify(`Bearer ${sign()}`, { ...POLICY, isRevoked });
    expect(caller).toEqual({ kind: 'rejected', reason: 'the session has ended' });
    expect(isRevoked).toHaveBeenCalledWith({
      userId: expect.any(String) as string,
      sessionId: expect.any(String) as string,
    });
  });

  it('refuses crit, which asks for what we do not know', async () => {
    expect(await verdict(sign({}, { crit: ['exp'] }))).toBe('rejected');
  });
});

describe('T07 times', () => {
  it.each<[string, Claims, 'user' | 'rejected']>([
    ['expires this second', { exp: NOW }, 'user'],
    ['expired 29 s ago: clocks differ', { exp: NOW - 29 }, 'user'],
    ['expired 30 s ago', { exp: NOW - 30 }, 'rejected'],
    ['expired 31 s ago', { exp: NOW - 31 }, 'rejected'],
    ['was issued 29 s from now: clocks differ', { iat: NOW + 29, exp: NOW + 600 }, 'user'],
    ['was issued 31 s from now', { iat: NOW + 31, exp: NOW + 600 }, 'rejected'],
    ['becomes valid in 29 s: clocks differ', { nbf: NOW + 29 }, 'user'],
    ['becomes valid in 31 s', { nbf: NOW + 31 }, 'rejected'],
    ['has an nbf that is no number', { nbf: 'soon' }, 'rejected'],
    ['lives for exactly 15 minutes', { iat: NOW, exp: NOW + 900 }, 'user'],
    ['lives for 15 minutes and a second', { iat: NOW, exp: NOW + 901 }, 'rejected'],
  ])('a token that %s', async (_title, claims, expected) => {
    expect(await verdict(sign({ iat: NOW - 120, ...claims }))).toBe(expected);
  });
});

describe('what a caller may do', () => {
  const refusal = (caller: Caller) => {
    try {
      return requireUser(caller);
    } catch (error) {
      return error;
    }
  };

  it('refuses use by nobody and by a bad token, telling them apart', () => {
    expect(refusal({ kind: 'anonymous' })).toMatchObject({ code: 'UNAUTHENTICATED', reason: undefined });
    const rejected: Caller = { kind: 'rejected', reason: 'x' };
    expect(refusal(rejected)).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'INVALID_TOKEN' });
  });

  it('says SERVICE_UNAVAILABLE, not UNAUTHENTICATED, when the keys cannot be had', async () => {
    const keys = { findKey: () => Promise.reject(new AppError('SERVICE_UNAVAILABLE')) };
    const caller = await identify(`Bearer ${sign()}`, { ...POLICY, keys });
    expect(caller).toEqual({ kind: 'unverifiable' });
    expect(refusal(caller)).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
