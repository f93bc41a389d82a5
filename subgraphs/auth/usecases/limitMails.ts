import type { MailOrigin } from '../domain/mailIntent';
import { clientBlock } from '../../../platform/identity';
import type { Mailroom } from '../ports';
import type { Call } from './call';
import { limitPace, type LimitDeps } from './limitAttempts';

/** What having a mail sent to an address that somebody named needs. */
export interface MailroomDeps extends LimitDeps {
  /** Null in an installation that sends no mail. */
  readonly mailroom: Mailroom | null;
}

/**
 * Counts a mail that somebody wants sent to an address they name, whether or not it has an account: nobody's mailbox is
 * to be flooded from here.
 * @throws AppError RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function limitMails(deps: LimitDeps, emailKey: string, call: Call): Promise<void> {
  const { mailByAddress, mailByEmail } = deps.attemptLimits;
  await limitPace(deps, mailByAddress, clientBlock(call.client.address), call);
  await limitPace(deps, mailByEmail, emailKey, call);
}

/** What is kept of a request with a mail that it causes. */
export function originOf({ requestId, client }: Call): MailOrigin {
  return { requestId, client };
}
