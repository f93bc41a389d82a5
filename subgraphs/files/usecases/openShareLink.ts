import { AppError } from '../../../platform/errors';
import type { StoredFile } from '../domain/file';
import {
  FAILED_ATTEMPTS_MS,
  isOpen,
  isShareToken,
  secondsUntilNextAttempt,
  type StoredLink,
} from '../domain/shareLink';
import type { FilesDeps } from './deps';

/** How long the URL works to which a link leads. */
const URL_SECONDS = 60;

/**
 * Opens a link for whoever holds it, counts that, and answers a URL that works for a minute.
 * @throws AppError NOT_FOUND for every link that does not open (any more), whatever the reason; FORBIDDEN with the
 * reason PASSWORD_REQUIRED or WRONG_PASSWORD; RATE_LIMITED after ten wrong passwords in a quarter of an hour.
 */
export async function openShareLink(
  deps: FilesDeps,
  token: string,
  password: string | null,
): Promise<{ readonly url: string }> {
  const { link, file } = await findShareLink(deps, token);
  if (link.passwordHash !== null) await requirePassword(deps, token, password);
  // Everything before may have changed since it was read; this is the one step that counts.
  if (!(await deps.links.countDownload(link.id, deps.clock.now()))) throw new AppError('NOT_FOUND');
  return { url: await deps.objects.signDownload(file, 'ATTACHMENT', deps.clock.now(), URL_SECONDS) };
}

/**
 * A link that would open, and its file; nothing is counted.
 * @throws AppError NOT_FOUND for every link that would not, its password aside.
 */
export async function findShareLink(
  { links, files, linkSecrets, clock }: FilesDeps,
  token: string,
): Promise<{ readonly link: StoredLink; readonly file: StoredFile }> {
  // The index is searched for a hash: what it takes tells nothing of how much of a token was right.
  const link = isShareToken(token) ? await links.findByToken(linkSecrets.hashToken(token)) : null;
  if (link === null || !isOpen(link, clock.now())) throw new AppError('NOT_FOUND');
  const file = await files.find(link.ownerId, link.fileId);
  if (file?.status !== 'READY') throw new AppError('NOT_FOUND');
  return { link, file };
}

async function requirePassword(deps: FilesDeps, token: string, password: string | null): Promise<void> {
  if (password === null) {
    throw new AppError('FORBIDDEN', {
      message: 'This link asks for a password.',
      reason: 'PASSWORD_REQUIRED',
    });
  }
  await deps.linkSecrets.attempt(async (matches) => {
    // Read again: while this attempt waited for its turn, others may have used up what was left.
    const { link } = await findShareLink(deps, token);
    const now = deps.clock.now();
    const retryAfterSeconds = secondsUntilNextAttempt(link, now);
    if (retryAfterSeconds > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds });
    if (link.passwordHash === null || (await matches(password, link.passwordHash))) return;
    await deps.links.noteFailedAttempt(link.id, now, new Date(now.getTime() - FAILED_ATTEMPTS_MS));
    throw new AppError('FORBIDDEN', { message: 'The password is wrong.', reason: 'WRONG_PASSWORD' });
  });
}
