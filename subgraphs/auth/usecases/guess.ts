import { AppError } from '../../../platform/errors';
import { GUESSES_KEPT_SECONDS, waitAfter, type GuessLimit } from '../domain/attemptLimit';
import type { AttemptCounter } from '../ports';

/** A guess that may be made; whoever makes it says what came of it. */
export interface Guess {
  /** It was right: wrong ones before it are forgotten. */
  right(): Promise<void>;
  wrong(): Promise<void>;
  /** It was not judged after all. */
  unjudged(): Promise<void>;
}

/** A guess that may not be made now. */
export interface RefusedGuess {
  readonly retryAfterSeconds: number;
  /** Whether it is the first one refused in this wait. */
  readonly isFirst: boolean;
}

/** Whether a guess may not be made. */
export function isRefused(guess: Guess | RefusedGuess): guess is RefusedGuess {
  return 'isFirst' in guess;
}

/** Lets a guess at the secret of `subject` be made, or says how long to wait. Refused ones make no wait longer. */
export async function takeGuess(
  attempts: AttemptCounter,
  limit: GuessLimit,
  subject: string,
): Promise<Guess | RefusedGuess> {
  const keys = keysOf(limit, subject);
  return limit.isStrict ? takeStrictly(attempts, limit, keys) : takeLeniently(attempts, limit, keys);
}

/** Makes a guess; wrong is what INVALID_CREDENTIALS says. */
export async function judge<T>(guess: Guess, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    const isWrong = error instanceof AppError && error.code === 'INVALID_CREDENTIALS';
    await (isWrong ? guess.wrong() : guess.unjudged());
    throw error;
  }
  await guess.right();
  return result;
}

/** Forgets wrong guesses and ends the wait after them, for when the secret is a new one. */
export async function forgetGuesses(
  attempts: AttemptCounter,
  limit: GuessLimit,
  subject: string,
): Promise<void> {
  const { wrong, wait } = keysOf(limit, subject);
  await Promise.all([attempts.forget(wrong), attempts.forget(wait)]);
}

interface Keys {
  readonly wrong: string;
  readonly wait: string;
}

function keysOf({ name }: GuessLimit, subject: string): Keys {
  return { wrong: `${name} ${subject}`, wait: `${name} wait ${subject}` };
}

async function takeStrictly(
  attempts: AttemptCounter,
  limit: GuessLimit,
  keys: Keys,
): Promise<Guess | RefusedGuess> {
  const { count } = await attempts.count(keys.wrong, GUESSES_KEPT_SECONDS);
  const waitSeconds = waitAfter(count, limit);
  if (waitSeconds > 0) {
    // Of many at the same moment one opens the wait, and may still make its guess.
    const wait = await attempts.count(keys.wait, waitSeconds);
    if (wait.count > 1) {
      await attempts.count(keys.wrong, GUESSES_KEPT_SECONDS, -1);
      return { retryAfterSeconds: wait.secondsLeft, isFirst: wait.count === 2 };
    }
  }
  const endWait = async () => {
    if (waitSeconds > 0) await attempts.forget(keys.wait);
  };
  return {
    right: async () => {
      await Promise.all([attempts.forget(keys.wrong), endWait()]);
    },
    wrong: async () => undefined,
    unjudged: async () => {
      await Promise.all([attempts.count(keys.wrong, GUESSES_KEPT_SECONDS, -1), endWait()]);
    },
  };
}

async function takeLeniently(
  attempts: AttemptCounter,
  limit: GuessLimit,
  keys: Keys,
): Promise<Guess | RefusedGuess> {
  const [wait, wrong] = await Promise.all([attempts.find(keys.wait), attempts.find(keys.wrong)]);
  if (wait !== null) {
    const { count, secondsLeft } = await attempts.count(keys.wait, wait.secondsLeft);
    return { retryAfterSeconds: secondsLeft, isFirst: count === 2 };
  }
  return {
    right: async () => {
      if (wrong !== null) await attempts.forget(keys.wrong);
    },
    wrong: async () => {
      const { count } = await attempts.count(keys.wrong, GUESSES_KEPT_SECONDS);
      const waitSeconds = waitAfter(count, limit);
      if (waitSeconds > 0) await attempts.count(keys.wait, waitSeconds);
    },
    unjudged: async () => undefined,
  };
}
