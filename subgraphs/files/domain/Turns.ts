import { AppError } from '../../../platform/errors';

/** Work that is done a few at a time, and of which only so much may wait: what is over that is refused at once. */
export class Turns {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: { readonly atOnce: number; readonly waiting: number }) {}

  /**
   * Does `work` when its turn has come. `patience`, when it is aborted, ends the waiting; it stops nothing that has
   * begun.
   * @throws AppError SERVICE_UNAVAILABLE when too much waits, or waiting has taken too long; what `work` throws.
   */
  async take<T>(work: () => Promise<T>, patience?: AbortSignal): Promise<T> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else if (this.waiting.size < this.limits.waiting) await this.wait(patience);
    else throw overloaded();
    try {
      return await work();
    } finally {
      // The turn goes from one to the next, so that a newcomer cannot slip in between.
      const [next] = this.waiting;
      if (next === undefined) this.running -= 1;
      else {
        this.waiting.delete(next);
        next();
      }
    }
  }

  private wait(patience: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        patience?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.waiting.delete(begin);
        reject(overloaded());
      };
      this.waiting.add(begin);
      patience?.addEventListener('abort', giveUp, { once: true });
    });
  }
}

function overloaded(): AppError {
  return new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: 3 });
}
