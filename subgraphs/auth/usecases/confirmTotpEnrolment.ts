import { AppError } from '../../../platform/errors';
import type { UserCaller } from '../../../platform/identity';
import { RECOVERY_CODE_COUNT, tidy } from '../domain/secondFactor';
import type { Call } from './call';
import { limitGuesses, type LimitDeps } from './limitAttempts';
import { wrongCode, type RequireSecondFactorDeps } from './requireSecondFactor';
import { requireSession, type RequireSessionDeps } from './requireSession';

/** What confirmTotpEnrolment needs. */
export interface ConfirmTotpEnrolmentDeps extends RequireSessionDeps, RequireSecondFactorDeps, LimitDeps {}

/**
 * Switches the second factor on once the authenticator app shows the right code, and makes its recovery codes, which
 * are answered here and never again. Takes no password: beginTotpEnrolment did, in this very session.
 * @throws AppError UNAUTHENTICATED; CONFLICT when this session has no enrolment that waits (any more);
 * INVALID_CREDENTIALS with field `code`; RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function confirmTotpEnrolment(
  deps: ConfirmTotpEnrolmentDeps,
  input: { readonly code: string },
  call: Call,
): Promise<{ recoveryCodes: readonly string[] }> {
  const code = tidy('code', input.code);
  const user = await requireSession(deps, call);
  const confirm = () => confirmWith(deps, user, code, call);
  return limitGuesses(deps, deps.attemptLimits.proof, user.userId, call, confirm);
}

async function confirmWith(
  deps: ConfirmTotpEnrolmentDeps,
  { userId: accountId, sessionId }: UserCaller,
  code: string,
  call: Call,
): Promise<{ recoveryCodes: readonly string[] }> {
  const { secondFactors, totpSecrets, recoveryCodes, auditLog, clock } = deps;
  const now = clock();
  const pending = await secondFactors.findPendingTotp(accountId);
  if (pending === null || pending.sessionId !== sessionId || pending.expiresAt <= now) throw nothingWaits();
  const step = totpSecrets.findStep(pending, code, now);
  if (step === null) {
    await auditLog.record({ kind: 'TOTP_REFUSED', accountId, sessionId }, call);
    throw wrongCode('code');
  }
  const codes = recoveryCodes.createCodes(RECOVERY_CODE_COUNT);
  const { id, sealedSecret } = pending;
  const totp = { id, sealedSecret, enabledAt: now, lastStep: step };
  const hashes = codes.map((each) => recoveryCodes.hashCode(each));
  if (!(await secondFactors.enableTotp(accountId, totp, hashes))) throw nothingWaits();
  await auditLog.record({ kind: 'TOTP_ENABLED', accountId, sessionId }, call);
  return { recoveryCodes: codes };
}

function nothingWaits(): AppError {
  return new AppError('CONFLICT', {
    message: 'No enrolment waits for a code in this session. Begin again with beginTotpEnrolment.',
    reason: 'NO_ENROLMENT',
  });
}
