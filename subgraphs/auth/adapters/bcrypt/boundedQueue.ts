import { AppError } from '../../../../platform/errors';
import { hashing } from '../../../../platform/seeing';

/** What BoundedQueue takes. */
export interface BoundedQueueOptions {
  /** How many jobs run at once. */
  concurrency: number;
  /** Work is refused when its job would have to wait for longer. */
  maxWaitMs: number;
  /** What a job is expected to take before any has been measured. */
  expectedJobMs: number;
  /** Monotonic milliseconds; default performance.now. */
  monotonicMs?: () => number;
}

/** Runs one job when its turn has come. */
export type RunJob = <T>(job: () => Promise<T>) => Promise<T>;

/** The weight of the newest measurement: the average follows a change of load within about ten jobs. */
const NEWEST_WEIGHT = 0.2;

/**
 * Runs jobs a few at a time. Whoever has a job must be admitted first; no more are than can have their turn within
 * `maxWaitMs`, judged by a running average of what jobs take. The others are refused before they have cost anything:
 * a queue that only grows makes everybody time out.
 */
export class BoundedQueue {
  private readonly waiting: (() => void)[] = [];
  private admitted = 0;
  private running = 0;
  private averageJobMs: number;
  private readonly monotonicMs: () => number;

  constructor(private readonly options: BoundedQueueOptions) {
    this.averageJobMs = options.expectedJobMs;
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /**
   * Does work of which a part is a job; from here on it counts, so that many who come at once are not all let in.
   * @throws AppError SERVICE_UNAVAILABLE at once when the wait would be too long; else what the work throws.
   */
  async admit<T>(work: (run: RunJob) => Promise<T>): Promise<T> {
    const { concurrency, maxWaitMs } = this.options;
    const ahead = this.admitted + 1 - concurrency;
    if (ahead > 0 && (ahead * this.averageJobMs) / concurrency > maxWaitMs) {
      this.tell(true);
      throw new AppError('SERVICE_UNAVAILABLE', {
        message: 'Too many people are signing in at this moment. Try again in a few seconds.',
        retryAfterSeconds: Math.ceil(maxWaitMs / 1000),
      });
    }
    this.admitted += 1;
    try {
      return await work((job) => this.run(job));
    } finally {
      this.admitted -= 1;
    }
  }

  private async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.running < this.options.concurrency) {
      this.running += 1;
      this.tell();
    } else {
      const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
      this.tell();
      await turn;
    }
    const startedAt = this.monotonicMs();
    try {
      return await job();
    } finally {
      this.learn(this.monotonicMs() - startedAt);
      this.passTurnOn();
    }
  }

  /**
   * What a job takes while others wait is what those who wait will take. One that has the machine to itself is faster:
   * judged by such, the first storm after a quiet hour would let in more than can have their turn in time.
   */
  private learn(jobMs: number): void {
    if (this.waiting.length === 0 && jobMs < this.averageJobMs) return;
    this.averageJobMs += NEWEST_WEIGHT * (jobMs - this.averageJobMs);
  }

  private passTurnOn(): void {
    const next = this.waiting.shift();
    // The turn goes from job to job, so that a newcomer cannot slip in between.
    if (next === undefined) this.running -= 1;
    else next();
    this.tell();
  }

  private tell(isShed = false): void {
    hashing.tell({ waiting: this.waiting.length, running: this.running, isShed });
  }
}
