import type { Call } from './call';
import {
  changeAccount,
  requireAdminLeft,
  type ChangeAccountDeps,
  type ChangedAccount,
} from './changeAccount';
import type { RoleInput } from './grantRole';

/**
 * Takes a role from an account and ends its sessions, as their access tokens carry the role. Taking what is not there
 * succeeds as well, and ends what a crash may have left of them.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT for the last admin, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function revokeRole(
  deps: ChangeAccountDeps,
  { userId, role }: RoleInput,
  call: Call,
): Promise<ChangedAccount> {
  const { accountDirectory, sessions, auditLog, clock } = deps;
  return changeAccount(deps, userId, call, async (admin) => {
    const hasChanged = await accountDirectory.removeRole(userId, role);
    if (hasChanged) await requireAdminLeft(deps, () => accountDirectory.addRole(userId, role));
    await sessions.endAllSessions(userId, 'ROLE_REVOKED', clock());
    if (hasChanged) {
      await auditLog.record(
        { kind: 'ROLE_REVOKED', accountId: userId, actorId: admin.userId, sessionId: admin.sessionId },
        call,
      );
    }
  });
}
