import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withDeadline } from './deadline.js';

/** To begin on a busy machine, with everything that a gateway loads. */
const START_MS = 90_000;
/** To say how much was used, while nothing else is asked. */
const ANSWER_MS = 30_000;
/** To end by itself. */
const END_MS = 5_000;

/** Rejected as soon as one that was not told to has ended: what is measured then means nothing. */
let fail;
const failed = new Promise((_resolve, reject) => {
  fail = reject;
});
failed.catch(() => undefined);

/**
 * Starts a script of this folder as a process of its own; `started` is what its start answered. Each wait for it ends in
 * time: one that has gone, or says nothing, fails the run and is named.
 */
export async function startProcess(script, options) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--no-warnings'],
    env: { ...process.env, NODE_ENV: 'production', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Standard output takes the log lines of those that write any, as a log collector would.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const name = `${script} (process ${child.pid})`;
  let isClosing = false;
  const exit = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      if (!isClosing) fail(new Error(`${name} ended with ${signal ?? code}`));
      resolve();
    });
  });
  // Without a listener an order to one that has just gone would end this process; `failed` tells of it.
  child.on('error', () => undefined);

  const receive = async (ms, what) => {
    const message = once(child, 'message').then(([answer]) => answer);
    const answer = await withDeadline(Promise.race([message, failed]), ms, `${name} ${what}`);
    if (answer.fault !== undefined) throw new Error(`${name} ${what}: ${answer.fault}`);
    return answer;
  };
  const ask = (message, ms, what) => {
    child.send(message);
    return receive(ms, what);
  };
  const close = async () => {
    isClosing = true;
    if (child.connected) child.disconnect();
    // One that is stopped, or busy for ever, does not hear that.
    await withDeadline(exit, END_MS, name).catch(() => child.kill('SIGKILL'));
    await withDeadline(exit, END_MS, `${name} cannot be ended`);
  };

  try {
    const { started } = await receive(START_MS, 'does not start');
    return {
      started,
      /** CPU time since its start in microseconds, and resident memory in bytes. */
      usage: () => ask('usage', ANSWER_MS, 'does not say what it used'),
      /** Sends it an order that takes so many seconds, and answers what it says to it; errors say what it is about. */
      ask: (message, seconds, about) =>
        ask(message, seconds * 1000 + ANSWER_MS, `does not finish with ${about}`),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
