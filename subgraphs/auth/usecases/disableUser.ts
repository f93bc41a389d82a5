import { AppError } from '../../../platform/errors';
import type { Call } from './call';
import {
  changeAccount,
  requireAdminLeft,
  type ChangeAccountDeps,
  type ChangedAccount,
} from './changeAccount';

/**
 * Shuts an account: nobody signs in to it, and its sessions end everywhere. Shutting one that is shut succeeds as
 * well, and ends what a crash may have left of its sessions.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT for one's own account and for the last admin's.
 */
export async function disableUser(
  deps: ChangeAccountDeps,
  { userId }: { readonly userId: string },
  call: Call,
): Promise<ChangedAccount> {
  const { accountDirectory, sessions, auditLog, clock } = deps;
  return changeAccount(deps, userId, call, async (admin) => {
    if (admin.userId === userId) {
      throw new AppError('CONFLICT', {
        message: 'This is your own account. Let another admin disable it.',
        reason: 'OWN_ACCOUNT',
      });
    }
    const hasChanged = await accountDirectory.disableAccount(userId, clock());
    if (hasChanged) await requireAdminLeft(deps, () => accountDirectory.enableAccount(userId));
    await sessions.endAllSessions(userId, 'ACCOUNT_DISABLED', clock());
    if (hasChanged) {
      await auditLog.record(
        { kind: 'ACCOUNT_DISABLED', accountId: userId, actorId: admin.userId, sessionId: admin.sessionId },
        call,
      );
    }
  });
}
