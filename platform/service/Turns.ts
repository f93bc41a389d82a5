import { AppError } from '../errors';
import type { Cancellation } from './Cancellation';

/** How much is done at once, and how much may wait. */
export interface TurnLimits {
  /** Works at the same time. */
  readonly atOnce: number;
  /** Works that may wait for one of these to end; what is over that is refused at once. */
  readonly waiting: number;
  /** Milliseconds that work waits at most; as long as it takes when it is left out. */
  readonly waitMs?: number;
  /** What those who are refused are told to wait. */
  readonly retryAfterSeconds: number;
}

/**
 * Lets so much work go on at once; a little more waits its turn, in the order in which it came, and the surplus is refused
 * where that costs least (promise M01).
 */
export class Turns {
  private readonly waiters = new Set<() => void>();
  private running = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** Works that are going on. */
  get underWay(): number {
    return this.running;
  }

  /** Works that wait for their turn. */
  get waiting(): number {
    return this.waiters.size;
  }

  /**
   * Does `work` when its turn has come. `signal` ends the waiting; it stops nothing that has begun.
   * @throws AppError SERVICE_UNAVAILABLE with `retryAfterSeconds` when it is refused; else what the work throws.
   */
  async run<T>(work: () => Promise<T>, signal?: Cancellation): Promise<T> {
    const turn = this.enter(signal);
    if (turn !== undefined) await turn;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /**
   * Takes a turn; who got one must `leave`. Answers undefined when there is one at once.
   * @throws AppError SERVICE_UNAVAILABLE when there is none in time, or when `signal` is aborted meanwhile.
   */
  enter(signal?: Cancellation): Promise<void> | undefined {
    if (this.running < this.limits.atOnce) {
      this.running += 1;
      return undefined;
    }
    if (this.waiters.size >= this.limits.waiting) throw this.busy();
    return this.wait(signal);
  }

  /** Gives the turn to whoever has waited longest, so that a newcomer cannot slip in between. */
  leave(): void {
    const [next] = this.waiters;
    if (next === undefined) this.running -= 1;
    else next();
  }

  private wait(signal: Cancellation | undefined): Promise<void> {
    const { waitMs } = this.limits;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.waiters.delete(begin);
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      const begin = (): void => {
        done();
        resolve();
      };
      const giveUp = (): void => {
        done();
        reject(this.busy());
      };
      const timer = waitMs === undefined ? undefined : setTimeout(giveUp, waitMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiters.add(begin);
    });
  }

  private busy(): AppError {
    return new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: this.limits.retryAfterSeconds });
  }
}
