import type { Account } from '../domain/account';
import type { AccountFilter, AccountOrder } from '../domain/accountQuery';
import type { PagePosition } from '../domain/page';
import type { Role } from '../domain/role';

/** Which part of the list of accounts is asked for. */
export interface AccountListQuery {
  readonly filter: AccountFilter;
  readonly order: AccountOrder;
  /** Behind this place; null from the start. */
  readonly after: PagePosition | null;
  readonly limit: number;
}

/** The accounts as those see and change them who look after them. Each change is one atomic step. */
export interface AccountDirectory {
  listAccounts(query: AccountListQuery): Promise<readonly Account[]>;
  /** How many meet the filter. */
  countAccounts(filter: AccountFilter): Promise<number>;
  /** Shuts an open account and raises its securityVersion; false when it was shut before, or there is none. */
  disableAccount(accountId: string, at: Date): Promise<boolean>;
  /** Opens an account; false when it was open, or there is none. */
  enableAccount(accountId: string): Promise<boolean>;
  /** False when the account had the role, or there is none. */
  addRole(accountId: string, role: Role): Promise<boolean>;
  /** Takes a role and raises the account's securityVersion; false when it had not the role, or there is none. */
  removeRole(accountId: string, role: Role): Promise<boolean>;
}
