import { requireUser } from '../../../platform/identity';
import { viewSelf, type UserView } from '../domain/account';
import type { AccountStore } from '../ports';
import type { Call } from './call';
import { requireSession, sessionOver, type RequireSessionDeps } from './requireSession';

/** What me needs. */
export interface MeDeps extends RequireSessionDeps {
  readonly accounts: AccountStore;
}

/**
 * The person the access token belongs to.
 * @throws AppError UNAUTHENTICATED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function me(deps: MeDeps, call: Call): Promise<UserView> {
  const { userId } = requireUser(call.caller);
  // Both at once, as nearly everybody who asks has a session; the account goes no further before that is known.
  const [, [account]] = await Promise.all([requireSession(deps, call), deps.accounts.findByIds([userId])]);
  if (account === undefined) throw sessionOver();
  return viewSelf(account);
}
