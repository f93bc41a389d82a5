import { pino } from 'pino';

/** Characters that are written at once. */
const TOGETHER = 12_000;
/** A line waits at most so long for others. */
const WAIT_MS = 100;

/** Where the lines of a log go. */
export interface LogOutput {
  /** Takes a line; it is written soon. */
  write(line: string): void;
  /** Writes all that waits, now. */
  flushSync(): void;
}

let shared: LogOutput | undefined;

/**
 * The standard output, one for all logs of the process. Lines are written together, as a system call for each would take
 * a tenth of what answering a request does: as soon as there are so many characters, otherwise so many milliseconds later,
 * and at the end of the process. Only a process that is killed on the spot takes the lines of its last moment with it.
 *
 * The timer runs while a line waits. pino's own (`periodicFlush`) runs always, and has every log write nothing ten times a
 * second.
 */
export function standardOutput(): LogOutput {
  shared ??= createOutput();
  return shared;
}

function createOutput(): LogOutput {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const handOver = (): void => {
    if (waiting === '') return;
    stdout.write(waiting);
    waiting = '';
  };
  // Before pino's own, which ends the stream.
  process.on('beforeExit', handOver).on('exit', handOver);
  const stdout = pino.destination({ dest: 1, sync: false });
  const onTimer = (): void => {
    timer = undefined;
    handOver();
  };
  return {
    write(line) {
      waiting += line;
      if (waiting.length >= TOGETHER) handOver();
      timer ??= setTimeout(onTimer, WAIT_MS).unref();
    },
    flushSync() {
      handOver();
      stdout.flushSync();
    },
  };
}
