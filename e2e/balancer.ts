import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What stands in front of several instances of a service. */
export interface Balancer {
  readonly url: string;
  /** Lets instances join, by their URLs; each gets connections while it says that it is ready. */
  add(...urls: string[]): void;
  close(): Promise<void>;
}

const ASK_EVERY_MS = 50;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Passes connections on to the instances that are ready, in turns, as balancers do: who refuses a connection is passed
 * over, and what has been sent is never sent again.
 */
export async function startBalancer(): Promise<Balancer> {
  const ready = new Map<string, boolean>();
  const open = new Set<Socket>();
  const closing = new AbortController();
  let turn = 0;

  const watch = async (url: string): Promise<void> => {
    while (!closing.signal.aborted) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      ready.set(
        url,
        await fetch(`${url}/health/ready`, { signal, headers: { connection: 'close' } }).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      await pause(ASK_EVERY_MS);
    }
  };

  const pass = (client: Socket, [url, ...others]: readonly string[]): void => {
    if (url === undefined) {
      client.destroy();
      return;
    }
    const instance = connect(Number(new URL(url).port), '127.0.0.1');
    instance.once('connect', () => {
      open.add(instance).add(client);
      client.pipe(instance).pipe(client);
      for (const [one, other] of [
        [client, instance],
        [instance, client],
      ] as const) {
        one.once('close', () => {
          open.delete(one);
          other.destroySoon();
        });
      }
    });
    let isRefused = true;
    instance.once('connect', () => (isRefused = false));
    instance.on('error', () => (isRefused ? pass(client, others) : client.destroy()));
  };

  const server = createServer((client) => {
    client.on('error', () => undefined);
    const urls = [...ready].flatMap(([url, isReady]) => (isReady ? [url] : []));
    turn += 1;
    pass(client, [...urls.slice(turn % urls.length), ...urls.slice(0, turn % urls.length)]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add(...urls) {
      for (const url of urls) void watch(url);
    },
    async close() {
      closing.abort();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
