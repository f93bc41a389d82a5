import { AppError } from '../../platform/errors';

/** When a subgraph is left alone, and for how long. */
export interface CircuitLimits {
  /** Failures in a row that open the circuit; 0 never does. */
  readonly failures: number;
  /** Milliseconds until one call may try again. */
  readonly openMs: number;
}

/** How a call ended: with an answer of any kind, without one, or by the client's going away, which says nothing. */
export type Ending = 'answered' | 'failed' | 'unknown';

/**
 * Leaves a subgraph alone that cannot be reached: after so many calls in a row without any answer, calls are refused at
 * once instead of each waiting for its deadline. After a while a single call tries; its answer lets all others through.
 */
export class Circuit {
  private failures = 0;
  private openUntil = 0;
  private isProbing = false;

  constructor(
    private readonly limits: CircuitLimits,
    /** Told when calls begin and cease to be refused. */
    private readonly onChange: (isOpen: boolean) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the subgraph counts as out of reach. */
  get isOpen(): boolean {
    return this.limits.failures > 0 && this.failures >= this.limits.failures;
  }

  /** @throws AppError SERVICE_UNAVAILABLE while calls are refused. */
  check(): void {
    if (!this.isOpen) return;
    const restMs = this.openUntil - this.now();
    if (restMs <= 0 && !this.isProbing) return;
    throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: Math.max(1, Math.ceil(restMs / 1_000)) });
  }

  /**
   * Lets a call through, and answers what to call at its end.
   * @throws AppError SERVICE_UNAVAILABLE while calls are refused.
   */
  enter(): (ending: Ending) => void {
    this.check();
    const isProbe = this.isOpen;
    if (isProbe) this.isProbing = true;
    return (ending) => {
      if (isProbe) this.isProbing = false;
      if (ending === 'answered') this.answered();
      else if (ending === 'failed') this.fail(isProbe);
    };
  }

  /** Lets everything through: the subgraph is known to answer. */
  answered(): void {
    const wasOpen = this.isOpen;
    this.failures = 0;
    if (wasOpen) this.onChange(false);
  }

  private fail(isProbe: boolean): void {
    const wasOpen = this.isOpen;
    this.failures += 1;
    // Calls that had begun before and end now do not make it longer.
    if (this.isOpen && (isProbe || !wasOpen)) this.openUntil = this.now() + this.limits.openMs;
    if (this.isOpen && !wasOpen) this.onChange(true);
  }
}
