import { randomUUID } from 'node:crypto';
import type { Session } from '../../domain/session';
import type { SessionStore } from '../../ports';
import { describeEachStore } from './eachStore';

const NOW = new Date('2030-01-01T12:34:56.789Z');
const LATER = new Date('2030-01-01T12:35:00.000Z');
const IN_A_YEAR = new Date('2031-01-01T00:00:00.000Z');

function buildSession(overrides: Partial<Session> = {}): Session {
  return {
    id: randomUUID(),
    accountId: randomUUID(),
    createdAt: NOW,
    renewedAt: NOW,
    device: { type: 'DESKTOP', browser: 'Firefox', os: null },
    address: '192.0.2.1',
    newestHash: 'R1',
    predecessorHash: null,
    successorSalt: null,
    endedAt: null,
    endReason: null,
    ...overrides,
  };
}

const count = (answers: readonly boolean[]) => answers.filter(Boolean).length;

describeEachStore((stores) => {
  let sessions: SessionStore;
  beforeAll(() => ({ sessions } = stores()));

  it('gives back what was put in', async () => {
    const session = buildSession({ predecessorHash: 'R0', successorSalt: 'salt' });
    await sessions.insertSession(session, IN_A_YEAR);
    expect(await sessions.findSession(session.id)).toEqual(session);
    expect(await sessions.findSession('none')).toBeNull();
  });

  it('R04 takes one step of 50 at the same time', async () => {
    const session = buildSession();
    await sessions.insertSession(session, IN_A_YEAR);
    const steps = Array.from({ length: 50 }, (_, index) =>
      sessions.renewSession({
        sessionId: session.id,
        fromHash: 'R1',
        toHash: `R2 ${index}`,
        successorSalt: `salt ${index}`,
        at: LATER,
        address: '192.0.2.2',
      }),
    );
    const taken = await Promise.all(steps);
    const winner = taken.indexOf(true);
    expect(count(taken)).toBe(1);
    expect(await sessions.findSession(session.id)).toEqual({
      ...session,
      newestHash: `R2 ${winner}`,
      predecessorHash: 'R1',
      successorSalt: `salt ${winner}`,
      renewedAt: LATER,
      address: '192.0.2.2',
    });
  });

  it('R02 ends a session once, after which it takes no step', async () => {
    const session = buildSession();
    await sessions.insertSession(session, IN_A_YEAR);
    const ends = Array.from({ length: 10 }, () =>
      sessions.endSession(session.id, 'REFRESH_TOKEN_REUSED', LATER),
    );
    expect(count(await Promise.all(ends))).toBe(1);
    expect(await sessions.endSession(session.id, 'LOGOUT', LATER)).toBe(false);
    expect(await sessions.endSession('none', 'LOGOUT', LATER)).toBe(false);
    const step = {
      sessionId: session.id,
      fromHash: 'R1',
      toHash: 'R2',
      successorSalt: 's',
      at: LATER,
      address: null,
    };
    expect(await sessions.renewSession(step)).toBe(false);
    const ended = { ...session, endedAt: LATER, endReason: 'REFRESH_TOKEN_REUSED' };
    expect(await sessions.findSession(session.id)).toEqual(ended);
  });

  it('R05 ends all sessions of one account and of no other', async () => {
    const mine = [buildSession({ accountId: 'me' }), buildSession({ accountId: 'me' })];
    const ended = buildSession({ accountId: 'me', endedAt: NOW, endReason: 'LOGOUT' });
    const other = buildSession();
    for (const session of [...mine, ended, other]) await sessions.insertSession(session, IN_A_YEAR);
    expect(await sessions.endAllSessions('me', 'LOGOUT_EVERYWHERE', LATER)).toBe(2);
    expect(await sessions.endAllSessions('me', 'LOGOUT_EVERYWHERE', LATER)).toBe(0);
    expect(await sessions.findSession(mine[0]!.id)).toMatchObject({ endReason: 'LOGOUT_EVERYWHERE' });
    expect(await sessions.findSession(ended.id)).toEqual(ended);
    expect(await sessions.findSession(other.id)).toEqual(other);
  });

  it('R05 ends all sessions but the one that asks for it', async () => {
    const [mine, other] = [buildSession({ accountId: 'we' }), buildSession({ accountId: 'we' })];
    for (const session of [mine, other]) await sessions.insertSession(session, IN_A_YEAR);
    expect(await sessions.endAllSessions('we', 'LOGOUT_EVERYWHERE', LATER, mine.id)).toBe(1);
    expect(await sessions.findSession(mine.id)).toEqual(mine);
    expect(await sessions.findSession(other.id)).toMatchObject({ endedAt: LATER });
  });

  it('Z04 ends a session for its own account only, once', async () => {
    const session = buildSession();
    await sessions.insertSession(session, IN_A_YEAR);
    expect(await sessions.endSessionOf('somebody', session.id, 'REVOKED', LATER)).toBe('UNKNOWN');
    expect(await sessions.endSessionOf(session.accountId, 'none', 'REVOKED', LATER)).toBe('UNKNOWN');
    expect(await sessions.findSession(session.id)).toEqual(session);
    const ends = Array.from({ length: 5 }, () =>
      sessions.endSessionOf(session.accountId, session.id, 'REVOKED', LATER),
    );
    expect((await Promise.all(ends)).sort()).toEqual(['ENDED', ...Array<string>(4).fill('HAD_ENDED')]);
    expect(await sessions.findSession(session.id)).toMatchObject({ endedAt: LATER, endReason: 'REVOKED' });
  });

  it('lists the live sessions of an account, the newest first, a bounded number', async () => {
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
    const accountId = randomUUID();
    const build = (createdAt: Date, overrides: Partial<Session> = {}) =>
      buildSession({ accountId, createdAt, renewedAt: createdAt, ...overrides });
    const live = [build(at(1)), build(at(2)), build(at(3))];
    const others = [
      build(at(2), { endedAt: NOW, endReason: 'LOGOUT' }),
      build(at(2), { renewedAt: at(-10) }),
      build(at(-20), { renewedAt: at(2) }),
      buildSession(),
    ];
    for (const session of [...live, ...others]) await sessions.insertSession(session, IN_A_YEAR);
    const since = { renewedAfter: at(-10), createdAfter: at(-20) };
    expect(await sessions.listLiveSessions(accountId, since, 10)).toEqual(live.toReversed());
    expect(await sessions.listLiveSessions(accountId, since, 2)).toEqual([live[2], live[1]]);
    expect(await sessions.listLiveSessions('nobody', since, 10)).toEqual([]);
  });

  it('leaves every end to be announced, until it is noted as announced', async () => {
    const accountId = randomUUID();
    const mine = Array.from({ length: 3 }, () => buildSession({ accountId }));
    for (const session of mine) await sessions.insertSession(session, IN_A_YEAR);
    const [first, second, third] = mine.map(({ id }) => id) as [string, string, string];
    expect(await sessions.listUnannounced(10, { accountId })).toEqual([]);
    await sessions.endSession(second, 'LOGOUT', NOW);
    await sessions.endSessionOf(accountId, first, 'REVOKED', LATER);
    const ended = { accountId, renewedAt: NOW };
    expect(await sessions.listUnannounced(10, { accountId })).toEqual([
      { id: second, ...ended, endedAt: NOW },
      { id: first, ...ended, endedAt: LATER },
    ]);
    expect(await sessions.listUnannounced(1, { accountId })).toHaveLength(1);
    expect(await sessions.listUnannounced(10, { sessionId: first })).toHaveLength(1);
    expect((await sessions.listUnannounced(1_000)).map(({ id }) => id)).toEqual(
      expect.arrayContaining([first, second]),
    );
    await sessions.markAnnounced([first, third, 'none']);
    expect((await sessions.listUnannounced(10, { accountId })).map(({ id }) => id)).toEqual([second]);
    await sessions.endAllSessions(accountId, 'LOGOUT_EVERYWHERE', LATER);
    expect((await sessions.listUnannounced(10, { accountId })).map(({ id }) => id)).toEqual([second, third]);
    await sessions.markAnnounced([second, third]);
    expect(await sessions.listUnannounced(10, { accountId })).toEqual([]);
  });
});
