import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a script of this folder as a process of its own; `started` is what its start answered. */
export async function startProcess(script, options) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--no-warnings'],
    env: { ...process.env, NODE_ENV: 'production', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Standard output takes the log lines of those that write any, as a log collector would.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code}`);
  });
  ended.catch(() => undefined);
  const receive = async () => (await Promise.race([once(child, 'message'), ended]))[0];
  const { started } = await receive();
  return {
    started,
    /** CPU time since its start in microseconds, and resident memory in bytes. */
    async usage() {
      child.send('usage');
      return receive();
    },
    /** Sends it anything, and answers what it says to it. */
    async ask(message) {
      child.send(message);
      return receive();
    },
    async close() {
      child.disconnect();
      await ended.catch(() => undefined);
    },
  };
}
