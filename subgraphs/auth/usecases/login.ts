import { AppError } from '../../../platform/errors';
import { findEmailKey } from '../domain/email';
import { requireHashable } from '../domain/password';
import { readGivenCode, type SecondFactorProof } from '../domain/secondFactor';
import type { PasswordHasher } from '../ports';
import type { Call } from './call';
import { limitSignIn, type LimitSignInDeps } from './limitSignIn';
import type { SignedIn } from './openSession';
import { signIn, type SignInDeps } from './signIn';

/** What signing in takes. */
export interface LoginInput extends SecondFactorProof {
  readonly email: string;
  readonly password: string;
}

/** What login needs. */
export interface LoginDeps extends SignInDeps, LimitSignInDeps {
  readonly hasher: PasswordHasher;
}

/**
 * Signs in with e-mail and password.
 * @throws AppError INVALID_CREDENTIALS, after the same work, whether the address is unknown or the password wrong;
 * BAD_USER_INPUT for what is too long to be a password; RATE_LIMITED; what signIn throws; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function login(deps: LoginDeps, input: LoginInput, call: Call): Promise<SignedIn> {
  const { accounts, hasher, auditLog } = deps;
  requireHashable(input.password);
  readGivenCode(input);
  const emailKey = findEmailKey(input.email);
  return hasher.admit((hashing) =>
    limitSignIn(deps, emailKey ?? input.email, call, async () => {
      const found = emailKey === null ? null : await accounts.findByEmailKey(emailKey);
      const isRight = await hashing.verify(input.password, found?.passwordHash ?? null);
      if (found === null || !isRight) {
        await auditLog.record({ kind: 'LOGIN_REFUSED', accountId: found?.account.id ?? null }, call);
        throw new AppError('INVALID_CREDENTIALS');
      }
      const { account, passwordHash } = found;
      if (hasher.isOutdated(passwordHash)) {
        // The right password is only here at login: the moment to bring its hash up to today's cost (promise P05).
        const renewed = await hashing.hash(input.password);
        if (await accounts.replacePasswordHash(account.id, passwordHash, renewed)) {
          await auditLog.record({ kind: 'PASSWORD_REHASHED', accountId: account.id }, call);
        }
      }
      return signIn(deps, account, input, call);
    }),
  );
}
