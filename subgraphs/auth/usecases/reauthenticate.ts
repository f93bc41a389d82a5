import { AppError } from '../../../platform/errors';
import type { UserCaller } from '../../../platform/identity';
import type { Account } from '../domain/account';
import { requireHashable } from '../domain/password';
import { readGivenCode, type SecondFactorProof } from '../domain/secondFactor';
import type { AccountStore, Hashing, PasswordHasher } from '../ports';
import type { Call } from './call';
import { limitGuesses, type LimitDeps } from './limitAttempts';
import { requireSecondFactor, type RequireSecondFactorDeps } from './requireSecondFactor';
import { requireSession, sessionOver, type RequireSessionDeps } from './requireSession';

/**
 * What somebody signed in proves once more before something that cannot be undone: the password and, for accounts that
 * have one, the second factor.
 */
export interface Proof extends SecondFactorProof {
  /** The password of the account. */
  readonly password: string;
}

/** What reauthenticate needs. */
export interface ReauthenticateDeps extends RequireSessionDeps, RequireSecondFactorDeps, LimitDeps {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
}

/** Who has proved it, with the room in the hashing queue that the proof was checked in. */
export interface Reauthenticated {
  readonly account: Account;
  readonly passwordHash: string;
  readonly user: UserCaller;
  readonly hashing: Hashing;
}

/**
 * Does work for the person behind a call once it has proved who it is again: a stolen access token, or a device left
 * open, is not enough for what ends or takes over an account.
 * @param passwordField what the input calls the password.
 * @throws AppError UNAUTHENTICATED, INVALID_CREDENTIALS with the field at fault, TOTP_REQUIRED, RATE_LIMITED,
 * SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function reauthenticate<T>(
  deps: ReauthenticateDeps,
  proof: Proof,
  call: Call,
  work: (who: Reauthenticated) => Promise<T>,
  passwordField = 'password',
): Promise<T> {
  const { accounts, hasher, auditLog } = deps;
  requireHashable(proof.password, passwordField);
  readGivenCode(proof);
  const user = await requireSession(deps, call);
  const { proof: limit } = deps.attemptLimits;
  return hasher.admit((hashing) =>
    limitGuesses(deps, limit, user.userId, call, async () => {
      const found = await accounts.findById(user.userId);
      if (found === null) throw sessionOver();
      const { account, passwordHash } = found;
      if (!(await hashing.verify(proof.password, passwordHash))) {
        await auditLog.record(
          { kind: 'LOGIN_REFUSED', accountId: account.id, sessionId: user.sessionId },
          call,
        );
        throw new AppError('INVALID_CREDENTIALS', {
          message: 'The password is wrong.',
          field: passwordField,
        });
      }
      await requireSecondFactor(deps, account, proof, call);
      return work({ account, passwordHash, user, hashing });
    }),
  );
}
