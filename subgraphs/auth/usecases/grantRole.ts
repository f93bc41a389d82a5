import type { Role } from '../domain/role';
import type { Call } from './call';
import { changeAccount, type ChangeAccountDeps, type ChangedAccount } from './changeAccount';

/** Which role, and whose. */
export interface RoleInput {
  readonly userId: string;
  readonly role: Role;
}

/**
 * Gives an account a role; it is in the access tokens from the next renewal of the session on. Giving it again
 * succeeds as well.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function grantRole(
  deps: ChangeAccountDeps,
  { userId, role }: RoleInput,
  call: Call,
): Promise<ChangedAccount> {
  return changeAccount(deps, userId, call, async (admin) => {
    if (!(await deps.accountDirectory.addRole(userId, role))) return;
    await deps.auditLog.record(
      { kind: 'ROLE_GRANTED', accountId: userId, actorId: admin.userId, sessionId: admin.sessionId },
      call,
    );
  });
}
