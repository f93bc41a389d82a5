import { AppError } from '../../../platform/errors';
import { waitAfter, GUESSES_KEPT_SECONDS, type AttemptLimits } from '../domain/attemptLimit';
import type { GuessLimit, PaceLimit } from '../domain/attemptLimit';
import type { AttemptCounter, AuditLog } from '../ports';
import type { Call } from './call';

/** What limiting attempts needs. */
export interface LimitDeps {
  readonly attempts: AttemptCounter;
  readonly attemptLimits: AttemptLimits;
  readonly auditLog: AuditLog;
}

/** A guess that has been counted as a wrong one before it is made, so that none of many at once goes uncounted. */
export interface CountedGuess {
  /** It was right: wrong ones before it are forgotten. */
  forget(): Promise<void>;
  /** It was never judged: it does not count. */
  withdraw(): Promise<void>;
}

/** A guess that may not be made now. */
export interface RefusedGuess {
  readonly retryAfterSeconds: number;
  /** Whether it is the first one refused in this wait. */
  readonly isFirst: boolean;
}

/** Whose secret is guessed at, and the account it is of, where that is known. */
export interface GuessSubject {
  readonly limit: GuessLimit;
  readonly subject: string;
  readonly accountId: string;
}

/**
 * Makes a guess at a secret of an account, unless there were too many wrong ones; wrong is what INVALID_CREDENTIALS
 * says. Refused guesses cost no work and make no wait longer.
 * @throws AppError RATE_LIMITED with the seconds to wait, SERVICE_UNAVAILABLE, TIMEOUT, and what `work` throws.
 */
export async function limitGuesses<T>(
  deps: LimitDeps,
  { limit, subject, accountId }: GuessSubject,
  call: Call,
  work: () => Promise<T>,
): Promise<T> {
  const guess = await takeGuess(deps, limit, subject);
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

/** Counts a guess, or says how long to wait before the next one. */
export async function takeGuess(
  { attempts }: LimitDeps,
  limit: GuessLimit,
  subject: string,
): Promise<CountedGuess | RefusedGuess> {
  const wrongKey = `${limit.name} ${subject}`;
  const waitKey = `${limit.name} wait ${subject}`;
  const { count } = await attempts.count(wrongKey, GUESSES_KEPT_SECONDS);
  const waitSeconds = waitAfter(count, limit);
  if (waitSeconds > 0) {
    // Whoever opens the next wait may still make this guess: one of many at the same moment.
    const wait = await attempts.count(waitKey, waitSeconds);
    if (wait.count > 1) {
      await attempts.count(wrongKey, GUESSES_KEPT_SECONDS, -1);
      return { retryAfterSeconds: wait.secondsLeft, isFirst: wait.count === 2 };
    }
  }
  const endWait = async () => {
    if (waitSeconds > 0) await attempts.forget(waitKey);
  };
  return {
    forget: async () => {
      await Promise.all([attempts.forget(wrongKey), endWait()]);
    },
    withdraw: async () => {
      await Promise.all([attempts.count(wrongKey, GUESSES_KEPT_SECONDS, -1), endWait()]);
    },
  };
}

/** Does what a counted guess is for, and counts by what comes of it. */
export async function judge<T>(guess: CountedGuess, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    const isWrong = error instanceof AppError && error.code === 'INVALID_CREDENTIALS';
    if (!isWrong) await guess.withdraw();
    throw error;
  }
  await guess.forget();
  return result;
}

/** Whether a guess may not be made. */
export function isRefused(guess: CountedGuess | RefusedGuess): guess is RefusedGuess {
  return 'isFirst' in guess;
}

/** The error for a refused attempt; the first one of each wait is remembered (promise B02). */
export async function refusal(
  { auditLog }: LimitDeps,
  { retryAfterSeconds, isFirst }: RefusedGuess,
  accountId: string | null,
  call: Call,
): Promise<AppError> {
  if (isFirst) await auditLog.record({ kind: 'ATTEMPTS_LIMITED', accountId }, call);
  return new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(retryAfterSeconds) });
}
