import type { Log } from '../../../platform/service';
import type { Call } from './call';
import { finishDeparture, type FinishDepartureDeps } from './finishDepartures';
import { reauthenticate, type Proof, type ReauthenticateDeps } from './reauthenticate';
import { sessionOver } from './requireSession';

/** What deleteAccount needs. */
export type DeleteAccountDeps = ReauthenticateDeps & FinishDepartureDeps & { readonly log: Log };

/**
 * Deletes the caller's account. One atomic step takes it away: from then on nobody can sign in to it, and its address
 * is free. What is kept elsewhere follows: at once where that works, by finishDepartures where it does not.
 * @throws AppError what reauthenticate throws; SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function deleteAccount(
  deps: DeleteAccountDeps,
  proof: Proof,
  call: Call,
): Promise<{ deletedUserId: string }> {
  return reauthenticate(deps, proof, call, async ({ account: { id: accountId }, user }) => {
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
