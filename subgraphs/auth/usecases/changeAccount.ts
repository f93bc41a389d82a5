import { AppError } from '../../../platform/errors';
import type { UserCaller } from '../../../platform/identity';
import { viewUser, type UserView } from '../domain/account';
import type { AccountDirectory, AuditLog } from '../ports';
import type { Call } from './call';
import { requireAdmin, type RequireAdminDeps } from './requireAdmin';

/** What admins need to change the accounts of others. */
export interface ChangeAccountDeps extends RequireAdminDeps {
  readonly accountDirectory: AccountDirectory;
  readonly auditLog: AuditLog;
}

/** What a change of an account answers. */
export interface ChangedAccount {
  readonly user: UserView;
}

/**
 * Does an admin's work on an account and answers how that stands then.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, SERVICE_UNAVAILABLE, TIMEOUT, and what `work` throws.
 */
export async function changeAccount(
  deps: ChangeAccountDeps,
  accountId: string,
  call: Call,
  work: (admin: UserCaller) => Promise<void>,
): Promise<ChangedAccount> {
  const admin = await requireAdmin(deps, call);
  await requireAccount(deps, accountId);
  await work(admin);
  const account = await requireAccount(deps, accountId);
  return { user: viewUser(account, { userId: admin.userId, roles: ['admin'] }) };
}

/**
 * Keeps the installation from being left without an admin who can sign in. Each account is changed by itself, so this
 * looks after the change and takes it back: of two admins who shut each other out at the same moment, at least one
 * comes to see it.
 * @throws AppError CONFLICT with reason LAST_ADMIN, with the change undone.
 */
export async function requireAdminLeft(
  { accountDirectory }: Pick<ChangeAccountDeps, 'accountDirectory'>,
  undo: () => Promise<unknown>,
): Promise<void> {
  if ((await accountDirectory.countAccounts({ role: 'admin', isDisabled: false })) > 0) return;
  await undo();
  throw new AppError('CONFLICT', {
    message: 'This is the last admin. Make somebody else one first.',
    reason: 'LAST_ADMIN',
  });
}

async function requireAccount({ accounts }: ChangeAccountDeps, id: string) {
  const [account] = await accounts.findByIds([id]);
  if (account === undefined) throw new AppError('NOT_FOUND');
  return account;
}
