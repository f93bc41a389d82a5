import { backgroundWork } from '../seeing/events';
import { serviceOf, type Log } from './log';

/** Work that is done again and again. */
export interface Repetition {
  /** For the log. */
  readonly name: string;
  /** From one start to the next; a run that takes longer delays the next one. */
  readonly everyMs: number;
  /** Does what there is to do. Several processes may do it at the same time. */
  readonly run: () => Promise<void>;
  /** Whether what it needs is there; while it is not, nothing is tried. Default: always. */
  readonly isReady?: () => Promise<boolean>;
}

/** Repeated work that goes on until it is stopped. */
export interface Repeated {
  /** Waits for a run under way. */
  stop(): Promise<void>;
}

/** Repeats work until it is stopped; a run that fails is logged, and the next one tries again. */
export function repeat({ name, everyMs, run, isReady }: Repetition, log: Log): Repeated {
  let running: Promise<void> | null = null;
  const runOnce = async (): Promise<void> => {
    const startedAt = performance.now();
    const tell = (hasFailed: boolean) => {
      const ms = performance.now() - startedAt;
      if (backgroundWork.isWatched)
        backgroundWork.tell({ service: serviceOf(log), work: name, ms, hasFailed });
    };
    try {
      if (isReady !== undefined && !(await isReady())) return;
      await run();
      tell(false);
    } catch (error) {
      tell(true);
      log.warn({ err: error, work: name }, 'repeated work failed; it will be tried again');
    }
  };
  const timer = setInterval(() => {
    running ??= runOnce().finally(() => {
      running = null;
    });
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
