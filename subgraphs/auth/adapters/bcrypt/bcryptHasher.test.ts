import bcrypt from 'bcrypt';
import type { PasswordHasher } from '../../ports';
import { createBcryptHasher, type BcryptWork } from './bcryptHasher';

const pepper = 'a pepper for tests, of 32 characters or more';

/** A hasher of which every call is admitted by itself. */
const admitAll = (hasher: PasswordHasher) => ({
  hash: (password: string) => hasher.admit((hashing) => hashing.hash(password)),
  verify: (password: string, hash: string | null) =>
    hasher.admit((hashing) => hashing.verify(password, hash)),
  isOutdated: (hash: string) => hasher.isOutdated(hash),
});

/** A hasher that tells what it asked of bcrypt. */
function build(cost = 4, withPepper = pepper) {
  const calls: string[] = [];
  const work: BcryptWork = {
    ...bcrypt,
    hash: ((data: string, rounds: number) => {
      calls.push('hash');
      return bcrypt.hash(data, rounds);
    }) as typeof bcrypt.hash,
    compare: ((data: string, hash: string) => {
      calls.push(`compare at ${bcrypt.getRounds(hash)}`);
      return bcrypt.compare(data, hash);
    }) as typeof bcrypt.compare,
  };
  return { calls, hasher: admitAll(createBcryptHasher({ pepper: withPepper, cost, bcryptWork: work })) };
}

it('P05 makes a salted $2b$ hash of the configured cost', async () => {
  const { hasher } = build(5);
  const [first, second] = [await hasher.hash('a long walk'), await hasher.hash('a long walk')];
  expect(first).toMatch(/^\$2b\$05\$.{53}$/);
  expect(second).not.toBe(first);
  expect(await hasher.verify('a long walk', first)).toBe(true);
  expect(await hasher.verify('a long talk', first)).toBe(false);
});

it.each([
  ['the 73rd byte', `${'a'.repeat(72)}b`, `${'a'.repeat(72)}c`],
  ['what follows NUL', 'before\u0000after', 'before\u0000other'],
  ['the last of 64 emoji', `${'😀'.repeat(63)}😀`, `${'😀'.repeat(63)}😁`],
  ['case', 'a long walk', 'A long walk'],
  ['spaces around', 'a long walk', ' a long walk '],
])('P02 tells passwords apart by %s', async (_title, password, other) => {
  const { hasher } = build();
  const hash = await hasher.hash(password);
  expect(await hasher.verify(password, hash)).toBe(true);
  expect(await hasher.verify(other, hash)).toBe(false);
});

it('P03 takes composed and decomposed letters for the same', async () => {
  const { hasher } = build();
  const hash = await hasher.hash('Größe äöü'.normalize('NFC'));
  expect(await hasher.verify('Größe äöü'.normalize('NFD'), hash)).toBe(true);
});

it('makes hashes that are worth nothing without the pepper', async () => {
  const hash = await build().hasher.hash('a long walk');
  expect(await build(4, `${pepper}!`).hasher.verify('a long walk', hash)).toBe(false);
});

it('P06 does the same work when there is no hash to compare with, and always says no', async () => {
  const { hasher, calls } = build();
  const hash = await hasher.hash('a long walk');
  calls.length = 0;
  expect(await hasher.verify('a long talk', hash)).toBe(false);
  expect(await hasher.verify('a long walk', null)).toBe(false);
  expect(await hasher.verify('', null)).toBe(false);
  expect(calls).toEqual(['compare at 4', 'compare at 4', 'compare at 4']);
});

it('P05 knows a hash that was made at a lower cost', async () => {
  const old = await build(4).hasher.hash('a long walk');
  expect(build(4).hasher.isOutdated(old)).toBe(false);
  expect(build(5).hasher.isOutdated(old)).toBe(true);
  expect(await build(5).hasher.verify('a long walk', old)).toBe(true);
});

it('M01 leaves one of the four threads of libuv to files and DNS', async () => {
  let running = 0;
  let most = 0;
  const work = {
    compare: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return false;
    },
  } as unknown as BcryptWork;
  const hasher = admitAll(createBcryptHasher({ pepper, cost: 4, bcryptWork: work }));
  await Promise.all(Array.from({ length: 50 }, () => hasher.verify('a', null)));
  expect(most).toBeLessThanOrEqual(3);
});
