import { createLog } from './log';
import { repeat } from './repeat';

const log = createLog('test', 'silent');

it('does the work again and again, also after it failed', async () => {
  let runs = 0;
  await new Promise<void>((resolve) => {
    const repeated = repeat(
      {
        name: 'counting',
        everyMs: 1,
        async run() {
          runs += 1;
          if (runs === 1) throw new Error('once');
          if (runs === 3) void repeated.stop().then(resolve);
        },
      },
      log,
    );
  });
  expect(runs).toBe(3);
});

it('never runs twice at a time, and stopping waits for the run under way', async () => {
  let under = 0;
  let most = 0;
  let finish = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    const repeated = repeat(
      {
        name: 'slow',
        everyMs: 1,
        async run() {
          under += 1;
          most = Math.max(most, under);
          resolve();
          await new Promise<void>((done) => (finish = done));
          under -= 1;
        },
      },
      log,
    );
    stop = () => repeated.stop();
  });
  await started;
  const stopped = stop();
  finish();
  await stopped;
  expect({ under, most }).toEqual({ under: 0, most: 1 });
});

it('does not try while what it needs is away', async () => {
  const asked = jest.fn<Promise<boolean>, []>();
  const run = jest.fn<Promise<void>, []>();
  await new Promise<void>((resolve) => {
    asked.mockImplementation(async () => {
      if (asked.mock.calls.length === 3) void repeated.stop().then(resolve);
      return false;
    });
    const repeated = repeat({ name: 'waiting', everyMs: 1, isReady: asked, run }, log);
  });
  expect(run).not.toHaveBeenCalled();
});

let stop: () => Promise<void>;
