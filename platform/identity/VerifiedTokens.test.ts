import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { AppError } from '../errors';
import { identify, type TokenPolicy } from './accessToken';
import { RevokedSessions } from './RevokedSessions';
import { VerifiedTokens } from './VerifiedTokens';

const NOW = 1_800_000_000;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let now: number;
let keys: Map<string, KeyObject>;
let lookups: number;
let revoked: RevokedSessions;
let policy: TokenPolicy;

beforeEach(() => {
  now = NOW;
  keys = new Map([['key-1', publicKey]]);
  lookups = 0;
  revoked = new RevokedSessions();
  policy = {
    keys: {
      async findKey(kid) {
        lookups += 1;
        return keys.get(kid) ?? null;
      },
    },
    issuer: 'cloakroom',
    audience: 'cloakroom',
    isRevoked: (token) => revoked.isRevoked(token),
    verified: new VerifiedTokens(),
    now: () => new Date(now * 1000),
  };
});

function sign(claims: Record<string, unknown> = {}): string {
  const all = { iss: 'cloakroom', aud: 'cloakroom', sub: 'account-1', sid: 'session-1', jti: 'token-1' };
  const times = { iat: NOW, exp: NOW + 600 };
  return jwt.sign({ ...all, ...times, roles: [], ...claims }, privateKey, {
    algorithm: 'ES256',
    header: { alg: 'ES256', typ: 'at+jwt', kid: 'key-1' },
  });
}

const present = (token: string) => identify(`Bearer ${token}`, policy);
const verdict = async (token: string) => (await present(token)).kind;

/** How many signatures were verified while `work` ran. */
async function countVerifications(work: () => Promise<unknown>): Promise<number> {
  const verify = jest.spyOn(jwt, 'verify');
  await work();
  const { length } = verify.mock.calls;
  verify.mockRestore();
  return length;
}

it('verifies the signature of a token once, and tells each time who presents it', async () => {
  const token = sign({ roles: ['admin'] });
  const verifications = await countVerifications(async () => {
    const first = await present(token);
    expect(first).toEqual({ kind: 'user', userId: 'account-1', sessionId: 'session-1', roles: ['admin'] });
    expect(await present(token)).toEqual(first);
    expect(await identify(`bearer  ${token}`, policy)).toEqual(first);
  });
  // The odd spelling of the scheme is read with care.
  expect(verifications).toBe(2);
});

it('R05 refuses a token that was verified before as soon as its session or account has ended', async () => {
  const one = sign();
  const other = sign({ sub: 'account-2', sid: 'session-2' });
  expect([await verdict(one), await verdict(other)]).toEqual(['user', 'user']);
  revoked.revokeSession('session-1');
  expect(await present(one)).toEqual({ kind: 'rejected', reason: 'the session has ended' });
  expect(await verdict(other)).toBe('user');
  revoked.revokeAccount('account-2');
  expect(await verdict(other)).toBe('rejected');
});

it.each([
  ['a second before it expires', 599, 'user', 0],
  ['when it expires, within what clocks may differ by', 600, 'user', 1],
  ['at the end of that', 629, 'user', 1],
  ['after it', 630, 'rejected', 1],
  ['before it was issued, within what clocks may differ by', -30, 'user', 1],
  ['before that', -31, 'rejected', 1],
])(
  'T07 judges a token by its own times, known or not: %s',
  async (_when, seconds, expected, verifications) => {
    const token = sign();
    await present(token);
    now = NOW + seconds;
    expect(
      await countVerifications(async () => {
        expect(await verdict(token)).toBe(expected);
      }),
    ).toBe(verifications);
  },
);

it('T07 believes no token before its nbf because it was believed later', async () => {
  const token = sign({ nbf: NOW + 60 });
  now = NOW + 60;
  expect(await verdict(token)).toBe('user');
  now = NOW;
  expect(await verdict(token)).toBe('rejected');
});

describe('T06 keys that go', () => {
  it('refuses a token that was verified before once its key is withdrawn', async () => {
    const token = sign();
    expect(await verdict(token)).toBe('user');
    keys.delete('key-1');
    expect(await present(token)).toEqual({ kind: 'rejected', reason: 'kid is unknown' });
  });

  it('asks for the key at each use, so that keys are renewed as ever', async () => {
    const token = sign();
    await present(token);
    const before = lookups;
    await present(token);
    expect(lookups).toBe(before + 1);
  });

  it('verifies anew when the key was read anew, and refuses what another key of that id did not sign', async () => {
    const token = sign();
    await present(token);
    keys.set('key-1', createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })));
    expect(await countVerifications(async () => expect(await verdict(token)).toBe('user'))).toBe(1);
    keys.set('key-1', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    expect(await verdict(token)).toBe('rejected');
  });

  it('says that it cannot verify when the keys cannot be had', async () => {
    const token = sign();
    await present(token);
    policy.keys = { findKey: () => Promise.reject(new AppError('SERVICE_UNAVAILABLE')) };
    expect(await verdict(token)).toBe('unverifiable');
  });
});

it('T02 refuses a token that was verified before with any character changed', async () => {
  const token = sign();
  await present(token);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(await verdict(token.slice(0, at) + other + token.slice(at + 1))).toBe('rejected');
  }
  expect(await verdict(token)).toBe('user');
});

it('remembers nothing of a token that was refused', async () => {
  const token = sign({ aud: 'somebody else' });
  expect(await countVerifications(async () => expect(await verdict(token)).toBe('rejected'))).toBe(1);
  expect(await countVerifications(async () => expect(await verdict(token)).toBe('rejected'))).toBe(1);
});

it('M02 remembers a bounded number of tokens, the latest used', () => {
  const verified = new VerifiedTokens();
  const facts = {
    caller: { kind: 'user', userId: 'a', sessionId: 's', roles: [] },
    kid: 'key-1',
    key: publicKey,
  } as const;
  for (let count = 0; count < 50_000; count += 1) {
    verified.add(`token-${count}`, { ...facts, from: NOW, until: NOW + 600 });
    verified.find('token-0', NOW);
  }
  const kept = Array.from({ length: 50_000 }, (_, count) => verified.find(`token-${count}`, NOW));
  expect(kept.filter((token) => token !== null)).toHaveLength(10_000);
  expect(kept[0]).not.toBeNull();
});
