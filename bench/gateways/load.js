/**
 * The load: a process of its own that keeps a number of connections busy for some seconds. Written on bare sockets so
 * that it takes little of a machine that it shares with what is measured.
 */
import { connect } from 'node:net';

process.on('disconnect', () => process.exit());
process.on('message', async (order) => {
  process.send(await run(order).catch((error) => ({ fault: error.message })));
});
process.send({ started: true });

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
/** Nobody who is measured needs so long for one answer, on the busiest machine. */
const ANSWER_MS = 20_000;
const ERRORS = Buffer.from('"errors"');

/** Sends one request again and again; answers how many were answered, how many badly, and the latencies in ms. */
async function run({ url, body, headers, connections, seconds }) {
  const { hostname, port, pathname } = new URL(url);
  const bytes = Buffer.from(
    [
      `POST ${pathname} HTTP/1.1`,
      `host: ${hostname}:${port}`,
      'content-type: application/json',
      'accept: application/json',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
  const latencies = [];
  let bad = 0;
  let badOne;
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  const one = () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let sentAt;
      let received = null;
      const send = () => {
        received = null;
        sentAt = performance.now();
        socket.write(bytes);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.setTimeout(ANSWER_MS, () => {
        socket.destroy(new Error(`${url} sends nothing for ${ANSWER_MS / 1000} s`));
      });
      socket.on('close', () => reject(new Error(`${url} closed the connection`)));
      socket.on('data', (chunk) => {
        received = received === null ? chunk : Buffer.concat([received, chunk]);
        if (!isWhole(received)) return;
        const now = performance.now();
        latencies.push(now - sentAt);
        if (received.toString('latin1', 9, 12) !== '200' || received.includes(ERRORS)) {
          bad += 1;
          badOne ??= received.toString();
        }
        if (now < until) send();
        else {
          socket.removeAllListeners('close');
          socket.destroy();
          resolve();
        }
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  const elapsed = (performance.now() - startedAt) / 1000;
  latencies.sort((one, other) => one - other);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { requests: latencies.length, bad, badOne, seconds: elapsed, p50: at(0.5), p99: at(0.99) };
}

/** Whether an answer has come in whole; one request is under way on a connection at a time. */
function isWhole(received) {
  const end = received.indexOf(END_OF_HEAD);
  if (end === -1) return false;
  const head = received.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return received.length >= end + 4 + Number(length);
  return received.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}
