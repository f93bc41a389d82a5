import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '../../platform/errors';
import { EqualFetches, type EqualFetchLimits, type SendFetch } from './EqualFetches';
import type { Reply } from './Exchange';

const DEADLINE_MS = 60_000;
const LIMITS: EqualFetchLimits = { atOnce: 2, waitMs: 60_000, together: 50 };
const KIND = ['{"query":"{me{id}}"}', 'Bearer ada', '203.0.113.7', 'browser'];

/** Fetches that are under way until the test answers them, in the order in which they were sent. */
function subgraph(limits: Partial<EqualFetchLimits> = {}, deadlineMs = DEADLINE_MS) {
  const equal = new EqualFetches(DEADLINE_MS, { ...LIMITS, ...limits });
  const sent: { settle(answer: string | Error): void; signal: AbortSignal; deadlineMs: number }[] = [];
  const send: SendFetch = (signal, deadline) =>
    new Promise((resolve, reject) => {
      const settle = (answer: string | Error) =>
        typeof answer === 'string'
          ? resolve({ status: 200, contentType: 'application/json', text: answer })
          : reject(answer);
      sent.push({ settle, signal: signal as AbortSignal, deadlineMs: deadline });
    });
  const ask = (kind: readonly string[] = KIND, signal = new AbortController().signal) =>
    equal.run(kind, { deadlineMs, signal }, send);
  return { equal, sent, ask };
}

const texts = async (replies: Promise<Reply>[]) => (await Promise.all(replies)).map(({ text }) => text);

it('sends two equal fetches at once, and all that come after them as one when the first of them ends', async () => {
  const { equal, sent, ask } = subgraph();
  const asked = Array.from({ length: 10 }, () => ask());
  await turn();
  expect(sent).toHaveLength(2);
  sent[0]!.settle('first');
  await turn();
  expect(sent).toHaveLength(3);
  sent[2]!.settle('for all the others');
  sent[1]!.settle('second');
  expect(await texts(asked)).toEqual(['first', 'second', ...Array<string>(8).fill('for all the others')]);
  expect(equal.kinds).toBe(0);
});

it('lets nobody join a fetch that has been sent', async () => {
  const { sent, ask } = subgraph({ atOnce: 1 });
  const [first, second] = [ask(), ask()];
  sent[0]!.settle('before the change');
  await turn();
  expect(sent).toHaveLength(2);
  // The second has been sent and may have been answered from what there was before.
  const third = ask();
  sent[1]!.settle('before the change');
  await turn();
  sent[2]!.settle('after the change');
  expect(await texts([first, second, third])).toEqual([
    'before the change',
    'before the change',
    'after the change',
  ]);
});

it('never answers from before it was asked, whatever comes in which order', async () => {
  const equal = new EqualFetches(DEADLINE_MS, { ...LIMITS, waitMs: 1, together: 5 });
  let version = 0;
  let fetches = 0;
  const send: SendFetch = async () => {
    fetches += 1;
    const read = String(version);
    for (let turns = fetches % 5; turns >= 0; turns -= 1) await turn();
    return { status: 200, contentType: '', text: read };
  };
  const ask = async () => {
    const asked = version;
    const { text } = await equal.run(
      KIND,
      { deadlineMs: DEADLINE_MS, signal: new AbortController().signal },
      send,
    );
    return Number(text) - asked;
  };
  const answers: Promise<number>[] = [];
  for (let step = 0; step < 500; step += 1) {
    for (let times = step % 7; times > 0; times -= 1) answers.push(ask());
    version += 1;
    if (step % 3 === 0) await turn();
  }
  const ages = await Promise.all(answers);
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
  expect(fetches).toBeLessThan(answers.length / 2);
  expect(equal.kinds).toBe(0);
});

it.each([
  ['body', 0],
  ['token', 1],
  ['address', 2],
  ['client', 3],
])('sends what differs in its %s by itself', async (_what, index) => {
  const { equal, sent, ask } = subgraph({ atOnce: 1 });
  // Equal at its end, as far as anything shorter than the whole would look.
  const other = KIND.map((part, at) => (at === index ? `x${part}` : part));
  const asked = [ask(), ask(other)];
  expect(sent).toHaveLength(2);
  expect(equal.kinds).toBe(2);
  sent[1]!.settle('theirs');
  sent[0]!.settle('mine');
  expect(await texts(asked)).toEqual(['mine', 'theirs']);
  expect(equal.kinds).toBe(0);
});

