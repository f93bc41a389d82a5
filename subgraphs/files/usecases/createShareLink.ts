import { AppError } from '../../../platform/errors';
import { requireUser, type Caller } from '../../../platform/identity';
import {
  checkShareLink,
  MAX_LINKS_PER_FILE,
  type StoredLink,
  type ShareLinkInput,
} from '../domain/shareLink';
import type { FilesDeps } from './deps';
import { getFile } from './getFile';

/** A new link, and the URL that nobody can be told again. */
export interface CreatedShareLink {
  readonly shareLink: StoredLink;
  readonly url: string;
}

/**
 * Makes a link to one of the caller's READY files. The URL holds a token of 256 random bits of which only a hash is
 * kept: it can be shown now and never again.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, BAD_USER_INPUT, UPLOAD_INCOMPLETE while the file is PENDING, CONFLICT
 * when it is in the trash or has 100 links that were not taken back, SERVICE_UNAVAILABLE.
 */
export async function createShareLink(
  deps: FilesDeps,
  caller: Caller,
  input: ShareLinkInput,
): Promise<CreatedShareLink> {
  const { userId: ownerId } = requireUser(caller);
  const now = deps.clock.now();
  const { password, ...checked } = checkShareLink(input, now);
  const file = await getFile(deps, caller, input.fileId);
  if (file.status === 'PENDING') throw new AppError('UPLOAD_INCOMPLETE');
  if (file.status !== 'READY') {
    throw new AppError('CONFLICT', { message: 'The file is in the trash. Restore it first.' });
  }
  const token = deps.linkSecrets.createToken();
  const shareLink: StoredLink = {
    id: deps.ids.nextId(),
    fileId: file.id,
    ownerId,
    tokenHash: deps.linkSecrets.hashToken(token),
    createdAt: now,
    ...checked,
    downloadCount: 0,
    passwordHash: password === null ? null : await deps.linkSecrets.hashPassword(password),
    revokedAt: null,
    failedAttempts: 0,
    failedSince: null,
  };
  if (!(await deps.links.insert(shareLink, MAX_LINKS_PER_FILE))) {
    throw new AppError('CONFLICT', {
      message: `A file has at most ${MAX_LINKS_PER_FILE} links. Take one back first.`,
    });
  }
  return { shareLink, url: `${deps.publicUrl}/s/${token}` };
}
