import { createLog } from '../../../../platform/service';
import { identify } from '../../../../platform/identity';
import { createMemorySigningKeyStore } from '../../test/memory/memorySigningKeyStore';
import { createSigningKey } from '../crypto/createSigningKey';
import { deriveKey } from '../crypto/derivedKey';
import { createAccessTokenSigner } from './accessTokenSigner';
import { Keyring } from './Keyring';

const pepper = 'a pepper for tests, of 32 characters or more';
const log = createLog('auth', 'silent');
const START = new Date('2030-01-01T00:00:00Z').getTime();

/** A process with a keyring of its own over a shared store. */
function build(store = createMemorySigningKeyStore(), withPepper = pepper) {
  const now = { ms: START };
  const clock = () => new Date(now.ms);
  const keyring = new Keyring({ store, pepper: withPepper, clock, log });
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
  await store.addKey(await createSigningKey(2, clock(), activeFrom, deriveKey(pepper, 'sealSigningKeys')));
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
  await expect(build(store, `${pepper}!`).keyring.ensureActiveKey()).rejects.toThrow(/PASSWORD_PEPPER/);

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
