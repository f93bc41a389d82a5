import { ConfigError } from './config';
import type { Log } from './log';

/** A reason for not starting that the person at the terminal can do something about: printed without a stack. */
export class StartFault extends Error {}

/** What runProcess needs of a started service. */
export interface Stoppable {
  /** Drains and lets go; must end within the grace period. */
  close(): Promise<void>;
}

/**
 * Runs a service as this process until a signal: configuration faults are printed and end it with 1; SIGTERM and
 * SIGINT drain and end it with 0, a second signal ends it at once; an uncaught error is logged, drained and ends
 * it with 1 (promises L01, L02, L04, L05).
 */
export function runProcess(start: () => Promise<{ service: Stoppable; log: Log }>): void {
  let running: { service: Stoppable; log: Log } | null = null;
  let stopping = false;

  const stop = (exitCode: number): void => {
    if (stopping) process.exit(exitCode === 0 ? 1 : exitCode);
    stopping = true;
    if (running === null) process.exit(exitCode);
    const { service, log } = running;
    service.close().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        log.fatal({ err: error }, 'could not drain');
        process.exit(1);
      },
    );
  };
  const fail = (error: unknown): void => {
    if (running === null) process.stderr.write(`${describe(error)}\n`);
    else running.log.fatal({ err: error }, 'uncaught error');
    stop(1);
  };

  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  start().then((started) => {
    running = started;
  }, fail);
}

/**
 * Runs a command as this process: prints what it answers, if anything, and ends; a fault goes to standard error and
 * ends it with 1.
 */
export function runOnce(command: () => Promise<string | void>): void {
  command().then(
    (answer) => {
      if (answer !== undefined) process.stdout.write(`${answer}\n`);
    },
    (error: unknown) => {
      process.stderr.write(`${describe(error)}\n`);
      process.exitCode = 1;
    },
  );
}

/** What to do about a port or an interface that cannot be had. */
const LISTEN_HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there; stop it or set PORT.',
  EACCES: 'you may not open this port; set PORT, to 1024 or above.',
  EADDRNOTAVAIL: 'this machine has no such address; set HOST.',
  ENOTFOUND: 'there is no such name; set HOST.',
  EAI_AGAIN: 'there is no such name; set HOST.',
};

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof StartFault) return error.message;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  const hint = syscall === 'listen' || syscall === 'getaddrinfo' ? LISTEN_HINTS[code] : undefined;
  return hint === undefined ? (error.stack ?? error.message) : `${error.message}: ${hint}`;
}
