import { S3ServiceException } from '@aws-sdk/client-s3';
import { AppError } from '../../../../platform/errors';
import type { Log } from '../../../../platform/service';
import type { CircuitBreaker } from './CircuitBreaker';

/** The longest a call without a body may take in all, retries included; callers upstream give up after 3 s. */
const STORE_DEADLINE_MS = 2_000;

/** Errors by which the SDK says that a time limit was reached. */
const TIMEOUTS = new Set(['AbortError', 'TimeoutError', 'RequestTimeout']);

/** Calls to the store: with a deadline, behind the circuit breaker, and with errors in our words. */
export class StoreCalls {
  constructor(
    private readonly breaker: CircuitBreaker,
    private readonly log: Log,
  ) {}

  /**
   * Runs a call that must end within 2 s, unless the circuit is open.
   * @throws AppError TIMEOUT or SERVICE_UNAVAILABLE; nothing the store said gets out.
   */
  async run<T>(call: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(STORE_DEADLINE_MS);
    // However an aborted call words it: what ended it was the deadline.
    const inTime = () => work(signal).catch((error: unknown) => throwFor(error, signal));
    return this.runLong(call, () => this.breaker.run(inTime, isOutage));
  }

  /**
   * Runs a call that takes as long as there are bytes to carry, and sees to its end itself. It stays away from the
   * circuit breaker, for which one long call would be no test of whether the store is back.
   * @throws AppError as `run`. A store that refuses us (keys, bucket, clock) is our fault and not the client's: it
   * is logged as an error (promise O02).
   */
  async runLong<T>(call: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (isOutage(error)) this.log.warn({ err: error, call }, 'the object store does not answer');
      else this.log.error({ err: error, call }, 'the object store refuses us: check keys, bucket and clock');
      const { name } = error as { name?: string };
      const code = name !== undefined && TIMEOUTS.has(name) ? 'TIMEOUT' : 'SERVICE_UNAVAILABLE';
      throw new AppError(code, { cause: error });
    }
  }
}

/** Whether the store says that there is nothing under a key. */
export function isNoSuchKey(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NoSuchKey' || error.name === 'NotFound');
}

function throwFor(error: unknown, signal: AbortSignal): never {
  throw signal.aborted && !(error instanceof AppError) ? signal.reason : error;
}

/** Whether the store is in trouble, rather than refusing what we ask. */
function isOutage(error: unknown): boolean {
  if (error instanceof AppError) return false;
  if (!(error instanceof S3ServiceException)) return true;
  const status = error.$metadata.httpStatusCode;
  return status === undefined || status >= 500 || status === 429;
}
