import fc from 'fast-check';
import { anonymous, buildUseCases, callWith, DAY_SECONDS } from '../test/buildUseCases';
import { createMemoryAccountEventStore } from '../test/memory/memoryAccountEventStore';
import { createMemorySessionStore } from '../test/memory/memorySessionStore';
import { Killed, mortal } from '../test/mortal';
import { UNKNOWN_DEVICE } from '../domain/device';
import type { AccountEvent } from '../domain/accountEvent';
import type { Session } from '../domain/session';
import { createLog } from '../../../platform/service';
import { announceSessionEnds, announcingSessions } from './announceSessionEnds';
import { readAccountEvents } from './readAccountEvents';

const NOW = new Date('2030-01-01T00:00:00Z');
const clock = () => NOW;
const log = createLog('auth', 'silent');

const buildSession = (id: string): Session => ({
  id,
  accountId: `account ${id}`,
  createdAt: NOW,
  renewedAt: NOW,
  device: UNKNOWN_DEVICE,
  address: null,
  newestHash: 'hash',
  predecessorHash: null,
  successorSalt: null,
  endedAt: null,
  endReason: null,
});

const death = fc.option(
  fc.record({
    call: fc.integer({ min: 1, max: 8 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
);

it('R05 K tells every follower of every end exactly once and in order, whoever dies in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(death, { minLength: 1, maxLength: 6 }),
      fc.array(death, { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
      async (scheduler, enders, relays, limits) => {
        const stores = {
          sessions: createMemorySessionStore(),
          accountEvents: createMemoryAccountEventStore(),
        };
        // Every call to a store takes a time of its own, in which the others go on.
        const slow = <Port extends object>(port: Port): Port =>
          new Proxy(port, {
            get: (target, name) => {
              const method = Reflect.get(target, name) as unknown;
              return typeof method === 'function'
                ? scheduler.scheduleFunction(method as (...args: unknown[]) => Promise<unknown>)
                : method;
            },
          });
        const startProcess = (end: Parameters<typeof mortal>[1]) => {
          const ports = { sessions: slow(stores.sessions), accountEvents: slow(stores.accountEvents) };
          return { ...mortal(ports, end).ports, clock, log };
        };
        const survive = async (work: Promise<unknown>) =>
          work.catch((error: unknown) => expect(error).toBeInstanceOf(Killed));

        const followers = limits.map((limit) => ({ limit, cursor: '0', seen: [] as AccountEvent[] }));
        const follow = async (follower: (typeof followers)[number], deps: typeof stores) => {
          const { cursor: after, limit } = follower;
          const page = await readAccountEvents({ ...deps, clock }, { after, limit });
          follower.seen.push(...page.events);
          follower.cursor = page.cursor;
          return page.hasMore;
        };

        for (const [index] of enders.entries())
          await stores.sessions.insertSession(buildSession(`${index}`), NOW);
        const work = [
          ...enders.map((end, index) =>
            survive(announcingSessions(startProcess(end)).endSession(`${index}`, 'LOGOUT', NOW)),
          ),
          ...relays.map(async (end) => {
            const deps = startProcess(end);
            for (let round = 0; round < 2; round += 1) await survive(announceSessionEnds(deps));
          }),
          ...followers.map(async (follower) => {
            const deps = startProcess(null);
            for (let round = 0; round < 4; round += 1) await follow(follower, deps);
          }),
        ];
        await scheduler.waitFor(Promise.all(work));

        // Then one process lives on: what the dead left undone is told, and everybody reads to the end.
        while ((await announceSessionEnds({ ...stores, clock })) > 0);
        const ended = [...stores.sessions.all.values()].filter(({ endedAt }) => endedAt !== null);
        for (const follower of followers) {
          while (await follow(follower, stores));
          expect(follower.seen).toEqual(stores.accountEvents.all);
        }
        const told = stores.accountEvents.all.map((event) => 'sessionId' in event && event.sessionId);
        expect(told.toSorted()).toEqual(ended.map(({ id }) => id).toSorted());
        expect(stores.accountEvents.all.map(({ sequence }) => sequence)).toEqual(
          told.map((_, index) => index + 1),
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('R05 tells of a logout at once, and once', async () => {
  const { useCases, person, stores } = buildUseCases();
  const { accessToken, user } = await useCases.register(person, anonymous);
  const call = callWith(accessToken);
  await useCases.logout({}, call);
  await useCases.logout({}, call);
  await useCases.relayAccountEvents();
  const { events, cursor, hasMore } = await useCases.readAccountEvents({ limit: 10 });
  expect(events).toMatchObject([{ kind: 'SESSION_ENDED', accountId: user.id, sequence: 1 }]);
  expect({ cursor, hasMore }).toEqual({ cursor: '1', hasMore: false });
  expect(await stores.sessions.listUnannounced(10)).toEqual([]);
});

it('R02 R05 tells of sessions that end for whatever reason', async () => {
  const { useCases, person, wait } = buildUseCases();
  const first = await useCases.register(person, anonymous);
  const next = await useCases.refreshSession(first, anonymous);
  wait(60);
  await useCases.refreshSession(next, anonymous);
  await useCases.refreshSession(first, anonymous).catch(() => undefined);
  const other = await useCases.login(person, anonymous);
  await useCases.login(person, anonymous);
  await useCases.logout({ everywhere: true }, callWith(other.accessToken));
  expect((await useCases.readAccountEvents({ limit: 10 })).events).toHaveLength(3);
});

it('leaves out sessions whose access tokens have all expired', async () => {
  const { useCases, person, wait, stores } = buildUseCases();
  await useCases.register(person, anonymous);
  wait(16 * 60);
  const { accessToken } = await useCases.login(person, anonymous);
  await useCases.logout({ everywhere: true }, callWith(accessToken));
  expect((await useCases.readAccountEvents({ limit: 10 })).events).toHaveLength(1);
  expect(await stores.sessions.listUnannounced(10)).toEqual([]);
});

it('starts where what happened still matters to access tokens, or at the very beginning', async () => {
  const { useCases, person, wait } = buildUseCases();
  const read = (after?: string) => useCases.readAccountEvents({ limit: 2, after });
  expect(await read()).toEqual({ events: [], cursor: '0', hasMore: false });
  await useCases.logout({}, callWith((await useCases.register(person, anonymous)).accessToken));
  wait(17 * 60);
  expect(await read()).toEqual({ events: [], cursor: '1', hasMore: false });
  for (let count = 0; count < 3; count += 1) {
    await useCases.logout({}, callWith((await useCases.login(person, anonymous)).accessToken));
  }
  expect(await read()).toMatchObject({
    events: [{ sequence: 2 }, { sequence: 3 }],
    cursor: '3',
    hasMore: true,
  });
  expect(await read('3')).toMatchObject({ events: [{ sequence: 4 }], cursor: '4', hasMore: false });
  expect(await read('0')).toMatchObject({ events: [{ sequence: 1 }, { sequence: 2 }], hasMore: true });
  expect(await read('4')).toEqual({ events: [], cursor: '4', hasMore: false });
  wait(DAY_SECONDS + 1);
  await useCases.pruneAccountEvents();
  expect((await read('0')).events).toMatchObject([{ sequence: 4 }]);
});

it.each(['5', '999999999999999'])(
  'asks a follower that is ahead of the feed to start over: %s',
  async (after) => {
    const { useCases } = buildUseCases();
    await expect(useCases.readAccountEvents({ after, limit: 1 })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'CURSOR_AHEAD',
    });
  },
);

it.each(['', 'x', '-1', '01', '1.5', '1e3', ' 1', '9'.repeat(16)])(
  'takes no %j for a cursor',
  async (after) => {
    const { useCases } = buildUseCases();
    await expect(useCases.readAccountEvents({ after, limit: 1 })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'after',
    });
  },
);
