import { requireUser } from '../../../platform/identity';
import { viewUser, type UserView } from '../domain/account';
import type { AccountStore } from '../ports';
import type { Call } from './call';

/** What findUsers needs. */
export interface FindUsersDeps {
  readonly accounts: AccountStore;
}

/**
 * Many accounts as the caller may see them, in the order of `ids`, null for those that do not exist; one query. For
 * references from other subgraphs, which have decided whom the caller gets to know; hence the access token alone.
 * @throws AppError UNAUTHENTICATED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function findUsers(
  { accounts }: FindUsersDeps,
  ids: readonly string[],
  { caller }: Call,
): Promise<readonly (UserView | null)[]> {
  const { userId, roles } = requireUser(caller);
  // A token may outlive the role it tells of: who claims one is looked up as well.
  const asked = roles.length > 0 ? [...ids, userId] : ids;
  const found = new Map((await accounts.findByIds(asked)).map((account) => [account.id, account]));
  const viewer = { userId, roles: found.get(userId)?.roles ?? [] };
  return ids.map((id) => {
    const account = found.get(id);
    return account === undefined ? null : viewUser(account, viewer);
  });
}
