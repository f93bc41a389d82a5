import { createLog } from '../../../../platform/service';
import { CachedKeySet, identify, readPublicKey } from '../../../../platform/identity';
import { createMemorySigningKeyStore } from '../../test/memory/memorySigningKeyStore';
import type { SigningAlgorithm } from '../../domain/signingKey';
import { createSigningKey } from '../crypto/createSigningKey';
import { deriveKey } from '../crypto/derivedKey';
import { createAccessTokenSigner } from './accessTokenSigner';
import { Keyring } from './Keyring';

const pepper = 'a pepper for tests, of 32 characters or more';
const log = createLog('auth', 'silent');
const DAY_SECONDS = 86_400;
const START = new Date('2030-01-01T00:00:00Z').getTime();

/** A process with a keyring of its own over a shared store. */
function build(
  store = createMemorySigningKeyStore(),
  {
    withPepper = pepper,
    now = { ms: START },
    algorithm = 'ES256',
  }: { withPepper?: string; now?: { ms: number }; algorithm?: SigningAlgorithm } = {},
) {
  const clock = () => new Date(now.ms);
  const keyring = new Keyring({
    store,
    pepper: withPepper,
    rotation: { algorithm, maxAgeSeconds: 90 * DAY_SECONDS },
    clock,
    log,
    monotonicMs: () => now.ms,
  });
  const signer = createAccessTokenSigner({
    keyring,
    clock,
    issuer: 'cloakroom',
    audience: 'cloakroom',
    lifetimeSeconds: 900,
  });
  const sign = async () => {
    const signNow = await signer.prepare();
    return signNow({ accountId: 'ada', sessionId: 'session', roles: ['admin'] });
  };
  const verify = (token: string) =>
    identify(`Bearer ${token}`, {
      keys: keyring.keySet,
      issuer: 'cloakroom',
      audience: 'cloakroom',
      now: clock,
    });
  return { store, keyring, now, clock, sign, verify };
}

it('signs tokens that the common verifier takes', async () => {
  const { keyring, sign, verify } = build();
  await keyring.ensureActiveKey();
  const { token, expiresAt } = await sign();
  expect(expiresAt).toEqual(new Date(START + 900_000));
  expect(await verify(token)).toEqual({
    kind: 'user',
    userId: 'ada',
    sessionId: 'session',
    roles: ['admin'],
  });
});

it('agrees on one key when several processes start at once', async () => {
  const store = createMemorySigningKeyStore();
  const processes = Array.from({ length: 5 }, () => build(store));
  await Promise.all(processes.map(({ keyring }) => keyring.ensureActiveKey()));
  const active = await Promise.all(processes.map(({ keyring }) => keyring.getActiveKey()));
  expect(new Set(active.map(({ kid }) => kid)).size).toBe(1);
  const { token } = await processes[0]!.sign();
  expect(await processes[4]!.verify(token)).toMatchObject({ kind: 'user' });
});

it('goes on with the stored key after a restart', async () => {
  const { store, keyring, sign } = build();
  await keyring.ensureActiveKey();
  const { token } = await sign();
  const restarted = build(store);
  await restarted.keyring.ensureActiveKey();
  expect(await restarted.verify(token)).toMatchObject({ kind: 'user' });
  expect(await store.listKeys()).toHaveLength(1);
});

it('T06 signs with the next key from its time on, while tokens by the old one still work', async () => {
  const { store, keyring, now, clock, sign, verify } = build();
  await keyring.ensureActiveKey();
  const activeFrom = new Date(START + 60_000);
  const facts = { generation: 2, algorithm: 'ES256', createdAt: clock(), activeFrom } as const;
  await store.addKey(await createSigningKey(facts, deriveKey(pepper, 'sealSigningKeys')));
  const restarted = build(store);
  expect(await restarted.keyring.listPublishedKeys()).toHaveLength(2);
  const before = await sign();
  restarted.now.ms = START + 60_000;
  const after = await restarted.sign();
  expect(JSON.parse(atob(after.token.split('.')[0]!))).toMatchObject({
    kid: (await store.listKeys())[1]?.kid,
  });
  expect(await restarted.verify(before.token)).toMatchObject({ kind: 'user' });
  now.ms = START + 60_000 + 930_000;
  expect(await restarted.verify(after.token)).toMatchObject({ kind: 'user' });
  expect(await verify(before.token)).toMatchObject({ kind: 'rejected' });
});

