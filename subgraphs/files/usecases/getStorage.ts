import type { Caller } from '../../../platform/identity';
import type { Usage } from '../ports';
import type { FilesDeps } from './deps';
import { requireSelf } from './listFiles';

/**
 * What the caller uses of its quota.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's.
 */
export async function getStorage(
  { usage, limits }: Pick<FilesDeps, 'usage' | 'limits'>,
  caller: Caller,
  ownerId: string,
): Promise<Usage & { readonly quotaBytes: number }> {
  requireSelf(caller, ownerId);
  return { ...(await usage.read(ownerId)), quotaBytes: limits.quotaBytes };
}
