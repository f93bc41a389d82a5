import { AppError } from '../../../platform/errors';
import { findEmailKey } from '../domain/email';
import { requireHashable } from '../domain/password';
import type { AccountStore, PasswordHasher, SecurityLog } from '../ports';
import type { Call } from './call';
import { openSession, type OpenSessionDeps, type SignedIn } from './openSession';

/** What signing in takes. */
export interface LoginInput {
  readonly email: string;
  readonly password: string;
}

/** What login needs. */
export interface LoginDeps extends OpenSessionDeps {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
  readonly securityLog: SecurityLog;
}

/**
 * Signs in with e-mail and password.
 * @throws AppError INVALID_CREDENTIALS, after the same work, whether the address is unknown or the password wrong;
 * BAD_USER_INPUT for what is too long to be a password; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function login(deps: LoginDeps, input: LoginInput, call: Call): Promise<SignedIn> {
  const { accounts, hasher, securityLog } = deps;
  const { requestId } = call;
  requireHashable(input.password);
  const emailKey = findEmailKey(input.email);
  return hasher.admit(async (hashing) => {
    const found = emailKey === null ? null : await accounts.findByEmailKey(emailKey);
    const isRight = await hashing.verify(input.password, found?.passwordHash ?? null);
    if (found === null || !isRight) {
      securityLog.record({ kind: 'LOGIN_REFUSED', requestId, accountId: found?.account.id ?? null });
      throw new AppError('INVALID_CREDENTIALS');
    }
    const { account, passwordHash } = found;
    if (hasher.isOutdated(passwordHash)) {
      // The right password is only here at login: the moment to bring its hash up to today's cost (promise P05).
      const renewed = await hashing.hash(input.password);
      if (await accounts.replacePasswordHash(account.id, passwordHash, renewed)) {
        securityLog.record({ kind: 'PASSWORD_REHASHED', requestId, accountId: account.id });
      }
    }
    const { sessionId, ...signedIn } = await openSession(deps, account);
    securityLog.record({ kind: 'LOGGED_IN', requestId, accountId: account.id, sessionId });
    return signedIn;
  });
}
