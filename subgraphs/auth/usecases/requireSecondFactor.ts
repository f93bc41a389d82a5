import { AppError } from '../../../platform/errors';
import type { Account } from '../domain/account';
import { readGivenCode, type SecondFactorProof } from '../domain/secondFactor';
import type { Clock, RecoveryCodes, SecondFactorStore, TotpSecrets } from '../ports';
import type { Call } from './call';
import { limitGuesses, type LimitDeps } from './limitAttempts';

/** What requireSecondFactor needs. */
export interface RequireSecondFactorDeps extends LimitDeps {
  readonly secondFactors: SecondFactorStore;
  readonly totpSecrets: TotpSecrets;
  readonly recoveryCodes: RecoveryCodes;
  readonly clock: Clock;
}

/**
 * Lets pass who proves the second factor of an account, and everybody when it has none. To be asked once the first
 * factor is right, as its answers tell that; a code that was right is used up, whatever comes after.
 * @throws AppError TOTP_REQUIRED without a code; INVALID_CREDENTIALS with the field when it is wrong or was used;
 * RATE_LIMITED after too many of these.
 */
export async function requireSecondFactor(
  deps: RequireSecondFactorDeps,
  account: Account,
  proof: SecondFactorProof,
  call: Call,
): Promise<void> {
  if (account.secondFactor === null) return;
  const given = readGivenCode(proof);
  if (given.kind === 'none') throw new AppError('TOTP_REQUIRED');
  await limitGuesses(deps, deps.attemptLimits.code, account.id, call, async () => {
    const isRight =
      given.kind === 'totpCode'
        ? await useTotpCode(deps, account.id, given.code)
        : await useRecoveryCode(deps, account.id, given.code, call);
    if (isRight) return;
    await deps.auditLog.record({ kind: 'TOTP_REFUSED', accountId: account.id }, call);
    throw wrongCode(given.kind);
  });
}

/** The answer to a code that is wrong or was used before; nothing tells which. */
export function wrongCode(field: string): AppError {
  return new AppError('INVALID_CREDENTIALS', { message: 'The code is wrong or was used before.', field });
}

async function useTotpCode(
  { secondFactors, totpSecrets, clock }: RequireSecondFactorDeps,
  accountId: string,
  code: string,
): Promise<boolean> {
  const totp = await secondFactors.findTotp(accountId);
  if (totp === null) return false;
  const step = totpSecrets.findStep(totp, code, clock());
  return step !== null && (await secondFactors.useStep(accountId, totp.id, step));
}

async function useRecoveryCode(
  { secondFactors, recoveryCodes, auditLog }: RequireSecondFactorDeps,
  accountId: string,
  code: string,
  call: Call,
): Promise<boolean> {
  if (!(await secondFactors.useRecoveryCode(accountId, recoveryCodes.hashCode(code)))) return false;
  await auditLog.record({ kind: 'RECOVERY_CODE_USED', accountId }, call);
  return true;
}
