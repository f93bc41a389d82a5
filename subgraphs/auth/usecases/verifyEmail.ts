import { viewSelf, type UserView } from '../domain/account';
import type { AccountStore, AuditLog } from '../ports';
import type { Call } from './call';
import { linkInvalid, requireLink, takeLink, type LinkDeps } from './requireLink';

/** What needs the token of a mailed link and nothing else. */
export interface TokenInput {
  readonly token: string;
}

/** What verifyEmail needs. */
export interface VerifyEmailDeps extends LinkDeps {
  readonly accounts: AccountStore;
  readonly auditLog: AuditLog;
}

/**
 * Takes the holder of a mailed link for the owner of the address it was mailed to. Signs nobody in.
 * @throws AppError BAD_USER_INPUT, reason LINK_INVALID; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function verifyEmail(
  deps: VerifyEmailDeps,
  { token }: TokenInput,
  call: Call,
): Promise<{ user: UserView }> {
  const link = await requireLink(deps, 'VERIFY_EMAIL', token);
  await takeLink(deps, link);
  const account = await deps.accounts.verifyEmail(link.accountId, link.emailKey, deps.clock());
  if (account === null) throw linkInvalid();
  await deps.auditLog.record({ kind: 'EMAIL_VERIFIED', accountId: account.id }, call);
  return { user: viewSelf(account) };
}
