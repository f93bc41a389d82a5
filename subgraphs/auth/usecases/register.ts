import { randomUUID } from 'node:crypto';
import { AppError } from '../../../platform/errors';
import type { Account } from '../domain/account';
import { parseDisplayName } from '../domain/displayName';
import { parseEmail } from '../domain/email';
import { requireAcceptablePassword } from '../domain/password';
import { clientBlock } from '../domain/clientBlock';
import type { AccountStore, PasswordBlocklist, PasswordHasher } from '../ports';
import type { Call } from './call';
import { limitPace, type LimitDeps } from './limitAttempts';
import { rememberClient } from './limitSignIn';
import { openSession, type OpenSessionDeps, type SignedIn } from './openSession';

/** What opening an account takes. */
export interface RegisterInput {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

/** What register needs. */
export interface RegisterDeps extends OpenSessionDeps, LimitDeps {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
  readonly blocklist: PasswordBlocklist;
  /** In code points. */
  readonly passwordMinLength: number;
}

/**
 * Opens an account and signs it in. The account is written first: should anything fail after that, signing in with
 * the same password works.
 * @throws AppError BAD_USER_INPUT, EMAIL_TAKEN, RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function register(deps: RegisterDeps, input: RegisterInput, call: Call): Promise<SignedIn> {
  const { accounts, hasher, blocklist, auditLog, clock } = deps;
  const email = parseEmail(input.email);
  const name = parseDisplayName(input.name);
  requireAcceptablePassword(
    input.password,
    { email: email.given, name },
    deps.passwordMinLength,
    (password) => blocklist.isCommon(password),
  );
  return hasher.admit(async (hashing) => {
    await limitPace(deps, deps.attemptLimits.registerByAddress, clientBlock(call.client.address), call);
    // Saves a hash in the usual case; the unique index decides when two come at the same moment.
    const taken = await accounts.findByEmailKey(email.key);
    if (taken !== null) throw new AppError('EMAIL_TAKEN', { field: 'email' });

    const passwordHash = await hashing.hash(input.password);
    const account: Account = {
      id: randomUUID(),
      email: email.given,
      name,
      roles: [],
      createdAt: clock(),
      secondFactor: null,
      disabledAt: null,
      securityVersion: 0,
    };
    await accounts.insertAccount({ ...account, secondFactor: null, emailKey: email.key, passwordHash });
    const { sessionId, ...signedIn } = await openSession(deps, account, call);
    await rememberClient(deps, email.key, call);
    await auditLog.record({ kind: 'REGISTERED', accountId: account.id, sessionId }, call);
    return signedIn;
  });
}
