import { AppError } from '../../../platform/errors';
import { findEmailKey } from '../domain/email';
import { requireHashable } from '../domain/password';
import type { AccountStore, PasswordHasher, AuditLog } from '../ports';
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
  readonly auditLog: AuditLog;
}

/**
 * Signs in with e-mail and password.
 * @throws AppError INVALID_CREDENTIALS, after the same work, whether the address is unknown or the password wrong;
 * BAD_USER_INPUT for what is too long to be a password; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function login(deps: LoginDeps, input: LoginInput, call: Call): Promise<SignedIn> {
  const { accounts, hasher, auditLog } = deps;
  requireHashable(input.password);
  const emailKey = findEmailKey(input.email);
  return hasher.admit(async (hashing) => {
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
    const { sessionId, ...signedIn } = await openSession(deps, account);
    await auditLog.record({ kind: 'LOGGED_IN', accountId: account.id, sessionId }, call);
    return signedIn;
  });
}
