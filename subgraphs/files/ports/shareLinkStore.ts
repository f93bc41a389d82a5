import type { StoredLink } from '../domain/shareLink';

/** A place in the list of a file's links. */
export interface LinkPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** The links to files. */
export interface ShareLinkStore {
  /**
   * Adds a link, unless its file has `limit` already that were not taken back, however many come at once; whether it
   * did.
   */
  insert(link: StoredLink, limit: number): Promise<boolean>;
  /** The link with this token hash; null when there is none. */
  findByToken(tokenHash: string): Promise<StoredLink | null>;
  /** The links of the owner's file, the newest first, behind `after`. */
  listByFile(
    ownerId: string,
    fileId: string,
    after: LinkPosition | null,
    limit: number,
  ): Promise<StoredLink[]>;
  /** How many links the file has had. */
  countByFile(ownerId: string, fileId: string): Promise<number>;
  /** Takes a link of the owner's back, once; the link as it is then, null when there is none. */
  revoke(ownerId: string, linkId: string, at: Date): Promise<StoredLink | null>;
  /**
   * Counts one download if the link may still be opened, in one conditional update; false when it was taken back,
   * has expired or is used up. However many come at once, no more get through than it has left.
   */
  countDownload(linkId: string, now: Date): Promise<boolean>;
  /** Notes a wrong password; those before `since` are forgotten. */
  noteFailedAttempt(linkId: string, at: Date, since: Date): Promise<void>;
  /** Removes all links of the owner's file. */
  removeByFile(ownerId: string, fileId: string): Promise<void>;
  /** Removes all links to the owner's files. */
  removeByOwner(ownerId: string): Promise<void>;
}
