import { findActiveKey, publishedKeys, type SigningKey } from './signingKey';

const T0 = new Date('2030-01-01T00:00:00Z').getTime();
const at = (minutes: number) => new Date(T0 + minutes * 60_000);

const key = (generation: number, activeFromMinute: number) =>
  ({ generation, kid: `key-${generation}`, activeFrom: at(activeFromMinute) }) as SigningKey;

const kids = (keys: readonly SigningKey[]) => keys.map(({ kid }) => kid);

it('T06 signs with the latest key whose time has come', () => {
  const keys = [key(1, 0), key(2, 60), key(3, 120)];
  expect(findActiveKey([], at(0))).toBeNull();
  expect(findActiveKey(keys, at(59))?.kid).toBe('key-1');
  expect(findActiveKey(keys, at(60))?.kid).toBe('key-2');
  expect(findActiveKey(keys.toReversed(), at(500))?.kid).toBe('key-3');
});

it('C02 signs with the first key by a clock that was set back to before there were any', () => {
  const keys = [key(2, 60), key(1, 0)];
  expect(findActiveKey(keys, at(-60))?.kid).toBe('key-1');
  expect(kids(publishedKeys(keys, at(-60), 900))).toEqual(['key-2', 'key-1']);
});

it('T06 publishes a key before it signs and until its last token has expired', () => {
  const keys = [key(1, 0), key(2, 60)];
  expect(kids(publishedKeys(keys, at(10), 900))).toEqual(['key-1', 'key-2']);
  expect(kids(publishedKeys(keys, at(74), 900))).toEqual(['key-1', 'key-2']);
  expect(kids(publishedKeys(keys, at(75), 900))).toEqual(['key-2']);
});
