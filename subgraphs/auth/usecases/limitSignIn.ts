import { KNOWN_CLIENT_SECONDS } from '../domain/attemptLimit';
import { clientBlock } from '../../../platform/identity';
import type { AccountStore } from '../ports';
import type { Call } from './call';
import { forgetGuesses, isRefused, judge, takeGuess } from './guess';
import { limitPace, refusal, type LimitDeps } from './limitAttempts';

/** What limitSignIn needs. */
export interface LimitSignInDeps extends LimitDeps {
  readonly accounts: AccountStore;
}

/**
 * Makes one attempt to sign in with an e-mail address, unless there were too many wrong ones for it, or from the
 * client's address. Addresses that nobody has count like others, so that nothing tells them apart (promise P06).
 * Clients that the account was used from have attempts of their own, so that strangers cannot lock its person out.
 * @throws AppError RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT, and what `work` throws.
 */
export async function limitSignIn<T>(
  deps: LimitSignInDeps,
  emailKey: string,
  call: Call,
  work: () => Promise<T>,
): Promise<T> {
  const { attempts, attemptLimits } = deps;
  const { signInByAddress, password, knownClientPassword } = attemptLimits;
  const block = clientBlock(call.client.address);
  const [known] = await Promise.all([
    attempts.find(knownKey(emailKey, block)),
    limitPace(deps, signInByAddress, block, call),
  ]);
  const guess = await (known === null
    ? takeGuess(attempts, password, emailKey)
    : takeGuess(attempts, knownClientPassword, `${emailKey} ${block}`));
  if (isRefused(guess)) {
    const found = guess.isFirst ? await deps.accounts.findByEmailKey(emailKey) : null;
    throw await refusal(deps, guess, found?.account.id ?? null, call);
  }
  // Only failures count against an address: a school or an office may share one.
  const excuse = () => attempts.count(`${signInByAddress.name} ${block}`, signInByAddress.withinSeconds, -1);
  return judge(
    {
      right: async () => {
        await Promise.all([guess.right(), excuse(), rememberClient(deps, emailKey, call)]);
      },
      wrong: () => guess.wrong(),
      unjudged: async () => {
        await Promise.all([guess.unjudged(), excuse()]);
      },
    },
    work,
  );
}

/** Makes the client one that the account was used from. */
export async function rememberClient(
  { attempts }: Pick<LimitDeps, 'attempts'>,
  emailKey: string,
  { client }: Call,
): Promise<void> {
  const key = knownKey(emailKey, clientBlock(client.address));
  // Counting alone would not begin the time anew.
  await attempts.forget(key);
  await attempts.count(key, KNOWN_CLIENT_SECONDS);
}

/**
 * Forgets wrong passwords of an e-mail address, for when its password was replaced by a link.
 * @throws AppError SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function forgetWrongPasswords(
  { attempts, attemptLimits }: Pick<LimitDeps, 'attempts' | 'attemptLimits'>,
  emailKey: string,
  { client }: Call,
): Promise<void> {
  const { password, knownClientPassword } = attemptLimits;
  await Promise.all([
    forgetGuesses(attempts, password, emailKey),
    forgetGuesses(attempts, knownClientPassword, `${emailKey} ${clientBlock(client.address)}`),
  ]);
}

function knownKey(emailKey: string, block: string): string {
  return `KNOWN_CLIENT ${emailKey} ${block}`;
}
