import { UNKNOWN_DEVICE } from './device';
import { isLive, judgeRefreshToken, type Session, type SessionLimits } from './session';

const DAY = 86_400;
const limits: SessionLimits = { idleSeconds: 14 * DAY, absoluteSeconds: 90 * DAY, retrySeconds: 10 };
const START = new Date('2030-01-01T00:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

const build = (overrides: Partial<Session> = {}): Session => ({
  id: 'session',
  accountId: 'account',
  createdAt: START,
  renewedAt: START,
  device: UNKNOWN_DEVICE,
  address: null,
  newestHash: 'R3',
  predecessorHash: 'R2',
  successorSalt: 'salt',
  endedAt: null,
  endReason: null,
  ...overrides,
});

it.each([
  ['R05 within the idle limit', 14 * DAY - 1, 0, true],
  ['R05 at the idle limit', 14 * DAY, 0, false],
  ['R05 renewed in time', 14 * DAY, DAY, true],
  ['R05 within the absolute limit', 90 * DAY - 1, 89 * DAY, true],
  ['R05 at the absolute limit, however lately renewed', 90 * DAY, 90 * DAY - 1, false],
])('%s', (_title, now, renewed, expected) => {
  expect(isLive(build({ renewedAt: after(renewed) }), after(now), limits)).toBe(expected);
});

it.each([
  ['R02 the newest token renews', 'R3', 60, 'NEWEST'],
  ['R03 its immediate predecessor may be used again at once', 'R2', 0, 'RETRY'],
  ['R03 ... and up to 10 s later', 'R2', 10, 'RETRY'],
  ['R03 ... on a machine whose clock is 5 s behind as well', 'R2', -5, 'RETRY'],
  ['R03 ... but no later', 'R2', 10.001, 'REUSED'],
  ['R03 ... nor by a clock that was set back by an hour', 'R2', -3600, 'REUSED'],
  ['R02 an older one never, not even within 10 s', 'R1', 1, 'REUSED'],
  ['R05 nothing renews after the idle limit', 'R3', 14 * DAY, 'OVER'],
  ['R05 an old one neither', 'R1', 14 * DAY, 'OVER'],
])('%s', (_title, hash, seconds, expected) => {
  expect(judgeRefreshToken(build(), hash, after(seconds), limits)).toBe(expected);
});

it.each([
  ['LOGOUT', 'R3', 'OVER'],
  ['LOGOUT', 'R2', 'OVER'],
  ['LOGOUT', 'R1', 'OVER'],
  ['REFRESH_TOKEN_REUSED', 'R3', 'OVER'],
  ['REFRESH_TOKEN_REUSED', 'R2', 'REUSED'],
  ['REFRESH_TOKEN_REUSED', 'R1', 'REUSED'],
] as const)('after %s, %s is %s', (endReason, hash, expected) => {
  expect(judgeRefreshToken(build({ endReason, endedAt: START }), hash, START, limits)).toBe(expected);
});
