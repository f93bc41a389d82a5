import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';

/** What a promise comes to; an error that says `what` after `ms`. */
export async function withDeadline(promise, ms, what) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const FETCH_MS = 30_000;

/** What fetch() answers, in time. */
export function fetchInTime(url, init) {
  const answer = async () => {
    const response = await fetch(url, init);
    return { ok: response.ok, text: await response.text() };
  };
  return withDeadline(answer(), FETCH_MS, url);
}

const READY_MS = 60_000;
const PAUSE_MS = 50;

/** Asks again and again until something is ready; an error that says `what` when that takes a minute. */
export async function waitUntil(isReady, what) {
  const until = performance.now() + READY_MS;
  while (!(await isReady())) {
    if (performance.now() > until) throw new Error(`${what}: not ready within ${READY_MS / 1000} s`);
    await pause(PAUSE_MS);
  }
}
