import { KNOWN_CLIENT_SECONDS } from '../domain/attemptLimit';
import { clientBlock } from '../domain/clientBlock';
import type { AccountStore } from '../ports';
import type { Call } from './call';
import {
  isRefused,
  judge,
  limitPace,
  refusal,
  takeGuess,
  type CountedGuess,
  type LimitDeps,
  type RefusedGuess,
} from './limitAttempts';

/** What limitSignIn needs. */
export interface LimitSignInDeps extends LimitDeps {
  readonly accounts: AccountStore;
}

/**
 * Makes one attempt to sign in with an e-mail address, unless there were too many wrong ones for it, or from the
 * client's address. Addresses that nobody has count like others, so that nothing tells them apart (promise P06).
 * @throws AppError RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT, and what `work` throws.
 */
export async function limitSignIn<T>(
  deps: LimitSignInDeps,
  emailKey: string,
  call: Call,
  work: () => Promise<T>,
): Promise<T> {
  const { attempts, attemptLimits } = deps;
  const { signInByAddress } = attemptLimits;
  const block = clientBlock(call.client.address);
  await limitPace(deps, signInByAddress, block, call);
  const guess = await takeSignIn(deps, emailKey, block);
  if (isRefused(guess)) {
    const found = guess.isFirst ? await deps.accounts.findByEmailKey(emailKey) : null;
    throw await refusal(deps, guess, found?.account.id ?? null, call);
  }
  // Only failures count against an address: a school or an office may share one.
  const excuse = () => attempts.count(`${signInByAddress.name} ${block}`, signInByAddress.withinSeconds, -1);
  return judge(
    {
      forget: async () => {
        await Promise.all([
          guess.forget(),
          excuse(),
          attempts.count(knownKey(emailKey, block), KNOWN_CLIENT_SECONDS),
        ]);
      },
      withdraw: async () => {
        await Promise.all([guess.withdraw(), excuse()]);
      },
    },
    work,
  );
}

/**
 * Forgets wrong passwords of an address, for when its password was replaced.
 * @throws AppError SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function forgetWrongPasswords(
  { attempts, attemptLimits: { password } }: LimitDeps,
  emailKey: string,
): Promise<void> {
  await Promise.all(
    [`${password.name} ${emailKey}`, `${password.name} wait ${emailKey}`].map((key) => attempts.forget(key)),
  );
}

/** While strangers have used up what an account allows, clients it was used from before have attempts of their own. */
async function takeSignIn(
  deps: LimitSignInDeps,
  emailKey: string,
  block: string,
): Promise<CountedGuess | RefusedGuess> {
  const { attempts, attemptLimits } = deps;
  const guess = await takeGuess(deps, attemptLimits.password, emailKey);
  if (!isRefused(guess) || (await attempts.find(knownKey(emailKey, block))) === null) return guess;
  return takeGuess(deps, attemptLimits.knownClientPassword, `${emailKey} ${block}`);
}

function knownKey(emailKey: string, block: string): string {
  return `KNOWN_CLIENT ${emailKey} ${block}`;
}
