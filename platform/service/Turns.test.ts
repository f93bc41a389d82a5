import { Turns } from './Turns';

/** Work that goes on until it is let end. */
function openWork(turns: Turns, signal?: AbortSignal) {
  let end = (): void => undefined;
  let hasBegun = false;
  const done = turns.run(async () => {
    hasBegun = true;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
  }, signal);
  return { done, end: () => end(), hasBegun: () => hasBegun };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const REFUSED = { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 3 };

it('M01 does so much at once, lets so much wait in order, and refuses the rest at once', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 2, retryAfterSeconds: 3 });
  const works = Array.from({ length: 4 }, () => openWork(turns));
  await expect(turns.run(async () => undefined)).rejects.toMatchObject(REFUSED);
  expect(works.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false, false]);
  works[1]!.end();
  await settle();
  expect(works.map(({ hasBegun }) => hasBegun())).toEqual([true, true, true, false]);
  for (const { end, done } of works) {
    await settle();
    end();
    await done;
  }
  await turns.run(async () => undefined);
});

it('gives the turn of work that fails to the next', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1, retryAfterSeconds: 3 });
  const failing = turns.run(() => Promise.reject(new Error('no')));
  const next = turns.run(async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

it('refuses what has waited for too long, and nothing that has begun', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1, retryAfterSeconds: 3 });
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

it('refuses what has waited for longer than anything may', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1, waitMs: 1, retryAfterSeconds: 3 });
  const first = openWork(turns);
  const second = openWork(turns);
  await expect(second.done).rejects.toMatchObject(REFUSED);
  first.end();
  await first.done;
  expect(second.hasBegun()).toBe(false);
});

it('M01 refuses at once what is more than it lets go on where nothing may wait, and makes room as work ends', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 0, retryAfterSeconds: 2 });
  const works = [openWork(turns), openWork(turns)];
  await expect(openWork(turns).done).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    retryAfterSeconds: 2,
  });
  works[0]!.end();
  await works[0]!.done;
  const third = openWork(turns);
  [works[1]!, third].forEach(({ end }) => end());
  await Promise.all([works[1]!.done, third.done]);
});

it('makes room when work fails', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 0, retryAfterSeconds: 2 });
  await expect(turns.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(turns.run(async () => 'done')).resolves.toBe('done');
});
