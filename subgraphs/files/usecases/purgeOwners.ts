import { CLOSED_OWNER_MS, leaseEndsAt } from '../domain/lifetimes';
import type { ClosedOwner } from '../ports';
import { removeContent } from './deleteFile';
import type { FilesDeps } from './deps';

/** No run takes on more; what is left waits for the next. */
const MAX_OWNERS = 20;
const MAX_FILES = 500;
/** What may still come in is looked for this often. */
const NEXT_LOOK_MS = 60_000;

/** What purgeOwners needs. */
export type PurgeOwnersDeps = Pick<FilesDeps, 'files' | 'usage' | 'links' | 'objects' | 'clock' | 'log'>;

/**
 * Begins to remove everything of an account that was deleted: from now on no upload of its owner is accepted. May be
 * called again at any time, also after all is gone.
 */
export async function closeOwner({ usage, clock }: PurgeOwnersDeps, ownerId: string): Promise<void> {
  await usage.close(ownerId, clock.now());
}

/**
 * Removes the files of owners that were closed, each by the way of every deleted file, their share links, and in the end
 * what is known of their usage. Safe in any number of processes at once, wherever one of them is killed: an owner is
 * claimed for a minute, and everything done to it can be done twice.
 */
export async function purgeOwners(deps: PurgeOwnersDeps): Promise<void> {
  for (let visited = 0; visited < MAX_OWNERS; visited += 1) {
    const now = deps.clock.now();
    const owner = await deps.usage.claimClosed(now, leaseEndsAt(now));
    if (owner === null) return;
    try {
      await purge(deps, owner, now);
    } catch (error) {
      deps.log.warn({ err: error, ownerId: owner.ownerId }, 'purging an owner failed; it is tried again');
    }
  }
}

async function purge(deps: PurgeOwnersDeps, owner: ClosedOwner, now: Date): Promise<void> {
  const { files, usage, links } = deps;
  const { ownerId, closedAt } = owner;
  const found = await files.listOwned(ownerId, MAX_FILES);
  for (const { id } of found) await deleteOwned(deps, ownerId, id);
  if (found.length === MAX_FILES) return usage.postponeClosed(ownerId, now);
  // Also of files that were deleted before: their tombstones stay a day longer.
  await links.removeByOwner(ownerId);

  // A request that had reserved before the owner was closed may add its file only now; its reservation is there to
  // see, and none is added any more. The usage itself has to outlive the last token, to refuse what that asks for.
  const endsAt = new Date(closedAt.getTime() + CLOSED_OWNER_MS);
  if (now >= endsAt && (await usage.removeClosed(ownerId))) return;
  const { fileCount, pendingCount } = await usage.read(ownerId);
  const isEmpty = fileCount === 0 && pendingCount === 0;
  const nextLook = new Date(now.getTime() + NEXT_LOOK_MS);
  await usage.postponeClosed(ownerId, isEmpty && now < endsAt ? endsAt : nextLook);
}

/** Deletes one file; when its content cannot be removed just now, that is left to the sweeper. */
async function deleteOwned(deps: PurgeOwnersDeps, ownerId: string, fileId: string): Promise<void> {
  const at = deps.clock.now();
  const sweepAt = leaseEndsAt(at);
  const deleting = await deps.files.markDeleting(ownerId, fileId, { at, sweepAt });
  if (deleting === null) return;
  try {
    await removeContent(deps, deleting);
  } catch (error) {
    deps.log.warn({ err: error, fileId }, 'removing a file of a closed owner is left to the sweeper');
  }
}
