import { Catalog } from './storage/catalog';
import { Cursors } from './commands/Cursors';
import { Records } from './storage/Records';
import type { Store } from './storage/Store';
import { Sweeper } from './storage/Sweeper';

/** The time in milliseconds since 1970. */
export type Clock = () => number;

/** Everything the commands share. */
export class Server {
  readonly catalog: Catalog;
  readonly records: Records;
  readonly cursors: Cursors;
  readonly sweeper: Sweeper;
  readonly startedAt: number;

  constructor(
    readonly store: Store,
    readonly clock: Clock,
    log: (line: string) => void,
  ) {
    this.catalog = new Catalog(store);
    this.records = new Records(store, this.catalog);
    this.cursors = new Cursors(clock);
    this.sweeper = new Sweeper(store, this.catalog, this.records, this.cursors, clock, (error) => {
      log(`sweep failed: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.startedAt = clock();
  }

  /** Ends what is open and closes the store. */
  async close(): Promise<void> {
    this.cursors.closeAll();
    await this.sweeper.stop();
    await this.store.close();
  }
}
