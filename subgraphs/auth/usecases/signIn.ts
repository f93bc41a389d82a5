import { AppError } from '../../../platform/errors';
import { requireOpenAccount, viewSelf, type Account } from '../domain/account';
import type { SecondFactorProof } from '../domain/secondFactor';
import type { AccountStore } from '../ports';
import type { Call } from './call';
import { openSession, type OpenSessionDeps, type SignedIn } from './openSession';
import { requireVerifiedEmail, type RequireVerifiedEmailDeps } from './requireVerifiedEmail';
import { requireSecondFactor, type RequireSecondFactorDeps } from './requireSecondFactor';

/** What signIn needs. */
export interface SignInDeps extends OpenSessionDeps, RequireSecondFactorDeps, RequireVerifiedEmailDeps {
  readonly accounts: AccountStore;
}

/**
 * The one way in: whatever the first factor was (a password, a mailed link), everything after it happens here.
 * @param account as it was before the first factor was checked.
 * @param useUp takes a first factor that works once, now that the second one is right; answers the account as it is then.
 * @throws AppError FORBIDDEN with reason ACCOUNT_DISABLED or EMAIL_NOT_VERIFIED; what requireSecondFactor throws;
 * INVALID_CREDENTIALS when the account changed meanwhile; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function signIn(
  deps: SignInDeps,
  account: Account,
  proof: SecondFactorProof,
  call: Call,
  useUp: (account: Account) => Promise<Account> = async () => account,
): Promise<SignedIn> {
  requireOpenAccount(account);
  await requireSecondFactor(deps, account, proof, call);
  const admitted = await useUp(account);
  requireVerifiedEmail(deps, admitted);
  const { sessionId, ...signedIn } = await openSession(deps, admitted, call);
  const current = await requireUnchanged(deps, admitted, sessionId);
  await deps.auditLog.record({ kind: 'LOGGED_IN', accountId: account.id, sessionId }, call);
  return { ...signedIn, user: viewSelf(current) };
}

/**
 * A change of the password, or disabling the account, ends its sessions. One that was opened while that went on would
 * be missed, so the account is read once more when the session is there: of the two, one sees the other.
 */
async function requireUnchanged(
  { accounts, sessions, clock }: SignInDeps,
  before: Account,
  sessionId: string,
): Promise<Account> {
  const [now] = await accounts.findByIds([before.id]);
  if (now?.securityVersion === before.securityVersion) return now;
  await sessions.endSession(sessionId, 'ACCOUNT_GONE', clock());
  throw new AppError('INVALID_CREDENTIALS');
}
