import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '../../platform/errors';
import { Gate, type GateLimits } from './Gate';

const LIMITS: GateLimits = {
  queue: { atOnce: 2, waiting: 2, waitMs: 60_000 },
  circuit: { failures: 2, openMs: 60_000 },
};
const gate = (queue: Partial<GateLimits['queue']> = {}) =>
  new Gate({ ...LIMITS, queue: { ...LIMITS.queue, ...queue } }, () => undefined);

/** Work that goes on until it is told to end. */
function work() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begun = 0;
  return {
    end,
    get begun() {
      return begun;
    },
    run: () => {
      begun += 1;
      return ended;
    },
  };
}

const UNREACHABLE = () =>
  Promise.reject(
    new AppError('SERVICE_UNAVAILABLE', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }),
  );

it('lets so many calls go on, a few wait, and refuses the rest at once', async () => {
  const one = gate();
  const job = work();
  const calls = [1, 2, 3, 4].map(() => one.run(job.run));
  expect({ underWay: one.queue.underWay, waiting: one.queue.waiting, begun: job.begun }).toEqual({
    underWay: 2,
    waiting: 2,
    begun: 2,
  });
  await expect(one.run(job.run)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 });
  job.end();
  await Promise.all(calls);
  expect(job.begun).toBe(4);
  expect({ underWay: one.queue.underWay, waiting: one.queue.waiting }).toEqual({ underWay: 0, waiting: 0 });
});

it('lets calls wait in the order in which they came', async () => {
  const one = gate({ atOnce: 1, waiting: 3 });
  const order: number[] = [];
  await Promise.all([0, 1, 2, 3].map((number) => one.run(async () => void order.push(number))));
  expect(order).toEqual([0, 1, 2, 3]);
});

it('refuses who has waited too long, and drops who went away', async () => {
  const one = gate({ atOnce: 1, waitMs: 1 });
  const job = work();
  const going = one.run(job.run);
  await expect(one.run(job.run)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  const client = new AbortController();
  const patient = new Gate({ ...LIMITS, queue: { ...LIMITS.queue, atOnce: 1 } }, () => undefined);
  const before = patient.run(job.run);
  const gone = patient.run(job.run, client.signal);
  client.abort();
  await expect(gone).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(patient.queue.waiting).toBe(0);
  job.end();
  await Promise.all([going, before]);
  expect(job.begun).toBe(2);
});

it('leaves a subgraph alone that cannot be reached, also those who waited for it', async () => {
  const one = gate({ atOnce: 1 });
  let sent = 0;
  const send = () => {
    sent += 1;
    return UNREACHABLE();
  };
  const calls = [1, 2, 3].map(() => one.run(send).catch((error: unknown) => error));
  const last = (await Promise.all(calls)).at(-1);
  expect(last).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 60 });
  expect(sent).toBe(2);
  await turn();
  expect(one.queue.underWay).toBe(0);
});

it('does not take a client that went away, or an answer that cannot be used, for a failure', async () => {
  const one = gate();
  const client = new AbortController();
  client.abort();
  for (let count = 0; count < 5; count += 1) {
    await expect(one.run(UNREACHABLE, client.signal)).rejects.toThrow();
    const tooLong = new AppError('SERVICE_UNAVAILABLE', { cause: new Error('the answer is too long') });
    await expect(one.run(() => Promise.reject(tooLong))).rejects.toThrow();
  }
  expect(one.circuit.isOpen).toBe(false);
});
