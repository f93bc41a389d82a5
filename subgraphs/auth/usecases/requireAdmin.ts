import { AppError } from '../../../platform/errors';
import type { UserCaller } from '../../../platform/identity';
import type { AccountStore } from '../ports';
import type { Call } from './call';
import { requireSession, type RequireSessionDeps } from './requireSession';

/** What requireAdmin needs. */
export interface RequireAdminDeps extends RequireSessionDeps {
  readonly accounts: AccountStore;
}

/** Whether somebody is an admin by the account as it is now: a token may be older than the loss of the role. */
export async function isAdmin(
  { accounts }: Pick<RequireAdminDeps, 'accounts'>,
  { userId }: UserCaller,
): Promise<boolean> {
  const [account] = await accounts.findByIds([userId]);
  return account?.roles.includes('admin') === true && account.disabledAt === null;
}

/**
 * The person behind a call, who is an admin and whose session goes on.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function requireAdmin(deps: RequireAdminDeps, call: Call): Promise<UserCaller> {
  const user = await requireSession(deps, call);
  if (!(await isAdmin(deps, user))) throw new AppError('FORBIDDEN');
  return user;
}
