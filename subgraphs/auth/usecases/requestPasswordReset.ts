import { parseEmail } from '../domain/email';
import type { Call } from './call';
import { limitMails, originOf, type MailroomDeps } from './limitMails';
import { requireMailroom } from './requireMailroom';

/** What needs an address and nothing else. */
export interface EmailInput {
  readonly email: string;
}

/**
 * Has a link for a new password mailed to an address, if it is an account's. The answer and the work are the same for
 * every address; whether there is an account is found out later, by the delivery (promise P06).
 * @throws AppError BAD_USER_INPUT for what is no address; RATE_LIMITED; SERVICE_UNAVAILABLE, with reason MAIL_OFF where
 * no mail is sent; TIMEOUT.
 */
export async function requestPasswordReset(
  deps: MailroomDeps,
  input: EmailInput,
  call: Call,
): Promise<{ success: true }> {
  const room = requireMailroom(deps.mailroom);
  const emailKey = parseEmail(input.email).key;
  await limitMails(deps, emailKey, call);
  await room.post({
    kind: 'PASSWORD_RESET',
    accountId: null,
    emailKey,
    sendTo: null,
    origin: originOf(call),
  });
  return { success: true };
}
