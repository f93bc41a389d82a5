import jwt from 'jsonwebtoken';
import express from 'express';
import { healthRoutes, listen } from '../service';
import { createGatewayPass, createPassCheck, GATEWAY_PASS_HEADER, isGatewayPass } from './gatewayPass';

const SECRET = 'a service secret of 32 characters or more';
const NOW = 1_800_000_000_000;
const at = (ms: number) => () => NOW + ms;

it('lets the gateway in', () => {
  const pass = createGatewayPass(SECRET, at(0))();
  expect(isGatewayPass(pass, SECRET, at(0))).toBe(true);
  expect(isGatewayPass(pass, SECRET, at(29_000))).toBe(true);
});

it('F01 refuses no pass, a pass by another secret, and one that was kept for later', () => {
  const pass = createGatewayPass(SECRET, at(0))();
  expect(isGatewayPass(undefined, SECRET, at(0))).toBe(false);
  expect(isGatewayPass('', SECRET, at(0))).toBe(false);
  expect(isGatewayPass('a.b.c', SECRET, at(0))).toBe(false);
  expect(isGatewayPass(pass, `${SECRET}!`, at(0))).toBe(false);
  expect(isGatewayPass(pass, SECRET, at(61_000))).toBe(false);
  expect(isGatewayPass(pass, SECRET, at(-120_000))).toBe(false);
});

it('F01 refuses other JWTs by the same secret, and unsigned ones', () => {
  const iat = NOW / 1000;
  const aud = 'cloakroom-subgraph';
  const forged = [
    jwt.sign({ iat, exp: iat + 30 }, SECRET),
    jwt.sign({ iat, exp: iat + 30, aud: 'cloakroom' }, SECRET),
    jwt.sign({ exp: iat + 30, aud }, SECRET, { noTimestamp: true }),
    jwt.sign({ iat: iat - 3600, exp: iat + 3600, aud }, SECRET),
    jwt.sign({ iat, exp: iat + 30, aud }, SECRET, { algorithm: 'HS512' }),
    jwt.sign({ iat, exp: iat + 30, aud }, '', { algorithm: 'none' }),
  ];
  expect(forged.map((pass) => isGatewayPass(pass, SECRET, at(0)))).toEqual(forged.map(() => false));
});

it('signs a new pass every ten seconds, not per request, also when the clock was set back', () => {
  let now = NOW;
  const passes = createGatewayPass(SECRET, () => now);
  const first = passes();
  now += 9_999;
  expect(passes()).toBe(first);
  now += 1;
  const second = passes();
  expect(second).not.toBe(first);
  now -= 3_600_000;
  expect(isGatewayPass(passes(), SECRET, () => now)).toBe(true);
});

it('C01 is not ready for a gateway with another secret or another time, and says which; nobody else hears of it', async () => {
  const app = express();
  const checkCaller = createPassCheck(SECRET);
  const checkReadiness = async () => ({ database: true });
  app.use(healthRoutes({ checkReadiness, checkCaller, isDraining: () => false }));
  const server = await listen(app, { port: 0 });
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.url}/health/ready`, { headers });
    return [response.status, ((await response.json()) as { checks: object }).checks];
  };
  const askWith = (secret: string, aheadMs: number) =>
    ask({ [GATEWAY_PASS_HEADER]: createGatewayPass(secret, () => Date.now() + aheadMs)() });
  try {
    const ready = [200, { database: 'up' }];
    expect(await ask({})).toEqual(ready);
    for (const aheadMs of [0, -25_000, 25_000]) expect(await askWith(SECRET, aheadMs)).toEqual(ready);
    for (const aheadMs of [-300_000, 300_000]) {
      expect(await askWith(SECRET, aheadMs)).toEqual([503, { database: 'up', clock: 'down' }]);
    }
    const other = await askWith('another secret of 32 characters or more', 0);
    expect(other).toEqual([503, { database: 'up', serviceSecret: 'down' }]);
    expect(await ask({ [GATEWAY_PASS_HEADER]: 'nonsense' })).toEqual(other);
  } finally {
    await server.close(0);
  }
});
