import { AppError } from '../../platform/errors';
import type { Cancellation } from './Exchange';

/** How much may be under way at a subgraph. */
export interface QueueLimits {
  /** Calls at the same time. */
  readonly atOnce: number;
  /** Calls that may wait for one of these to end. */
  readonly waiting: number;
  /** Milliseconds that a call waits at most. */
  readonly waitMs: number;
}

const RETRY_AFTER_SECONDS = 1;

interface Waiter {
  admit(): void;
}

/**
 * Lets so many calls go on at once; a few more wait their turn for a moment, the surplus is refused at once. So a slow
 * subgraph holds up no more than its own share of the gateway, and what is beyond it is told to come back.
 */
export class Queue {
  private readonly waiters = new Set<Waiter>();
  private running = 0;

  constructor(private readonly limits: QueueLimits) {}

  /** Calls that are going on. */
  get underWay(): number {
    return this.running;
  }

  /** Calls that wait for their turn. */
  get waiting(): number {
    return this.waiters.size;
  }

  /**
   * Takes a place; who got one must `leave`. Answers undefined when there is one at once.
   * @throws AppError SERVICE_UNAVAILABLE when there is none in time, or when `signal` is aborted meanwhile.
   */
  enter(signal?: Cancellation): Promise<void> | undefined {
    if (this.running < this.limits.atOnce) {
      this.running += 1;
      return undefined;
    }
    if (this.waiters.size >= this.limits.waiting) throw busy();
    return new Promise<void>((resolve, reject) => {
      const done = () => {
        this.waiters.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      const giveUp = () => {
        done();
        reject(busy());
      };
      const waiter: Waiter = {
        admit() {
          done();
          resolve();
        },
      };
      const timer = setTimeout(giveUp, this.limits.waitMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiters.add(waiter);
    });
  }

  /** Gives the place to whoever has waited longest. */
  leave(): void {
    const [next] = this.waiters;
    if (next === undefined) this.running -= 1;
    else next.admit();
  }
}

function busy(): AppError {
  return new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
