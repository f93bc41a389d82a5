/** How often somebody may be wrong in a row about one secret: some times at once, then after growing waits. */
export interface GuessLimit {
  /** Names the counter; whatever counts together has the same name. */
  readonly name: string;
  /** So many wrong ones in a row have no consequence. */
  readonly free: number;
  /** The wait after the last free one; each further one doubles it. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /**
   * Whether a guess counts as a wrong one from before it is made, so that not even many at the same moment get past
   * the limit; otherwise once it was wrong, so that many right ones at the same moment are nobody's fault.
   */
  readonly isStrict: boolean;
}

/** How often something may be done within a stretch of time that the first time begins. */
export interface PaceLimit {
  readonly name: string;
  readonly times: number;
  readonly withinSeconds: number;
}

/** What an operator decides about limits. */
export interface AttemptSettings {
  /** LOGIN_ATTEMPTS: wrong passwords or codes in a row before waits begin. */
  readonly perAccount: number;
  /** ADDRESS_ATTEMPTS: what one client address may do of each kind within 15 minutes. */
  readonly perAddress: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Wrong guesses are forgotten so long after the first of them; the right one forgets them at once. */
export const GUESSES_KEPT_SECONDS = 24 * HOUR;

/** A client address from which somebody has signed in is known so long after the last time. */
export const KNOWN_CLIENT_SECONDS = 30 * 24 * HOUR;

/** Every limit of auth. */
export function createAttemptLimits({ perAccount, perAddress }: AttemptSettings) {
  const guesses = (name: string, longestWaitSeconds: number, isStrict: boolean): GuessLimit => {
    return { name, free: perAccount, firstWaitSeconds: 30, longestWaitSeconds, isStrict };
  };
  const pace = (name: string): PaceLimit => {
    return { name, times: perAddress, withinSeconds: 15 * MINUTE };
  };
  return {
    /** Passwords at signing in, by clients an account has not been used from. */
    password: guesses('PASSWORD', 15 * MINUTE, true),
    /** The same by a client address the account has been used from: strangers cannot use its attempts up. */
    knownClientPassword: guesses('KNOWN_CLIENT_PASSWORD', 15 * MINUTE, false),
    /** Passwords given once more by somebody signed in. */
    proof: guesses('PROOF', 15 * MINUTE, false),
    /** Codes of the second factor: of a million, three are right at a time, so waits grow to a day. */
    code: guesses('CODE', 24 * HOUR, true),
    /** Failed sign-ins from one client address. */
    signInByAddress: pace('SIGN_IN_BY_ADDRESS'),
    /** Accounts opened, or tried to, from one client address. */
    registerByAddress: pace('REGISTER_BY_ADDRESS'),
    /** Refresh tokens of ours that were refused, by client address. */
    refreshByAddress: pace('REFRESH_BY_ADDRESS'),
    /** Mails asked for from one client address. */
    mailByAddress: pace('MAIL_BY_ADDRESS'),
    /** Mails to one e-mail address, whether or not it has an account. */
    mailByEmail: { name: 'MAIL_BY_EMAIL', times: 5, withinSeconds: HOUR },
  } as const satisfies Record<string, GuessLimit | PaceLimit>;
}

/** All limits by their name in the code. */
export type AttemptLimits = ReturnType<typeof createAttemptLimits>;

/** Seconds to wait after the wrong guess number `count`, counted from 1; 0 while they are free. */
export function waitAfter(count: number, limit: GuessLimit): number {
  const { free, firstWaitSeconds, longestWaitSeconds } = limit;
  return count < free ? 0 : Math.min(firstWaitSeconds * 2 ** (count - free), longestWaitSeconds);
}
