import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { effectiveQuota, planFor, type Quota } from '../domain/quota';
import type { Usage } from '../ports';
import type { FilesDeps } from './deps';

/** The role whose people see and set everybody's quota. */
export const ADMIN = 'admin';

/**
 * What a person uses of its quota, for the person itself and for admins. Of somebody else's roles nothing is known
 * here: an admin sees the plan by which the person last uploaded.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's.
 */
export async function getStorage(
  { usage, limits, plans }: Pick<FilesDeps, 'usage' | 'limits' | 'plans'>,
  caller: Caller,
  ownerId: string,
): Promise<Usage & Quota> {
  const { userId, roles } = requireUser(caller);
  const isSelf = userId === ownerId;
  if (!isSelf && !roles.includes(ADMIN)) throw new AppError('NOT_FOUND');
  const used = await usage.read(ownerId);
  const plan = isSelf ? planFor(roles, plans, limits) : (used.plan ?? limits);
  return { ...used, ...effectiveQuota(used.own, plan) };
}

/** The same use case with the limits of the caller's plan. */
export function withPlan(deps: FilesDeps, caller: Caller): FilesDeps {
  const { roles } = requireUser(caller);
  return { ...deps, limits: { ...deps.limits, ...planFor(roles, deps.plans, deps.limits) } };
}
