import type { Call } from './call';
import { changeAccount, type ChangeAccountDeps, type ChangedAccount } from './changeAccount';

/**
 * Opens an account again; its person signs in anew. Opening one that is open succeeds as well.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function enableUser(
  deps: ChangeAccountDeps,
  { userId }: { readonly userId: string },
  call: Call,
): Promise<ChangedAccount> {
  return changeAccount(deps, userId, call, async (admin) => {
    if (!(await deps.accountDirectory.enableAccount(userId))) return;
    await deps.auditLog.record(
      { kind: 'ACCOUNT_ENABLED', accountId: userId, actorId: admin.userId, sessionId: admin.sessionId },
      call,
    );
  });
}
