import { AppError } from '../../platform/errors';
import { Turns, type Cancellation, type TurnLimits } from '../../platform/service';
import { Circuit, type CircuitLimits, type Ending } from './Circuit';

/** What a subgraph is asked for at most, and when it is left alone. */
export interface GateLimits {
  readonly queue: Required<Omit<TurnLimits, 'retryAfterSeconds'>>;
  readonly circuit: CircuitLimits;
}

const RETRY_AFTER_SECONDS = 1;

/** What stands before a subgraph: its queue and its circuit. Outlives a change of the supergraph. */
export class Gate {
  readonly queue: Turns;
  readonly circuit: Circuit;

  /** `onChange` is told when the subgraph begins and ceases to be left alone. */
  constructor({ queue, circuit }: GateLimits, onChange: (isOpen: boolean) => void) {
    this.queue = new Turns({ ...queue, retryAfterSeconds: RETRY_AFTER_SECONDS });
    this.circuit = new Circuit(circuit, onChange);
  }

  /**
   * Does the work when it may be done now.
   * @throws AppError SERVICE_UNAVAILABLE with `retryAfterSeconds` when not, and then nothing was sent; else what the
   *   work throws.
   */
  async run<T>(work: () => Promise<T>, signal?: Cancellation): Promise<T> {
    // First of all, so that nobody waits for what will be refused.
    this.circuit.check();
    const turn = this.queue.enter(signal);
    if (turn !== undefined) await turn;
    try {
      const end = this.circuit.enter();
      let ending: Ending = 'unknown';
      try {
        const result = await work();
        ending = 'answered';
        return result;
      } catch (error) {
        ending = signal?.aborted === true ? 'unknown' : endingOf(error);
        throw error;
      } finally {
        end(ending);
      }
    } finally {
      this.queue.leave();
    }
  }
}

/** Only what the network says counts, whose errors have a code; an answer that is too long or broken is one. */
function endingOf(error: unknown): Ending {
  if (!(error instanceof AppError)) return 'unknown';
  const { code, cause } = error;
  if (code === 'TIMEOUT') return 'failed';
  const hasCode = typeof cause === 'object' && cause !== null && 'code' in cause;
  return code === 'SERVICE_UNAVAILABLE' && hasCode ? 'failed' : 'answered';
}
