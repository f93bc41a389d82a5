/** Hears of the end of each transaction: true when it is on disk, false when none of it is. */
export type WriteListener = (written: boolean) => void;

/** Runs an action in a transaction and resolves when that is on disk. */
type Transact = (action: () => void) => Promise<unknown>;

/**
 * Collects write jobs while a transaction is being flushed and runs all that came meanwhile in the next one:
 * writers that arrive together pay for one flush instead of one each.
 */
export class WriteQueue {
  private waiting: (() => void)[] = [];
  private settle: ((error: unknown, written: boolean) => void)[] = [];
  private running: Promise<void> | null = null;
  private readonly listeners: WriteListener[] = [];

  constructor(private readonly transact: Transact) {}

  listen(listener: WriteListener): void {
    this.listeners.push(listener);
  }

  /** Resolves with the job's result when it is on disk; rejects with what the job or the transaction threw. */
  run<T>(job: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let outcome: { value: T } | { error: unknown } | null = null;
      this.waiting.push(() => {
        try {
          outcome = { value: job() };
        } catch (error) {
          outcome = { error };
        }
      });
      this.settle.push((error, written) => {
        if (!written || outcome === null) reject(asError(error));
        else if ('value' in outcome) resolve(outcome.value);
        else reject(asError(outcome.error));
      });
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing is waiting or being written. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private async drain(): Promise<void> {
    // Jobs of the same turn are still to come; give them the chance to join the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const jobs = this.waiting;
      const settle = this.settle;
      this.waiting = [];
      this.settle = [];
      let failure: unknown = null;
      let written = true;
      try {
        await this.transact(() => {
          for (const job of jobs) job();
        });
      } catch (error) {
        failure = error;
        written = false;
      }
      for (const listener of this.listeners) listener(written);
      for (const done of settle) done(failure, written);
    }
    this.running = null;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
