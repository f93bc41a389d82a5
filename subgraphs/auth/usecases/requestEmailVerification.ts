import { parseEmail } from '../domain/email';
import type { Call } from './call';
import { limitMails, originOf, type MailroomDeps } from './limitMails';
import { requireMailroom } from './requireMailroom';
import { requireSession, type RequireSessionDeps } from './requireSession';

/** Which address to verify. */
export interface RequestEmailVerificationInput {
  /** Without it, the address of whoever is signed in. */
  readonly email?: string | null | undefined;
}

/** What requestEmailVerification needs. */
export interface RequestEmailVerificationDeps extends MailroomDeps, RequireSessionDeps {}

/**
 * Has a link mailed that verifies an address, if it is an account's and not verified yet. Somebody signed in need not
 * say which; where an address has to be verified before signing in, there is only the address to say. The answer and
 * the work are the same for every address (promise P06).
 * @throws AppError UNAUTHENTICATED with neither an address nor a session; else as requestPasswordReset.
 */
export async function requestEmailVerification(
  deps: RequestEmailVerificationDeps,
  { email }: RequestEmailVerificationInput,
  call: Call,
): Promise<{ success: true }> {
  const room = requireMailroom(deps.mailroom);
  const whose =
    email == null
      ? { accountId: (await requireSession(deps, call)).userId, emailKey: null }
      : { accountId: null, emailKey: parseEmail(email).key };
  await limitMails(deps, whose.emailKey ?? whose.accountId, call);
  await room.post({ kind: 'VERIFY_EMAIL', ...whose, sendTo: null, origin: originOf(call) });
  return { success: true };
}
