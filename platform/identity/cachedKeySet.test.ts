import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CachedKeySet } from './cachedKeySet';

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A key set over a signer that can be changed, counted and switched off, with a clock that stands still. */
function build(initial: Record<string, KeyObject>) {
  const signer = { keys: initial, isDown: false, loads: 0 };
  const clock = { ms: 0 };
  const keySet = new CachedKeySet({
    monotonicMs: () => clock.ms,
    load: async () => {
      signer.loads += 1;
      if (signer.isDown) throw new Error('down');
      return new Map(Object.entries(signer.keys));
    },
  });
  return { signer, clock, keySet };
}

it('loads once for many that ask at the same time', async () => {
  const key = newKey();
  const { signer, keySet } = build({ a: key });
  const found = await Promise.all(Array.from({ length: 100 }, () => keySet.findKey('a')));
  expect(new Set(found)).toEqual(new Set([key]));
  expect(signer.loads).toBe(1);
});

it('T06 learns a new key while the old one goes on working, and forgets the old one when it is withdrawn', async () => {
  const [old, next] = [newKey(), newKey()];
  const { signer, clock, keySet } = build({ old });
  await keySet.findKey('old');
  signer.keys = { old, next };
  clock.ms += 31 * SECOND;
  expect(await keySet.findKey('next')).toBe(next);
  expect(await keySet.findKey('old')).toBe(old);
  signer.keys = { next };
  clock.ms += 11 * MINUTE;
  expect(await keySet.findKey('old')).toBeNull();
  expect(await keySet.findKey('next')).toBe(next);
});

it('T06 answers a storm of unknown key ids with at most one reload in 30 seconds', async () => {
  const { signer, clock, keySet } = build({ a: newKey() });
  await keySet.findKey('a');
  const storm = async () => {
    for (let index = 0; index < 500; index += 1) expect(await keySet.findKey(`unknown-${index}`)).toBeNull();
  };
  await storm();
  expect(signer.loads).toBe(1);
  clock.ms += 30 * SECOND;
  await storm();
  await Promise.all(Array.from({ length: 500 }, (_, index) => keySet.findKey(`other-${index}`)));
  expect(signer.loads).toBe(2);
});

it('D07 keeps keys while the signer is down, however long', async () => {
  const key = newKey();
  const { signer, clock, keySet } = build({ a: key });
  await keySet.findKey('a');
  signer.isDown = true;
  for (let hour = 0; hour < 24; hour += 1) {
    clock.ms += 60 * MINUTE;
    expect(await keySet.findKey('a')).toBe(key);
  }
});

it('cannot tell about unknown keys while the signer is down, rather than calling them wrong', async () => {
  const [old, next] = [newKey(), newKey()];
  const { signer, clock, keySet } = build({ old });
  await keySet.findKey('old');
  signer.keys = { old, next };
  signer.isDown = true;
  clock.ms += MINUTE;
  await expect(keySet.findKey('next')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  signer.isDown = false;
  clock.ms += MINUTE;
  expect(await keySet.findKey('next')).toBe(next);
});

it('tries again at once as long as it has never had a key', async () => {
  const key = newKey();
  const { signer, keySet } = build({ a: key });
  signer.isDown = true;
  await expect(keySet.findKey('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  signer.isDown = false;
  expect(await keySet.findKey('a')).toBe(key);
});

it('refreshes keys beside the call that finds them old, so that nobody waits', async () => {
  const key = newKey();
  let answer: (keys: Map<string, KeyObject>) => void = () => undefined;
  const clock = { ms: 0 };
  let loads = 0;
  const keySet = new CachedKeySet({
    monotonicMs: () => clock.ms,
    load: () => {
      loads += 1;
      return loads === 1
        ? Promise.resolve(new Map([['a', key]]))
        : new Promise((resolve) => (answer = resolve));
    },
  });
  await keySet.findKey('a');
  clock.ms += 6 * MINUTE;
  expect(await keySet.findKey('a')).toBe(key);
  expect(loads).toBe(2);
  answer(new Map());
});
