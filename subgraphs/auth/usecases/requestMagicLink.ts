import { parseEmail } from '../domain/email';
import type { Call } from './call';
import { limitMails, originOf, type MailroomDeps } from './limitMails';
import type { EmailInput } from './requestPasswordReset';
import { requireMailroom } from './requireMailroom';

/**
 * Has a link to sign in with mailed to an address, if it is an account's. The answer and the work are the same for
 * every address (promise P06).
 * @throws AppError as requestPasswordReset.
 */
export async function requestMagicLink(
  deps: MailroomDeps,
  input: EmailInput,
  call: Call,
): Promise<{ success: true }> {
  const room = requireMailroom(deps.mailroom);
  const emailKey = parseEmail(input.email).key;
  await limitMails(deps, emailKey, call);
  await room.post({ kind: 'MAGIC_LINK', accountId: null, emailKey, sendTo: null, origin: originOf(call) });
  return { success: true };
}
