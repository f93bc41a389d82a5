import { isOpen, type StoredLink } from '../../domain/shareLink';
import type { LinkPosition, ShareLinkStore } from '../../ports';

/** Share links in memory, for tests; keeps the same promises as the one in MongoDB. */
export class MemoryShareLinkStore implements ShareLinkStore {
  readonly links = new Map<string, StoredLink>();

  async insert(link: StoredLink, limit: number): Promise<boolean> {
    const open = this.ofFile(link.ownerId, link.fileId).filter(({ revokedAt }) => revokedAt === null);
    if (open.length >= limit) return false;
    this.links.set(link.id, link);
    return true;
  }

  async findByToken(tokenHash: string): Promise<StoredLink | null> {
    return [...this.links.values()].find((link) => link.tokenHash === tokenHash) ?? null;
  }

  async listByFile(
    ownerId: string,
    fileId: string,
    after: LinkPosition | null,
    limit: number,
  ): Promise<StoredLink[]> {
    return this.ofFile(ownerId, fileId)
      .sort(newestFirst)
      .filter((link) => after === null || newestFirst(link, after) > 0)
      .slice(0, limit);
  }

  async countByFile(ownerId: string, fileId: string): Promise<number> {
    return this.ofFile(ownerId, fileId).length;
  }

  async revoke(ownerId: string, linkId: string, at: Date): Promise<StoredLink | null> {
    const link = this.links.get(linkId);
    if (link?.ownerId !== ownerId) return null;
    return this.set({ ...link, revokedAt: link.revokedAt ?? at });
  }

  async countDownload(linkId: string, now: Date): Promise<boolean> {
    const link = this.links.get(linkId);
    if (link === undefined || !isOpen(link, now)) return false;
    this.set({ ...link, downloadCount: link.downloadCount + 1 });
    return true;
  }

  async noteFailedAttempt(linkId: string, at: Date, since: Date): Promise<void> {
    const link = this.links.get(linkId);
    if (link === undefined) return;
    const goesOn = link.failedSince !== null && link.failedSince > since;
    this.set(
      goesOn
        ? { ...link, failedAttempts: link.failedAttempts + 1 }
        : { ...link, failedAttempts: 1, failedSince: at },
    );
  }

  async removeByFile(ownerId: string, fileId: string): Promise<void> {
    for (const { id } of this.ofFile(ownerId, fileId)) this.links.delete(id);
  }

  async removeByOwner(ownerId: string): Promise<void> {
    for (const link of this.links.values()) if (link.ownerId === ownerId) this.links.delete(link.id);
  }

  private ofFile(ownerId: string, fileId: string): StoredLink[] {
    return [...this.links.values()].filter((link) => link.ownerId === ownerId && link.fileId === fileId);
  }

  private set(link: StoredLink): StoredLink {
    this.links.set(link.id, link);
    return link;
  }
}

function newestFirst(one: LinkPosition, other: LinkPosition): number {
  return other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1);
}
