import { randomUUID } from 'node:crypto';
import { ENROLMENT_SECONDS } from '../domain/secondFactor';
import type { Call } from './call';
import { reauthenticate, type Proof, type ReauthenticateDeps } from './reauthenticate';

/** What an authenticator app is set up with; shown once. */
export interface TotpEnrolment {
  /** Base32, to be typed. */
  readonly secret: string;
  readonly otpauthUri: string;
  /** `otpauthUri` as an SVG document. */
  readonly qrCodeSvg: string;
  /** Until when confirmTotpEnrolment takes its code. */
  readonly expiresAt: Date;
}

/**
 * Prepares a second factor. Nothing changes until its first code has come to confirmTotpEnrolment, not even for an
 * account that has one: the authenticator app of before goes on until then.
 * @throws AppError what reauthenticate throws.
 */
export async function beginTotpEnrolment(
  deps: ReauthenticateDeps,
  input: Proof,
  call: Call,
): Promise<TotpEnrolment> {
  const { secondFactors, totpSecrets, auditLog, clock } = deps;
  return reauthenticate(deps, input, call, async ({ account, user: { sessionId } }) => {
    const id = randomUUID();
    const { sealed, ...shown } = totpSecrets.createSecret(id, account.email);
    const expiresAt = new Date(clock().getTime() + ENROLMENT_SECONDS * 1000);
    await secondFactors.putPendingTotp(account.id, { id, sealedSecret: sealed, sessionId, expiresAt });
    await auditLog.record({ kind: 'TOTP_ENROLMENT_BEGUN', accountId: account.id, sessionId }, call);
    return { ...shown, expiresAt };
  });
}
