import { pino, type DestinationStream, type Logger } from 'pino';
import { standardOutput } from './standardOutput';

/** Where a process writes what it does: one JSON line each (newline-safe), times in UTC. */
export type Log = Logger;

/**
 * Makes the log of a process, which goes to standard output unless there is another `destination`. The names below are a
 * second line of defence: nothing that holds a secret is given to the log in the first place (promise B01).
 */
export function createLog(service: string, level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: { service },
    timestamp: () => time(Date.now()),
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ['authorization', 'password', 'refreshToken', 'accessToken', 'url', 'headers'].flatMap((name) => [
      name,
      `*.${name}`,
    ]),
  };
  return pino(options, destination ?? standardOutput());
}

let timeMs = Number.NaN;
let timeText = '';

/** Under load several lines have the same millisecond. */
function time(nowMs: number): string {
  if (nowMs !== timeMs) {
    timeMs = nowMs;
    timeText = `,"time":"${new Date(nowMs).toISOString()}"`;
  }
  return timeText;
}

const names = new WeakMap<Log, string>();

/** The name that a log was made with. */
export function serviceOf(log: Log): string {
  let name = names.get(log);
  if (name === undefined) {
    name = String(log.bindings().service);
    names.set(log, name);
  }
  return name;
}

const plain = new WeakMap<Log, Log>();

/**
 * The same log for a line written for every request, of numbers and of names that are no secret: to look for secrets in
 * it takes as long as to write it.
 */
export function plainLog(log: Log): Log {
  let unread = plain.get(log);
  if (unread === undefined) {
    unread = log.child({}, { redact: [] });
    plain.set(log, unread);
  }
  return unread;
}
