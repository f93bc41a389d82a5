import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { CLIENT_ADDRESS_HEADER } from '../../platform/identity';
import { CostBuckets } from './CostBuckets';
import { KnownCallers } from './KnownCallers';
import { RateLimits, type RateLimit } from './RateLimits';

let now = 0;
const clock = () => now;
const limit = (perMinute: number, sparesLoopback = false): RateLimit => ({ perMinute, sparesLoopback });
const from = (address: string, authorization?: string) => ({
  [CLIENT_ADDRESS_HEADER]: address,
  ...(authorization === undefined ? {} : { authorization }),
});
const OFF = limit(0);

it('lets an address spend what it has, says how long to wait, and fills up again', () => {
  const limits = new RateLimits({ address: limit(600), person: OFF }, null, clock);
  expect(limits.spend(from('192.0.2.1'), 590)).toBeNull();
  expect(limits.spend(from('192.0.2.1'), 60)).toMatchObject({
    code: 'RATE_LIMITED',
    reason: 'ADDRESS_RATE',
    retryAfterSeconds: 5,
    message: 'Too much was asked for: the limit is a cost of 600 a minute for one address. Try again in 5 s.',
  });
  expect(limits.spend(from('192.0.2.2'), 60)).toBeNull();
  expect(limits.spend(from('192.0.2.1'), 10)).toBeNull();
  expect(limits.refuseSpent(from('192.0.2.1'))).toMatchObject({ retryAfterSeconds: 1 });
  now += 5_000;
  expect(limits.refuseSpent(from('192.0.2.1'))).toBeNull();
  expect(limits.spend(from('192.0.2.1'), 50)).toBeNull();
  expect(limits.spend(from('192.0.2.1'), 0)).not.toBeNull();
});

it('counts the addresses of one IPv6 subscriber as one', () => {
  const limits = new RateLimits({ address: limit(10), person: OFF }, null, clock);
  expect(limits.spend(from('2001:db8:1:2::1'), 10)).toBeNull();
  expect(limits.spend(from('2001:db8:1:2:ffff::9'), 1)).not.toBeNull();
  expect(limits.spend(from('2001:db8:1:3::1'), 1)).toBeNull();
});

it('lets what costs more than a minute’s worth run on a full bucket', () => {
  const limits = new RateLimits({ address: limit(10), person: OFF }, null, clock);
  expect(limits.spend(from('192.0.2.1'), 5_000)).toBeNull();
  expect(limits.spend(from('192.0.2.1'), 1)).not.toBeNull();
});

it('lets this machine alone unless told otherwise, and everybody with 0', () => {
  const spares = new RateLimits({ address: limit(1, true), person: OFF }, null, clock);
  const counts = new RateLimits({ address: limit(1), person: OFF }, null, clock);
  const off = new RateLimits({ address: OFF, person: OFF }, null, clock);
  for (const address of ['127.0.0.1', '127.8.8.8', '::1']) {
    const twice = (limits: RateLimits) => [1, 1].map((cost) => limits.spend(from(address), cost) === null)[1];
    expect([twice(spares), twice(off), twice(counts)]).toEqual([true, true, false]);
  }
  expect([spares.spend(from('192.0.2.1'), 1), spares.spend(from('192.0.2.1'), 1)]).toEqual([
    null,
    expect.anything(),
  ]);
});

describe('a person', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tokenOf = (sub: string, key = privateKey) =>
    `Bearer ${jwt.sign({ sid: 's', roles: [], jti: `${Math.random()}` }, key, {
      algorithm: 'ES256',
      keyid: 'k',
      header: { typ: 'at+jwt', alg: 'ES256' },
      subject: sub,
      issuer: 'i',
      audience: 'a',
      expiresIn: 60,
    })}`;
  const build = () => {
    const callers = new KnownCallers({
      keys: { findKey: async () => publicKey },
      issuer: 'i',
      audience: 'a',
      now: () => new Date(),
    });
    return {
      callers,
      limits: new RateLimits({ address: OFF, person: limit(100) }, callers, clock),
    };
  };
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('is counted over all its addresses and tokens, from its first request on', async () => {
    const { limits, callers } = build();
    const [one, two, ada] = [tokenOf('bob'), tokenOf('bob'), tokenOf('ada')];
    expect(limits.spend(from('192.0.2.1', one), 100)).toBeNull();
    await until(() => callers.find(one) !== undefined);
    expect(callers.find(one)).toBe('bob');
    expect(limits.spend(from('192.0.2.2', one), 1)).toMatchObject({ reason: 'PERSON_RATE' });
    limits.charge(from('192.0.2.3', two), 1);
    await until(() => callers.find(two) !== undefined);
    expect(limits.spend(from('192.0.2.3', two), 1)).toMatchObject({ reason: 'PERSON_RATE' });
    limits.charge(from('192.0.2.4', ada), 1);
    await until(() => callers.find(ada) !== undefined);
    expect(limits.spend(from('192.0.2.4', ada), 1)).toBeNull();
  });

  it('is not made to pay for tokens that others forge in its name', async () => {
    const { limits, callers } = build();
    const [forged, real] = [tokenOf('bob', other.privateKey), tokenOf('bob')];
    limits.charge(from('192.0.2.1', forged), 1_000);
    await until(() => callers.find(forged) !== undefined);
    expect(callers.find(forged)).toBeNull();
    limits.charge(from('192.0.2.2', real), 1);
    await until(() => callers.find(real) !== undefined);
    expect(limits.spend(from('192.0.2.2', real), 99)).toBeNull();
  });
});

it('remembers a bounded number of callers', () => {
  const buckets = new CostBuckets(10, clock);
  buckets.take(buckets.find('first'), 10);
  for (let caller = 0; caller < 50_000; caller += 1) buckets.take(buckets.find(`${caller}`), 1);
  expect(buckets.waitFor(buckets.find('first'), 10)).toBe(0);
  expect(buckets.waitFor(buckets.find('49999'), 10)).toBe(6);
});
