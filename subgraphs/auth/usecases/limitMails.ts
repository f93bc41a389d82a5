import { clientBlock } from '../domain/clientBlock';
import type { Call } from './call';
import { limitPace, type LimitDeps } from './limitAttempts';

/**
 * Counts a request for a mail, by the client's address and by the address the mail would go to. Addresses that nobody
 * has count like others, so that the answer tells nothing.
 * @throws AppError RATE_LIMITED, SERVICE_UNAVAILABLE, TIMEOUT.
 */
export async function limitMails(deps: LimitDeps, emailKey: string, call: Call): Promise<void> {
  const { mailByAddress, mailByEmail } = deps.attemptLimits;
  await limitPace(deps, mailByAddress, clientBlock(call.client.address), call);
  await limitPace(deps, mailByEmail, emailKey, call);
}
