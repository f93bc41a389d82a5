import { AppError } from '../../../platform/errors';
import type { UserView } from '../domain/account';
import type { AccountStore } from '../ports';
import type { Call } from './call';
import { findUsers } from './findUsers';
import { requireSession, type RequireSessionDeps } from './requireSession';

/** What user needs. */
export interface UserDeps extends RequireSessionDeps {
  readonly accounts: AccountStore;
}

/**
 * Any account, as the caller may see it.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function user(deps: UserDeps, input: { readonly id: string }, call: Call): Promise<UserView> {
  await requireSession(deps, call);
  const [found] = await findUsers(deps, [input.id], call);
  if (found == null) throw new AppError('NOT_FOUND');
  return found;
}
