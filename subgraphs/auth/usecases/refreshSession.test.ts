import fc from 'fast-check';
import { anonymous, buildUseCases, callWith, DAY_SECONDS } from '../test/buildUseCases';

/** A signed-in person, and what they can do with a refresh token. */
async function signIn() {
  const built = buildUseCases();
  const session = await built.useCases.register(built.person, anonymous);
  const refresh = async (refreshToken: string) =>
    await built.useCases.refreshSession({ refreshToken }, anonymous);
  const next = async (refreshToken: string) => (await refresh(refreshToken)).refreshToken;
  const verdict = (refreshToken: string) =>
    refresh(refreshToken).then(
      () => 'ok',
      (error: unknown) => (error as { code: string }).code,
    );
  const kinds = () => built.events.map(({ kind }) => kind);
  return { ...built, session, refresh, next, verdict, kinds, first: session.refreshToken };
}

it('R02 goes on along a chain of 20, each token new, in one and the same session', async () => {
  const { refresh, first, session, stores } = await signIn();
  const seen = new Set([first]);
  let token = first;
  for (let step = 0; step < 20; step += 1) {
    const renewed = await refresh(token);
    expect(callWith(renewed.accessToken).caller).toEqual(callWith(session.accessToken).caller);
    token = renewed.refreshToken;
    seen.add(token);
  }
  expect(seen.size).toBe(21);
  expect(stores.sessions.all.size).toBe(1);
});

it('R02 ends the family when an old token comes back, the newest token included, and says so once in the log', async () => {
  const { next, verdict, first, kinds } = await signIn();
  const second = await next(first);
  const third = await next(second);
  expect(await verdict(first)).toBe('REFRESH_TOKEN_REUSED');
  expect(await verdict(third)).toBe('UNAUTHENTICATED');
  expect(await verdict(first)).toBe('REFRESH_TOKEN_REUSED');
  expect(await verdict(second)).toBe('REFRESH_TOKEN_REUSED');
  expect(kinds().filter((kind) => kind === 'REFRESH_TOKEN_REUSED')).toHaveLength(1);
});

it('R02 ends the family when the predecessor comes back after an hour', async () => {
  const { next, verdict, first, wait } = await signIn();
  const second = await next(first);
  wait(3600);
  expect(await verdict(first)).toBe('REFRESH_TOKEN_REUSED');
  expect(await verdict(second)).toBe('UNAUTHENTICATED');
});

it('R02 logs the reuse once when it is tried 20 times at the same moment', async () => {
  const { next, verdict, first, kinds } = await signIn();
  await next(await next(first));
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => verdict(first)));
  expect(new Set(verdicts)).toEqual(new Set(['REFRESH_TOKEN_REUSED']));
  expect(kinds().filter((kind) => kind === 'REFRESH_TOKEN_REUSED')).toHaveLength(1);
});

it('R03 gives the same successor again within 10 s, and the line goes on from there', async () => {
  const { next, first, wait } = await signIn();
  const second = await next(first);
  wait(9);
  expect(await next(first)).toBe(second);
  expect(await next(second)).not.toBe(second);
});

it('R04 leaves exactly one live line after 50 refreshes with one token', async () => {
  const { next, verdict, first } = await signIn();
  const answers = new Set(await Promise.all(Array.from({ length: 50 }, () => next(first))));
  expect(answers.size).toBe(1);
  expect(await verdict([...answers][0]!)).toBe('ok');
});

it('R05 ends after 14 days without renewal', async () => {
  const { verdict, first, wait } = await signIn();
  wait(14 * DAY_SECONDS);
  expect(await verdict(first)).toBe('UNAUTHENTICATED');
});

it('R05 ends after 90 days however often it is renewed', async () => {
  const { next, verdict, first, wait } = await signIn();
  let token = first;
  for (let day = 0; day < 89; day += 1) {
    wait(DAY_SECONDS);
    token = await next(token);
  }
  wait(DAY_SECONDS - 1);
  token = await next(token);
  wait(1);
  expect(await verdict(token)).toBe('UNAUTHENTICATED');
});

it.each(['', 'x', 'a.b.c', 'A'.repeat(86), 'x'.repeat(100_000)])(
  'refuses what is no token of ours: %.20s',
  async (token) => {
    const { verdict } = await signIn();
    expect(await verdict(token)).toBe('UNAUTHENTICATED');
  },
);

it('T04 refuses an access token as a refresh token', async () => {
  const { verdict, session } = await signIn();
  expect(await verdict(session.accessToken)).toBe('UNAUTHENTICATED');
});

it('leaves the token working when anything fails before the step', async () => {
  const { verdict, first, stores } = await signIn();
  const working = { ...stores.accounts };
  stores.accounts.findByIds = () => Promise.reject(new Error('cut'));
  await verdict(first);
  Object.assign(stores.accounts, working);
  expect(await verdict(first)).toBe('ok');
});

it('R03 loses nobody whose answer was lost after the step', async () => {
  const { verdict, first, stores } = await signIn();
  const working = { ...stores.sessions };
  stores.sessions.renewSession = async (step) => {
    await working.renewSession(step);
    throw new Error('the answer was lost');
  };
  await verdict(first);
  Object.assign(stores.sessions, working);
  expect(await verdict(first)).toBe('ok');
});

it('T08 ends the session of an account that is gone', async () => {
  const { verdict, first, stores } = await signIn();
  stores.accounts.findByIds = async () => [];
  expect(await verdict(first)).toBe('UNAUTHENTICATED');
  expect([...stores.sessions.all.values()][0]).toMatchObject({ endReason: 'ACCOUNT_GONE' });
});

it('R02 to R04: of any history of refreshes, replays and waits, at most one line is alive', async () => {
  const step = fc.record({
    back: fc.nat({ max: 4 }),
    wait: fc.constantFrom(0, 1, 9, 11),
    parallel: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { refresh, verdict, first, wait } = await signIn();
      const line = [first];
      let renewedAgo = Infinity;
      let isOver = false;
      for (const { back, wait: seconds, parallel } of steps) {
        wait(seconds);
        renewedAgo += seconds;
        const at = Math.max(0, line.length - 1 - back);
        const token = line[at]!;
        const isNewest = at === line.length - 1;
        const mayRetry = at === line.length - 2 && renewedAgo <= 10;
        const results = await Promise.allSettled(Array.from({ length: parallel }, () => refresh(token)));
        const given = results.flatMap((result) =>
          result.status === 'fulfilled' ? [result.value.refreshToken] : [],
        );
        if (!isOver && (isNewest || mayRetry)) {
          expect(given).toHaveLength(parallel);
          expect(new Set(given).size).toBe(1);
          if (isNewest) {
            line.push(given[0]!);
            renewedAgo = 0;
          } else expect(given[0]).toBe(line.at(-1));
        } else {
          expect(given).toEqual([]);
          isOver = true;
        }
      }
      expect(await verdict(line.at(-1)!)).toBe(isOver ? 'UNAUTHENTICATED' : 'ok');
    }),
    { numRuns: 150 },
  );
});
