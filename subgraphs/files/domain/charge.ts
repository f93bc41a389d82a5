import type { StoredFileStatus } from './file';

/**
 * How a file's bytes stand in its owner's usage. File and usage are two documents, so every step is taken in the
 * usage first (where it is guarded so that it happens once) and recorded here second; whoever finds a step taken
 * in one and not in the other takes it again. docs/adr/quota-reservation.md has the reasoning.
 * - RESERVED: a reservation in the usage holds them.
 * - USING: the file is READY or TRASHED; its reservation must become use.
 * - USED: they count as used.
 * - RETURNED: they count no more.
 */
export type Charge = 'RESERVED' | 'USING' | 'USED' | 'RETURNED';

/** The next step with a file's charge: make the reservation use, give it up, or give used bytes back. */
export type ChargeStep = 'COMMIT' | 'RELEASE' | 'CREDIT';

/** What is to be done next for a file in this state; null when file and usage agree. */
export function chargeStep(file: {
  readonly status: StoredFileStatus;
  readonly charge: Charge;
}): ChargeStep | null {
  switch (file.charge) {
    case 'RESERVED':
      return file.status === 'DELETING' ? 'RELEASE' : null;
    case 'USING':
      return 'COMMIT';
    case 'USED':
      return file.status === 'DELETING' ? 'CREDIT' : null;
    case 'RETURNED':
      return null;
  }
}
