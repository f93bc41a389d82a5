import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from '.';

/** A tenth of it is what clients have for one more request. */
const GRACE_MS = 20_000;

async function start(handler: RequestListener) {
  const server = await listen(handler, { port: 0 });
  const client = connect(server.port, '127.0.0.1').setEncoding('utf8');
  return { server, client };
}

/** Sends a request; the answer, which is short enough to come at once. */
async function ask(client: Socket): Promise<string> {
  if (client.closed) return 'the connection was closed';
  client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  const [answer] = (await Promise.race([once(client, 'data'), once(client, 'close')])) as [unknown];
  return String(answer);
}

const CLOSES = /^connection: close\r$/im;

it('L01 says in the answer to what is under way that its connection ends', async () => {
  let answerIt: () => void = () => undefined;
  let arrive: () => void;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const { server, client } = await start((_request, response) => {
    answerIt = () => response.end('done');
    arrive();
  });
  const answer = ask(client);
  await arrived;
  const closed = server.close(GRACE_MS);
  answerIt();
  expect(await answer).toMatch(CLOSES);
  await closed;
});

it('L01 answers once more on a connection that was kept, when no new one is taken any more', async () => {
  const { server, client } = await start((_request, response) => response.end('done'));
  expect(await ask(client)).not.toMatch(CLOSES);
  const closed = server.close(GRACE_MS);
  const isTaken = () =>
    fetch(server.url).then(
      () => true,
      () => false,
    );
  // Whoever is let in makes closing look for others; polling slowly enough lets that end.
  while (await isTaken()) await pause(100);
  expect(await ask(client)).toMatch(CLOSES);
  await closed;
});

it('L01 ends a connection on which nothing more is asked, long before the grace period is over', async () => {
  const { server, client } = await start((_request, response) => response.end('done'));
  await ask(client);
  const ended = once(client, 'close');
  client.resume();
  const closed = server.close(5_000);
  let isCut = false;
  const cut = setTimeout(() => (isCut = true), 4_500);
  await Promise.all([ended, closed]);
  clearTimeout(cut);
  expect(isCut).toBe(false);
});
