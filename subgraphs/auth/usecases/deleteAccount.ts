import type { Log } from '../../../platform/service';
import type { AccountDirectory } from '../ports';
import type { Call } from './call';
import { requireAdminLeft } from './changeAccount';
import { finishDeparture, type FinishDepartureDeps } from './finishDepartures';
import { reauthenticate, type Proof, type ReauthenticateDeps } from './reauthenticate';
import { sessionOver } from './requireSession';

/** What deleteAccount needs. */
export type DeleteAccountDeps = ReauthenticateDeps &
  FinishDepartureDeps & { readonly accountDirectory: AccountDirectory; readonly log: Log };

/**
 * Deletes the caller's account. One atomic step takes it away: from then on nobody can sign in to it, and its address
 * is free. What is kept elsewhere follows: at once where that works, by finishDepartures where it does not.
 * @throws AppError what reauthenticate throws; CONFLICT with reason LAST_ADMIN; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function deleteAccount(
  deps: DeleteAccountDeps,
  proof: Proof,
  call: Call,
): Promise<{ deletedUserId: string }> {
  return reauthenticate(deps, proof, call, async ({ account: { id: accountId, roles }, user }) => {
    if (roles.includes('admin')) await stepDown(deps, accountId);
    const leftAt = deps.clock();
    if (!(await deps.departures.leave(accountId, leftAt))) throw sessionOver();
    await deps.auditLog.record({ kind: 'ACCOUNT_DELETED', accountId, sessionId: user.sessionId }, call);
    try {
      await finishDeparture(deps, { accountId, leftAt });
    } catch (error) {
      deps.log.warn({ err: error, accountId }, 'the rest of a deletion is left to the background');
    }
    return { deletedUserId: accountId };
  });
}

/**
 * An admin stops being one before the account goes, as that can be taken back and the other cannot: of two last admins
 * who leave at the same moment, at least one comes to see that nobody else is left.
 */
async function stepDown(deps: DeleteAccountDeps, accountId: string): Promise<void> {
  const { accountDirectory } = deps;
  await accountDirectory.removeRole(accountId, 'admin');
  await requireAdminLeft(deps, () => accountDirectory.addRole(accountId, 'admin'));
}
