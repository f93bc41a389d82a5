import { AppError } from '../../../../platform/errors';

/** This many failures in a row open the circuit. */
const FAILURES_TO_OPEN = 10;
/** How long an open circuit refuses; then one call may try. */
const OPEN_MS = 2_000;

/**
 * Stops calling a store that is down (promise O04): after ten failures in a row calls are refused at once for two
 * seconds, then one call at a time tries, and the first that succeeds closes the circuit.
 */
export class CircuitBreaker {
  private failures = 0;
  private openUntil = 0;
  private isTrying = false;

  /** `monotonicMs` is the clock; injected so that tests need not wait. */
  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /**
   * Runs `work` unless the circuit is open. `isOutage` tells failures of the store from its answers.
   * @throws AppError SERVICE_UNAVAILABLE while open; what `work` throws otherwise.
   */
  async run<T>(work: () => Promise<T>, isOutage: (error: unknown) => boolean): Promise<T> {
    const isHalfOpen = this.failures >= FAILURES_TO_OPEN;
    if (isHalfOpen && (this.isTrying || this.monotonicMs() < this.openUntil)) {
      throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: OPEN_MS / 1000 });
    }
    this.isTrying = isHalfOpen;
    try {
      const result = await work();
      this.failures = 0;
      return result;
    } catch (error) {
      this.failures = isOutage(error) ? this.failures + 1 : 0;
      if (this.failures >= FAILURES_TO_OPEN) this.openUntil = this.monotonicMs() + OPEN_MS;
      throw error;
    } finally {
      if (isHalfOpen) this.isTrying = false;
    }
  }
}
