import { AppError } from '../../platform/errors';

const RETRY_AFTER_SECONDS = 2;

/**
 * Lets so much work go on at once and no more. Of a storm of sign-ins the surplus is refused here, where that costs
 * least: without a connection to auth, which goes on answering everybody else (promise M01).
 */
export class Bound {
  private underWay = 0;

  constructor(private readonly atOnce: number) {}

  /** @throws AppError SERVICE_UNAVAILABLE at once when as much is under way; else what the work throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= this.atOnce) {
      throw new AppError('SERVICE_UNAVAILABLE', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}
