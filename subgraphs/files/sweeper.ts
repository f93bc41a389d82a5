import type { Log } from '../../platform/service';
import type { SweepReport } from './usecases';

/** How often each process sweeps. */
const INTERVAL_MS = 60_000;

/** A sweeper that runs until it is stopped. */
export interface Sweeper {
  /** Waits for a sweep under way. */
  stop(): Promise<void>;
}

/** Sweeps every minute while the database is there; a sweep that fails is logged and the next one tries again. */
export function startSweeper(
  sweep: () => Promise<SweepReport>,
  isReady: () => Promise<boolean>,
  log: Log,
): Sweeper {
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    try {
      if (!(await isReady())) return;
      const report = await sweep();
      if (Object.values(report).some((count: number) => count > 0)) log.info({ ...report }, 'swept');
    } catch (error) {
      log.warn({ err: error }, 'sweeping failed');
    }
  };
  const timer = setInterval(() => {
    running ??= run().finally(() => {
      running = null;
    });
  }, INTERVAL_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
