import { badUserInput, AppError } from '../../../platform/errors';
import { findEmailKey, parseEmail } from '../domain/email';
import type { SecondFactorProof } from '../domain/secondFactor';
import type { Call } from './call';
import { limitMails, originOf, type MailroomDeps } from './limitMails';
import { reauthenticate, type ReauthenticateDeps } from './reauthenticate';
import { requireMailroom } from './requireMailroom';

/** What asking for another address takes. */
export interface RequestEmailChangeInput extends SecondFactorProof {
  readonly newEmail: string;
  readonly password: string;
}

/** What requestEmailChange needs. */
export interface RequestEmailChangeDeps extends ReauthenticateDeps, MailroomDeps {}

/**
 * Has a link mailed to a new address; until it is used the account keeps its old one. Does not say whether the new
 * address is somebody else's: whoever reads its mailbox learns that, by another mail (promise P06).
 * @throws AppError BAD_USER_INPUT for what is no address or no new one, what reauthenticate throws, SERVICE_UNAVAILABLE
 * with reason MAIL_OFF where no mail is sent.
 */
export async function requestEmailChange(
  deps: RequestEmailChangeDeps,
  { newEmail, ...proof }: RequestEmailChangeInput,
  call: Call,
): Promise<{ success: true }> {
  const room = requireMailroom(deps.mailroom);
  const email = parseNewEmail(newEmail);
  return reauthenticate(deps, proof, call, async ({ account, user }) => {
    if (email.key === findEmailKey(account.email)) {
      throw badUserInput('newEmail', 'This is the address that the account has already.');
    }
    await limitMails(deps, email.key, call);
    await room.post({
      kind: 'CHANGE_EMAIL',
      accountId: account.id,
      emailKey: null,
      sendTo: email.given,
      securityVersion: account.securityVersion,
      origin: originOf(call),
    });
    const { sessionId } = user;
    await deps.auditLog.record({ kind: 'EMAIL_CHANGE_REQUESTED', accountId: account.id, sessionId }, call);
    return { success: true };
  });
}

function parseNewEmail(text: string): ReturnType<typeof parseEmail> {
  try {
    return parseEmail(text);
  } catch (error) {
    throw error instanceof AppError ? badUserInput('newEmail', error.message) : error;
  }
}
