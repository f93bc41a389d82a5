import { chargeStep, type Charge } from '../domain/charge';
import type { StoredFile } from '../domain/file';
import type { FileStore } from '../ports';
import type { FilesDeps } from './deps';

/**
 * Takes every step that a file's charge still needs, until file and usage agree. Any number of processes may do
 * this at once and be killed anywhere: each step happens once (docs/adr/quota-reservation.md).
 */
export async function settleCharge(
  { files, usage }: Pick<FilesDeps, 'files' | 'usage'>,
  file: StoredFile,
): Promise<void> {
  const { ownerId, id } = file;
  let current: StoredFile | null = file;
  while (current !== null) {
    switch (chargeStep(current)) {
      case null:
        return;
      case 'COMMIT':
        await usage.commit(ownerId, id, current.size);
        current = await record(files, current, 'USED');
        break;
      case 'RELEASE':
        await usage.release(ownerId, id);
        current = await record(files, current, 'RETURNED');
        break;
      case 'CREDIT': {
        // The stamp is read before the charge: otherwise a crediting that ends in between would go unnoticed.
        const stamp = await usage.creditStamp(ownerId, id);
        const fresh = await files.find(ownerId, id);
        if (fresh === null || chargeStep(fresh) !== 'CREDIT') return;
        if (await usage.credit(ownerId, id, fresh.size, stamp)) {
          current = await record(files, fresh, 'RETURNED');
          await usage.dropReceipt(ownerId, id);
        }
      }
    }
  }
}

/** Records a charge; when the file has changed meanwhile, what it has become counts. */
async function record(files: FileStore, file: StoredFile, charge: Charge): Promise<StoredFile | null> {
  return (await files.setCharge(file, charge)) ?? (await files.find(file.ownerId, file.id));
}
