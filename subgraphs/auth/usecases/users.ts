import { viewUser, type UserView } from '../domain/account';
import { readSearch, type AccountFilter, type AccountOrder } from '../domain/accountQuery';
import { createPage, readPageRequest, type Page, type PageRequest } from '../domain/page';
import type { Role } from '../domain/role';
import type { AccountDirectory } from '../ports';
import type { Call } from './call';
import { requireAdmin, type RequireAdminDeps } from './requireAdmin';

/** Which accounts to list. */
export interface UsersInput extends PageRequest {
  readonly filter?:
    | {
        readonly search?: string | null | undefined;
        readonly role?: Role | null | undefined;
        readonly isDisabled?: boolean | null | undefined;
      }
    | null
    | undefined;
  readonly orderBy: AccountOrder;
}

/** A page of accounts. */
export interface UserPage extends Page<UserView> {
  /** How many there are in all; asked for only where somebody wants to know. */
  countAll(): Promise<number>;
}

/** What users needs. */
export interface UsersDeps extends RequireAdminDeps {
  readonly accountDirectory: AccountDirectory;
}

/**
 * The accounts of the installation, with all that admins see of them.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function users(
  deps: UsersDeps,
  { filter, orderBy, ...page }: UsersInput,
  call: Call,
): Promise<UserPage> {
  const { userId } = await requireAdmin(deps, call);
  const { first, after } = readPageRequest(page);
  const asked: AccountFilter = {
    ...(filter?.search == null ? {} : { prefix: readSearch(filter.search) }),
    ...(filter?.role == null ? {} : { role: filter.role }),
    ...(filter?.isDisabled == null ? {} : { isDisabled: filter.isDisabled }),
  };
  const { accountDirectory } = deps;
  const found = await accountDirectory.listAccounts({
    filter: asked,
    order: orderBy,
    after,
    limit: first + 1,
  });
  const { items, ...rest } = createPage(found, page);
  return {
    ...rest,
    items: items.map((account) => viewUser(account, { userId, roles: ['admin'] })),
    countAll: () => accountDirectory.countAccounts(asked),
  };
}
