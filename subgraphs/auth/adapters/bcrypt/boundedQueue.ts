import { AppError } from '../../../../platform/errors';

/** What BoundedQueue takes. */
export interface BoundedQueueOptions {
  /** How many jobs run at once. */
  concurrency: number;
  /** A job is refused when it would have to wait for longer. */
  maxWaitMs: number;
  /** What a job is expected to take before any has been measured. */
  expectedJobMs: number;
  /** Monotonic milliseconds; default performance.now. */
  monotonicMs?: () => number;
}

/** The weight of the newest measurement: the average follows a change of load within about ten jobs. */
const NEWEST_WEIGHT = 0.2;

/**
 * Runs jobs a few at a time. It holds no more of them than it can begin within `maxWaitMs`, judged by a running
 * average of what jobs take, and refuses the others at once: a queue that only grows makes everybody time out.
 */
export class BoundedQueue {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private averageJobMs: number;
  private readonly monotonicMs: () => number;

  constructor(private readonly options: BoundedQueueOptions) {
    this.averageJobMs = options.expectedJobMs;
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** @throws AppError SERVICE_UNAVAILABLE at once when the wait would be too long; else what the job throws. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    await this.takeTurn();
    const startedAt = this.monotonicMs();
    try {
      return await job();
    } finally {
      this.averageJobMs += NEWEST_WEIGHT * (this.monotonicMs() - startedAt - this.averageJobMs);
      this.passTurnOn();
    }
  }

  private async takeTurn(): Promise<void> {
    const { concurrency, maxWaitMs } = this.options;
    if (this.running < concurrency) {
      this.running += 1;
      return;
    }
    const expectedWaitMs = ((this.waiting.length + 1) * this.averageJobMs) / concurrency;
    if (expectedWaitMs > maxWaitMs) {
      throw new AppError('SERVICE_UNAVAILABLE', {
        message: 'Too many people are signing in at this moment. Try again in a few seconds.',
        retryAfterSeconds: Math.ceil(maxWaitMs / 1000),
      });
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private passTurnOn(): void {
    const next = this.waiting.shift();
    // The turn goes from job to job, so that a newcomer cannot slip in between.
    if (next === undefined) this.running -= 1;
    else next();
  }
}
