import { sweeps } from '../../platform/seeing';
import { repeat, type Log, type Repeated } from '../../platform/service';
import type { SweepReport } from './usecases';

/** How often each process sweeps. */
const INTERVAL_MS = 60_000;

/** How often each process looks for owners to purge. */
const PURGE_INTERVAL_MS = 1_000;

/** Purges the files of deleted accounts while the database is there. */
export function startPurger(
  purgeOwners: () => Promise<void>,
  isReady: () => Promise<boolean>,
  log: Log,
): Repeated {
  return repeat({ name: 'purgeOwners', everyMs: PURGE_INTERVAL_MS, run: purgeOwners, isReady }, log);
}

/** Sweeps every minute while the database is there. */
export function startSweeper(
  sweep: () => Promise<SweepReport>,
  isReady: () => Promise<boolean>,
  log: Log,
): Repeated {
  const run = async (): Promise<void> => {
    const report = await sweep();
    sweeps.tell({ ...report });
    if (Object.values(report).some((count: number) => count > 0)) log.info({ ...report }, 'swept');
  };
  return repeat({ name: 'sweep', everyMs: INTERVAL_MS, run, isReady }, log);
}
