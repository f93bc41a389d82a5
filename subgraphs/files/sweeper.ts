import { repeat, type Log, type Repeated } from '../../platform/service';
import type { SweepReport } from './usecases';

/** How often each process sweeps. */
const INTERVAL_MS = 60_000;

/** Sweeps every minute while the database is there. */
export function startSweeper(
  sweep: () => Promise<SweepReport>,
  isReady: () => Promise<boolean>,
  log: Log,
): Repeated {
  const run = async (): Promise<void> => {
    const report = await sweep();
    if (Object.values(report).some((count: number) => count > 0)) log.info({ ...report }, 'swept');
  };
  return repeat({ name: 'sweep', everyMs: INTERVAL_MS, run, isReady }, log);
}
