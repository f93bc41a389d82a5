import { AppError, badUserInput } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { checkOwnQuota, type OwnQuota } from '../domain/quota';
import type { FilesDeps } from './deps';
import { ADMIN } from './getStorage';

/** What setUserQuota takes. */
export interface UserQuotaInput {
  readonly userId: string;
  readonly quotaBytes?: number | null | undefined;
  readonly maxFiles?: number | null | undefined;
}

/**
 * Sets what one person may keep, whatever its plan; what is null or left out is as the plan says. Less than is in use
 * already takes nothing away: it keeps more from coming.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN for all but admins, BAD_USER_INPUT, NOT_FOUND when there is no such
 * account, SERVICE_UNAVAILABLE also when auth cannot be asked.
 */
export async function setUserQuota(
  { usage, accounts, log }: Pick<FilesDeps, 'usage' | 'accounts' | 'log'>,
  caller: Caller,
  { userId, quotaBytes = null, maxFiles = null }: UserQuotaInput,
): Promise<{ readonly user: { readonly id: string } }> {
  const { userId: adminId, roles } = requireUser(caller);
  if (!roles.includes(ADMIN)) throw new AppError('FORBIDDEN');
  if (!/^[\w-]{1,64}$/.test(userId)) throw badUserInput('userId', 'That is not the id of an account.');
  const own: OwnQuota = checkOwnQuota({ quotaBytes, maxFiles });
  // Asked first, so that nothing is kept for nobody. An account that is deleted after that closes its usage.
  if (!(await accounts.has(userId))) throw new AppError('NOT_FOUND');
  const isSet = await usage.setQuota(userId, quotaBytes === null && maxFiles === null ? null : own);
  if (!isSet) throw new AppError('NOT_FOUND');
  log.info({ adminId, userId, quotaBytes, maxFiles }, 'quota set');
  return { user: { id: userId } };
}
