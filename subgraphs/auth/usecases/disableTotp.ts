import { viewSelf, type UserView } from '../domain/account';
import type { Call } from './call';
import { reauthenticate, type Proof, type ReauthenticateDeps } from './reauthenticate';

/**
 * Switches the second factor off, recovery codes and all; switching off what is off succeeds as well.
 * @throws AppError what reauthenticate throws.
 */
export async function disableTotp(
  deps: ReauthenticateDeps,
  input: Proof,
  call: Call,
): Promise<{ user: UserView }> {
  const { secondFactors, auditLog } = deps;
  return reauthenticate(deps, input, call, async ({ account, user: { sessionId } }) => {
    if (await secondFactors.removeTotp(account.id)) {
      await auditLog.record({ kind: 'TOTP_DISABLED', accountId: account.id, sessionId }, call);
    }
    return { user: viewSelf({ ...account, secondFactor: null }) };
  });
}
