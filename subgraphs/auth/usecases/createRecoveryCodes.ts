import { AppError } from '../../../platform/errors';
import { RECOVERY_CODE_COUNT } from '../domain/secondFactor';
import type { Call } from './call';
import { reauthenticate, type Proof, type ReauthenticateDeps } from './reauthenticate';

/**
 * Replaces all recovery codes by new ones, which are answered here and never again.
 * @throws AppError CONFLICT when the account has no second factor; what reauthenticate throws.
 */
export async function createRecoveryCodes(
  deps: ReauthenticateDeps,
  input: Proof,
  call: Call,
): Promise<{ recoveryCodes: readonly string[] }> {
  const { secondFactors, recoveryCodes, auditLog } = deps;
  return reauthenticate(deps, input, call, async ({ account: { id: accountId }, user: { sessionId } }) => {
    const codes = recoveryCodes.createCodes(RECOVERY_CODE_COUNT);
    const hashes = codes.map((code) => recoveryCodes.hashCode(code));
    const totp = await secondFactors.findTotp(accountId);
    if (totp === null || !(await secondFactors.replaceRecoveryCodes(accountId, totp.id, hashes))) {
      throw new AppError('CONFLICT', {
        message: 'The account has no second factor that recovery codes could stand in for.',
        reason: 'TOTP_NOT_ENABLED',
      });
    }
    await auditLog.record({ kind: 'RECOVERY_CODES_CREATED', accountId, sessionId }, call);
    return { recoveryCodes: codes };
  });
}
