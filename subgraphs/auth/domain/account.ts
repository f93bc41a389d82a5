import { AppError } from '../../../platform/errors';
import { isRole, type Role } from './role';
import type { SecondFactorState } from './secondFactor';

/** A person's account, without anything secret. */
export interface Account {
  /** Opaque, stable for the life of the account. */
  readonly id: string;
  /** The address, as it was given. */
  readonly email: string;
  /** When the person proved that the address is theirs; null until then. */
  readonly emailVerifiedAt: Date | null;
  /** The name shown to others. */
  readonly name: string;
  /** Roles beyond those every account has, e.g. `admin`. */
  readonly roles: readonly string[];
  /** When the account was opened. */
  readonly createdAt: Date;
  /** Null while the account has none. */
  readonly secondFactor: SecondFactorState | null;
  /** When an admin shut the account; null while it is open. */
  readonly disabledAt: Date | null;
  /**
   * Goes up by one, in the same atomic update, with whatever must keep sessions from being opened by what was proved
   * before: another password, another second factor, disabling. Hashing the same password anew is no such change.
   */
  readonly securityVersion: number;
}

/** An account as it leaves the service: an allow-list, so that nothing leaks by being added to Account. */
export interface UserView extends PrivateView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** What only the person itself and admins see; null for everybody else. */
interface PrivateView {
  readonly email: string | null;
  readonly emailVerifiedAt: Date | null;
  readonly roles: readonly Role[] | null;
  readonly isTotpEnabled: boolean | null;
  readonly recoveryCodesLeft: number | null;
  /** Also null while the account is open. */
  readonly disabledAt: Date | null;
}

/** Whoever looks at an account; null for somebody nobody knows. */
export type Viewer = { readonly userId: string; readonly roles: readonly string[] } | null;

/** What is private is for the person itself and for admins. */
function canSeePrivate(viewer: Viewer, account: Account): boolean {
  return viewer !== null && (viewer.userId === account.id || viewer.roles.includes('admin'));
}

/** The account as `viewer` may see it. */
export function viewUser(account: Account, viewer: Viewer): UserView {
  const { id, name, createdAt } = account;
  const isPrivate = !canSeePrivate(viewer, account);
  return { id, name, createdAt, ...(isPrivate ? NOTHING_PRIVATE : viewPrivate(account)) };
}

const NOTHING_PRIVATE: PrivateView = {
  email: null,
  emailVerifiedAt: null,
  roles: null,
  isTotpEnabled: null,
  recoveryCodesLeft: null,
  disabledAt: null,
};

function viewPrivate({ email, emailVerifiedAt, roles, secondFactor, disabledAt }: Account): PrivateView {
  return {
    email,
    emailVerifiedAt,
    roles: roles.filter(isRole),
    isTotpEnabled: secondFactor !== null,
    recoveryCodesLeft: secondFactor?.recoveryCodesLeft ?? 0,
    disabledAt,
  };
}

/** The account as its own person sees it. */
export function viewSelf(account: Account): UserView {
  return viewUser(account, { userId: account.id, roles: account.roles });
}

/**
 * Whether the account may be signed in to at all, once the person has proved to be its owner; nobody else learns of it.
 * @throws AppError FORBIDDEN with reason ACCOUNT_DISABLED.
 */
export function requireOpenAccount(account: Account): void {
  if (account.disabledAt !== null) {
    throw new AppError('FORBIDDEN', {
      message: 'This account has been disabled. Ask whoever runs this server.',
      reason: 'ACCOUNT_DISABLED',
    });
  }
}
