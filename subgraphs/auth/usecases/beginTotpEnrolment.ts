import { randomUUID } from 'node:crypto';
import { ENROLMENT_SECONDS } from '../domain/secondFactor';
import type { Call } from './call';
import type { MailroomDeps } from './limitMails';
import { reauthenticate, type Proof, type ReauthenticateDeps } from './reauthenticate';
import { requireVerifiedEmail } from './requireVerifiedEmail';

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

/** What beginTotpEnrolment needs. */
export type BeginTotpEnrolmentDeps = ReauthenticateDeps & Pick<MailroomDeps, 'mailroom'>;

/**
 * Prepares a second factor. Nothing changes until its first code has come to confirmTotpEnrolment, not even for an
 * account that has one: the authenticator app of before goes on until then. Where mails are sent the address must be
 * verified first: whoever opened an account with somebody else's must not lock its owner out (docs/adr/mailed-links.md).
 * @throws AppError FORBIDDEN with reason EMAIL_NOT_VERIFIED, what reauthenticate throws.
 */
export async function beginTotpEnrolment(
  deps: BeginTotpEnrolmentDeps,
  input: Proof,
  call: Call,
): Promise<TotpEnrolment> {
  const { secondFactors, totpSecrets, auditLog, clock } = deps;
  return reauthenticate(deps, input, call, async ({ account, user: { sessionId } }) => {
    requireVerifiedEmail({ requiresVerifiedEmail: deps.mailroom !== null }, account);
    const id = randomUUID();
    const { sealed, ...shown } = totpSecrets.createSecret(id, account.email);
    const expiresAt = new Date(clock().getTime() + ENROLMENT_SECONDS * 1000);
    await secondFactors.putPendingTotp(account.id, { id, sealedSecret: sealed, sessionId, expiresAt });
    await auditLog.record({ kind: 'TOTP_ENROLMENT_BEGUN', accountId: account.id, sessionId }, call);
    return { ...shown, expiresAt };
  });
}
