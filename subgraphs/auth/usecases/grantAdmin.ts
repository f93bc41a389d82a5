import { AppError } from '../../../platform/errors';
import { findEmailKey } from '../domain/email';
import type { AccountDirectory, AccountStore, AuditLog, Origin } from '../ports';

/** What grantAdmin needs. */
export interface GrantAdminDeps {
  readonly accounts: AccountStore;
  readonly accountDirectory: AccountDirectory;
  readonly auditLog: AuditLog;
}

/**
 * Makes an account an admin by the word of whoever runs the installation: the way to the first one. No door leads
 * here. False when it was one already.
 * @throws AppError NOT_FOUND when nobody has the address, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function grantAdmin(
  { accounts, accountDirectory, auditLog }: GrantAdminDeps,
  { email }: { readonly email: string },
  origin: Origin,
): Promise<boolean> {
  const emailKey = findEmailKey(email);
  const found = emailKey === null ? null : await accounts.findByEmailKey(emailKey);
  if (found === null) throw new AppError('NOT_FOUND', { message: 'No account has this address.' });
  const accountId = found.account.id;
  const hasChanged = await accountDirectory.addRole(accountId, 'admin');
  if (hasChanged) await auditLog.record({ kind: 'ROLE_GRANTED', accountId }, origin);
  return hasChanged;
}
