import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import { isFileId } from '../domain/file';
import type { StoredLink } from '../domain/shareLink';
import type { FilesDeps } from './deps';

/**
 * Takes a link back: from the next request on it does not open any more. Repeating it answers the same link.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND for somebody else's as for none.
 */
export async function revokeShareLink(
  { links, clock }: Pick<FilesDeps, 'links' | 'clock'>,
  caller: Caller,
  { shareLinkId }: { readonly shareLinkId: string },
): Promise<StoredLink> {
  const { userId } = requireUser(caller);
  // Links get their ids from where files get theirs.
  const link = isFileId(shareLinkId) ? await links.revoke(userId, shareLinkId, clock.now()) : null;
  if (link === null) throw new AppError('NOT_FOUND');
  return link;
}
