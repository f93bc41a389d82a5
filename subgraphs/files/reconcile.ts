import { setTimeout as pause } from 'node:timers/promises';
import { StartFault, type Log } from '../../platform/service';
import { connectStores } from './adapters/mongo';
import { openBucket } from './adapters/s3';
import type { FilesConfig } from './config';
import { reconcile } from './usecases/reconcile';

/** So long the database may take to answer. */
const CONNECT_WITHIN_MS = 15_000;

/**
 * What the arguments of the command say: whether to repair.
 * @throws StartFault
 */
export function readFix(args: readonly string[]): boolean {
  if (args.some((arg) => arg !== '--fix')) throw new StartFault('usage: files:reconcile [--fix]');
  return args.includes('--fix');
}

/**
 * Compares bucket and records and prints what it finds, one line each; with `fix` it repairs what is safe. The service
 * may be running or not.
 * @returns how many findings are left as they were.
 * @throws StartFault when database or bucket are not there.
 */
export async function reconcileFiles(
  config: Pick<FilesConfig, 'mongodbUri' | 's3'>,
  log: Log,
  { fix, print }: { readonly fix: boolean; readonly print: (text: string) => void },
): Promise<number> {
  const stores = connectStores(config.mongodbUri, log);
  const bucket = openBucket(config.s3, log);
  try {
    await waitFor(
      () => stores.isReady(),
      'The database does not answer. Check MONGODB_URI, or start it first.',
    );
    await waitFor(
      () => bucket.checkBucket(),
      'The bucket does not answer. Check the S3_ variables, or start it first.',
    );
    const { inventory } = stores;
    let [found, fixed] = [0, 0];
    const report = await reconcile(
      {
        files: stores.files,
        objects: bucket.objects,
        clock: { now: () => new Date() },
        inventory: {
          listObjects: (after) => bucket.objects.listObjects(after),
          listFiles: (after, limit) => inventory.listFiles(after, limit),
          nextOwner: (after) => inventory.nextOwner(after),
          readUsage: (ownerId) => inventory.readUsage(ownerId),
          repairUsage: (ownerId, seen, right) => inventory.repairUsage(ownerId, seen, right),
        },
      },
      { fix },
      ({ kind, subject, detail, isFixed }) => {
        found += 1;
        if (isFixed) fixed += 1;
        print(`${kind}${isFixed ? ' (fixed)' : ''} ${subject}: ${detail}\n`);
      },
    );
    const { objects, files, owners } = report;
    print(
      `Compared ${objects} objects, ${files} files and the usage of ${owners} people: ${found} findings, ${fixed} fixed.\n`,
    );
    if (found > fixed && !fix) print('Nothing was changed. Run it with --fix to repair what is safe.\n');
    return found - fixed;
  } finally {
    bucket.close();
    await stores.close();
  }
}

async function waitFor(check: () => Promise<boolean>, fault: string): Promise<void> {
  const giveUpAt = performance.now() + CONNECT_WITHIN_MS;
  while (!(await check())) {
    if (performance.now() > giveUpAt) throw new StartFault(fault);
    await pause(200);
  }
}
