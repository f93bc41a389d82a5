import fc from 'fast-check';
import { BoundedQueue } from './boundedQueue';

/** A queue whose jobs take as long as the test says, by a clock that stands still otherwise. */
function build({ concurrency = 2, maxWaitMs = 2_000, expectedJobMs = 250 } = {}) {
  const clock = { ms: 0 };
  const finish: (() => void)[] = [];
  const counts = { running: 0, mostAtOnce: 0, done: 0, refused: 0 };
  const queue = new BoundedQueue({ concurrency, maxWaitMs, expectedJobMs, monotonicMs: () => clock.ms });
  const add = () =>
    queue
      .admit((run) =>
        run(async () => {
          counts.running += 1;
          counts.mostAtOnce = Math.max(counts.mostAtOnce, counts.running);
          await new Promise<void>((resolve) => finish.push(resolve));
          counts.running -= 1;
          counts.done += 1;
        }),
      )
      .catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 });
        counts.refused += 1;
      });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { clock, finish, counts, queue, add, settle };
}

it('M01 holds two seconds of work and refuses the rest at once', async () => {
  const { counts, add, finish, settle, clock } = build();
  const all = Array.from({ length: 500 }, add);
  await settle();
  // Two run, and 2 s / 250 ms * 2 at a time = 16 wait.
  expect(counts).toMatchObject({ running: 2, refused: 482 });
  while (counts.done < 18) {
    clock.ms += 250;
    finish.splice(0).forEach((end) => end());
    await settle();
  }
  await Promise.all(all);
  expect(counts).toEqual({ running: 0, mostAtOnce: 2, done: 18, refused: 482 });
});

it('M01 measures what a job takes: slower jobs, shorter queue', async () => {
  const { counts, add, finish, settle, clock } = build();
  for (let index = 0; index < 30; index += 1) {
    const job = add();
    await settle();
    clock.ms += 1_000;
    finish.splice(0).forEach((end) => end());
    await job;
  }
  for (let index = 0; index < 100; index += 1) void add();
  await settle();
  // About one second each: two run, four can begin within two seconds.
  expect(100 - counts.refused).toBe(2 + 4);
});

it('M01 lets in no more after a quiet hour, in which each job had the machine to itself', async () => {
  const { counts, add, finish, settle, clock } = build();
  for (let index = 0; index < 30; index += 1) {
    const job = add();
    await settle();
    clock.ms += 100;
    finish.splice(0).forEach((end) => end());
    await job;
  }
  for (let index = 0; index < 100; index += 1) void add();
  await settle();
  expect(100 - counts.refused).toBe(2 + 16);
});

it('M01 lets in more when jobs turn out to be fast while others wait', async () => {
  const { counts, add, finish, settle, clock } = build();
  for (let index = 0; index < 100; index += 1) {
    void add();
    await settle();
    // From the tenth on there are always some that wait.
    if (index < 10) continue;
    clock.ms += 100;
    finish.shift()!();
    finish.shift()!();
    void add();
    await settle();
  }
  expect(counts.refused).toBe(0);
  const before = counts.done;
  for (let index = 0; index < 100; index += 1) void add();
  await settle();
  expect(counts.done).toBe(before);
  // A little over 100 ms each: two run, 39 can begin within two seconds; ten were there already.
  expect(100 - counts.refused).toBe(2 + 39 - 10);
});

it('passes the turn on when a job fails', async () => {
  const { queue } = build({ concurrency: 1 });
  const failing = queue.admit((run) => run(() => Promise.reject(new Error('broken'))));
  const next = queue.admit((run) => run(async () => 'done'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

it('M01 counts those who are admitted, not only those who have come to their job yet', async () => {
  const { queue, settle } = build();
  let admitted = 0;
  const all = Array.from({ length: 500 }, () =>
    queue.admit(async (run) => {
      admitted += 1;
      await settle();
      return run(async () => undefined);
    }),
  );
  expect(admitted).toBe(18);
  const results = await Promise.allSettled(all);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(18);
});

it('never runs more at once than it may, and loses no job, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.oneof(fc.constant('add' as const), fc.nat({ max: 5 }))),
      async (concurrency, steps) => {
        const { counts, add, finish, settle } = build({ concurrency, expectedJobMs: 100 });
        const jobs: Promise<void>[] = [];
        for (const step of steps) {
          if (step === 'add') jobs.push(add());
          else finish.splice(step, 1).forEach((end) => end());
          await settle();
        }
        while (counts.done + counts.refused < jobs.length) {
          finish.splice(0).forEach((end) => end());
          await settle();
        }
        expect(counts.mostAtOnce).toBeLessThanOrEqual(concurrency);
        expect(counts.running).toBe(0);
      },
    ),
    { numRuns: 50 },
  );
});