it('publishes public halves only', async () => {
  const { keyring } = build();
  await keyring.ensureActiveKey();
  const [jwk] = await keyring.listPublishedKeys();
  expect(Object.keys(jwk!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

it('stores private halves that only this pepper opens, and only under their own kid', async () => {
  const { store, keyring } = build();
  await keyring.ensureActiveKey();
  await expect(build(store, { withPepper: `${pepper}!` }).keyring.ensureActiveKey()).rejects.toThrow(
    /PASSWORD_PEPPER/,
  );

  const [key] = await store.listKeys();
  const swapped = createMemorySigningKeyStore();
  await swapped.addKey({ ...key!, kid: 'another' });
  await expect(build(swapped).keyring.ensureActiveKey()).rejects.toThrow();
});

it('D07 signs and publishes on while the database is away', async () => {
  const store = createMemorySigningKeyStore();
  const { keyring, sign, verify } = build({
    ...store,
    listKeys: () => (isDown ? Promise.reject(new Error('down')) : store.listKeys()),
  });
  let isDown = false;
  await keyring.ensureActiveKey();
  isDown = true;
  expect(await keyring.listPublishedKeys()).toHaveLength(1);
  expect(await verify((await sign()).token)).toMatchObject({ kind: 'user' });
});

/** A verifier of another team: keeps keys as platform/identity does, behind an HTTP cache that goes by max-age. */
function buildVerifier(keyring: Keyring, now: { ms: number }) {
  let cached: { body: string; at: number } | null = null;
  const fetchJwks = async () => {
    if (cached === null || now.ms - cached.at >= 300_000) {
      cached = { body: JSON.stringify(await keyring.listPublishedKeys()), at: now.ms };
    }
    return JSON.parse(cached.body) as { kid: string }[];
  };
  const keys = new CachedKeySet({
    monotonicMs: () => now.ms,
    load: async () => new Map((await fetchJwks()).map((jwk) => [jwk.kid, readPublicKey({ ...jwk })!])),
  });
  const policy = { keys, issuer: 'cloakroom', audience: 'cloakroom', now: () => new Date(now.ms) };
  return async (token: string) => (await identify(`Bearer ${token}`, policy)).kind;
}

it.each([
  ['ES256', 'ES256'],
  ['ES256', 'RS256'],
  ['RS256', 'ES256'],
] as const)(
  'T06 refuses no token across a rotation from %s to %s, whatever is cached where',
  async (from, to) => {
    const store = createMemorySigningKeyStore();
    const now = { ms: START };
    await build(store, { algorithm: from }).keyring.ensureActiveKey();
    const signers = [build(store, { now, algorithm: to }), build(store, { now, algorithm: to })];
    const verify = buildVerifier(signers[0]!.keyring, now);
    const issued: { token: string; at: number }[] = [];
    const refused: string[] = [];
    const kids = new Set<string>();
    for (let second = 0; second <= 3600; second += 30) {
      now.ms = START + second * 1000;
      if (second === 630) await Promise.all(signers.map(({ keyring }) => keyring.rotate()));
      const fresh = await Promise.all(signers.map(({ sign }) => sign()));
      issued.push(...fresh.map(({ token }) => ({ token, at: second })));
      const live = issued.filter(({ at }) => second - at < 900 && (second - at) % 150 < 30);
      for (const { token, at } of live) {
        const { kid } = JSON.parse(atob(token.split('.')[0]!)) as { kid: string };
        kids.add(kid);
        if ((await verify(token)) !== 'user') refused.push(`signed at ${at}, refused at ${second}`);
      }
    }
    expect(refused).toEqual([]);
    expect(kids.size).toBe(2);
    expect(await store.listKeys()).toHaveLength(2);
    expect(await signers[0]!.keyring.listPublishedKeys()).toMatchObject([{ alg: to }]);
  },
);

it('T06 rotates by age and for another algorithm, once however many processes do, and forgets what is long over', async () => {
  const store = createMemorySigningKeyStore();
  const now = { ms: START };
  const processes = Array.from({ length: 4 }, () => build(store, { now }));
  await processes[0]!.keyring.ensureActiveKey();
  const maintainAll = async () => {
    await Promise.all(processes.map(({ keyring }) => keyring.maintain()));
    return (await store.listKeys()).map(({ generation }) => generation);
  };
  const days = (count: number) => {
    now.ms += count * DAY_SECONDS * 1000;
  };
  expect(await maintainAll()).toEqual([1]);
  days(89);
  expect(await maintainAll()).toEqual([1]);
  days(1);
  expect(await maintainAll()).toEqual([1, 2]);
  expect(await maintainAll()).toEqual([1, 2]);
  days(1);
  expect(await maintainAll()).toEqual([1, 2]);
  days(1);
  expect(await maintainAll()).toEqual([2]);
  await build(store, { now, algorithm: 'RS256' }).keyring.maintain();
  expect((await store.listKeys()).map(({ algorithm }) => algorithm)).toEqual(['ES256', 'RS256']);
  const { keyring, sign, verify } = build(store, { now, algorithm: 'RS256' });
  days(1);
  await keyring.maintain();
  expect(await verify((await sign()).token)).toMatchObject({ kind: 'user' });
  for (let year = 0; year < 5; year += 1) {
    days(365);
    await keyring.maintain();
    days(3);
    await keyring.maintain();
  }
  expect(await store.listKeys()).toHaveLength(1);
});

it('keeps the next key when it is asked to rotate once more', async () => {
  const { keyring, store, now } = build();
  await keyring.ensureActiveKey();
  const next = await keyring.rotate();
  expect(next.activeFrom).toEqual(new Date(START + 20 * 60_000));
  expect((await keyring.rotate()).kid).toBe(next.kid);
  now.ms += 20 * 60_000;
  expect((await keyring.rotate()).generation).toBe(3);
  expect(await store.listKeys()).toHaveLength(3);
});
