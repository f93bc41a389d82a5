import { Turns } from './Turns';

/** Work that goes on until it is let end. */
function openWork(turns: Turns, patience?: AbortSignal) {
  let end = (): void => undefined;
  let hasBegun = false;
  const done = turns.take(async () => {
    hasBegun = true;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
  }, patience);
  return { done, end: () => end(), hasBegun: () => hasBegun };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const REFUSED = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 3 };

it('M01 does so much at once, lets so much wait in order, and refuses the rest at once', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 2 });
  const works = Array.from({ length: 4 }, () => openWork(turns));
  await expect(turns.take(async () => undefined)).rejects.toMatchObject(REFUSED);
  expect(works.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false, false]);
  works[1]!.end();
  await settle();
  expect(works.map(({ hasBegun }) => hasBegun())).toEqual([true, true, true, false]);
  for (const { end, done } of works) {
    await settle();
    end();
    await done;
  }
  await turns.take(async () => undefined);
});

it('gives the turn of work that fails to the next', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1 });
  const failing = turns.take(() => Promise.reject(new Error('no')));
  const next = turns.take(async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

it('refuses what has waited for too long, and nothing that has begun', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1 });
  const patience = new AbortController();
  const first = openWork(turns, patience.signal);
  const second = openWork(turns, patience.signal);
  patience.abort();
  await expect(second.done).rejects.toMatchObject(REFUSED);
  // Its place in the queue is free again.
  const third = openWork(turns);
  first.end();
  await first.done;
  await settle();
  third.end();
  await third.done;
  expect(second.hasBegun()).toBe(false);
});