it('waits for a slow fetch only so long before it sends another', async () => {
  const { sent, ask } = subgraph({ atOnce: 1, waitMs: 1 });
  const [slow, next] = [ask(), ask()];
  while (sent.length < 2) await turn();
  sent[1]!.settle('next');
  expect(await texts([next])).toEqual(['next']);
  sent[0]!.settle('slow');
  expect(await texts([slow])).toEqual(['slow']);
});

it('sends more than one when there are too many for one', async () => {
  const { sent, ask } = subgraph({ atOnce: 1, together: 3 });
  const asked = Array.from({ length: 8 }, () => ask());
  await turn();
  // One by itself, two full ones; the last one waits.
  expect(sent).toHaveLength(3);
  for (const [index, one] of sent.entries()) one.settle(String(index));
  await turn();
  sent[3]!.settle('3');
  expect(await texts(asked)).toEqual(['0', '1', '1', '1', '2', '2', '2', '3']);
});

it('tells all who wait what went wrong', async () => {
  const { sent, ask } = subgraph({ atOnce: 1 });
  const asked = [ask(), ask(), ask()];
  sent[0]!.settle('fine');
  await turn();
  sent[1]!.settle(new AppError('SERVICE_UNAVAILABLE'));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

it('goes on when one of its clients leaves, and ends when the last one has left', async () => {
  const { equal, sent, ask } = subgraph({ atOnce: 1 });
  const clients = [new AbortController(), new AbortController()];
  const first = ask();
  const joined = clients.map(({ signal }) => ask(KIND, signal));
  sent[0]!.settle('fine');
  await first;
  await turn();
  clients[0]!.abort();
  await expect(joined[0]).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(sent[1]!.signal.aborted).toBe(false);
  clients[1]!.abort();
  await expect(joined[1]).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(sent[1]!.signal.aborted).toBe(true);
  sent[1]!.settle(new AppError('SERVICE_UNAVAILABLE'));
  await turn();
  expect(equal.kinds).toBe(0);
});

it('can be joined again after all have left that waited for it to be sent', async () => {
  const { sent, ask } = subgraph({ atOnce: 1 });
  const left = new AbortController();
  const first = ask();
  const gone = ask(KIND, left.signal);
  left.abort();
  await expect(gone).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await expect(ask(KIND, left.signal)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  const stays = ask();
  sent[0]!.settle('first');
  await turn();
  expect(sent[1]!.signal.aborted).toBe(false);
  sent[1]!.settle('stays');
  expect(await texts([first, stays])).toEqual(['first', 'stays']);
});

it('holds each to its own deadline, and the fetch for all to that of a whole call', async () => {
  const { sent, ask } = subgraph({ atOnce: 1 }, 5);
  const [first, joined] = [ask(), ask()];
  expect(sent[0]!.deadlineMs).toBe(5);
  sent[0]!.settle('first');
  await turn();
  expect(sent[1]!.deadlineMs).toBe(DEADLINE_MS);
  await expect(joined).rejects.toMatchObject({ code: 'TIMEOUT' });
  // How it ends says whether the subgraph is there at all.
  expect(sent[1]!.signal.aborted).toBe(false);
  sent[1]!.settle('too late');
  expect(await texts([first])).toEqual(['first']);
});

it('sends within the trace of whoever was the first to wait', async () => {
  const trace = new AsyncLocalStorage<string>();
  const equal = new EqualFetches(DEADLINE_MS, { ...LIMITS, atOnce: 1 });
  const ask = () =>
    equal.run(KIND, { deadlineMs: DEADLINE_MS, signal: new AbortController().signal }, async () => {
      await turn();
      return { status: 200, contentType: '', text: String(trace.getStore()) };
    });
  const asked = ['first', 'second', 'third'].map((name) => trace.run(name, ask));
  expect(await texts(asked)).toEqual(['first', 'second', 'second']);
});
