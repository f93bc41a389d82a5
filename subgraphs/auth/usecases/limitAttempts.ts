import { AppError } from '../../../platform/errors';
import type { AttemptLimits, GuessLimit, PaceLimit } from '../domain/attemptLimit';
import type { AttemptCounter, AuditLog } from '../ports';
import type { Call } from './call';
import { isRefused, judge, takeGuess, type RefusedGuess } from './guess';

/** What limiting attempts needs. */
export interface LimitDeps {
  readonly attempts: AttemptCounter;
  readonly attemptLimits: AttemptLimits;
  readonly auditLog: AuditLog;
}

/**
 * Makes a guess at a secret of an account, unless there were too many wrong ones; wrong is what INVALID_CREDENTIALS
 * says. What is refused costs no work.
 * @throws AppError RATE_LIMITED with the seconds to wait, SERVICE_UNAVAILABLE, TIMEOUT, and what `work` throws.
 */
export async function limitGuesses<T>(
  deps: LimitDeps,
  limit: GuessLimit,
  accountId: string,
  call: Call,
  work: () => Promise<T>,
): Promise<T> {
  const guess = await takeGuess(deps.attempts, limit, accountId);
  if (isRefused(guess)) throw await refusal(deps, guess, accountId, call);
  return judge(guess, work);
}

/**
 * Counts something that may be done so often in a stretch of time, whatever comes of it.
 * @throws AppError RATE_LIMITED with the seconds until the stretch ends, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function limitPace(
  deps: LimitDeps,
  limit: PaceLimit,
  subject: string,
  call: Call,
): Promise<void> {
  const { count, secondsLeft } = await deps.attempts.count(`${limit.name} ${subject}`, limit.withinSeconds);
  if (count <= limit.times) return;
  const isFirst = count === limit.times + 1;
  throw await refusal(deps, { retryAfterSeconds: secondsLeft, isFirst }, null, call);
}

/** The error for a refused attempt; the first one of each wait is remembered (promise B02). */
export async function refusal(
  { auditLog }: Pick<LimitDeps, 'auditLog'>,
  { retryAfterSeconds, isFirst }: RefusedGuess,
  accountId: string | null,
  call: Call,
): Promise<AppError> {
  if (isFirst) await auditLog.record({ kind: 'ATTEMPTS_LIMITED', accountId }, call);
  return new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(retryAfterSeconds) });
}
