import { trusted, type Model, type QueryFilter } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { StoredLink } from '../../domain/shareLink';
import type { LinkPosition, ShareLinkStore } from '../../ports';
import type { ShareLinkDocument } from './shareLinkModel';

/** The last time there is (ECMA-262 section 21.4.1.1). */
const NEVER = new Date(8.64e15);

/** Share links in MongoDB: one document each, changed by single conditional updates. */
export class MongoShareLinkStore implements ShareLinkStore {
  constructor(private readonly model: Model<ShareLinkDocument>) {}

  async insert({ id, ...link }: StoredLink, limit: number): Promise<boolean> {
    const document: ShareLinkDocument = {
      _id: id,
      ...link,
      downloadsLeft: (link.maxDownloads ?? Number.MAX_SAFE_INTEGER) - link.downloadCount,
      closesAt: link.expiresAt ?? NEVER,
    };
    // Every round in which all places turn out to be taken meanwhile has filled some, until none is free.
    for (;;) {
      const free = await this.findFreePlaces(link.ownerId, link.fileId, limit);
      if (free.length === 0) return false;
      for (const place of free) {
        if (await this.tryInsert({ ...document, place })) return true;
      }
    }
  }

  async findByToken(tokenHash: string): Promise<StoredLink | null> {
    const found = await withMongo(() => this.model.findOne({ tokenHash }).lean<ShareLinkDocument>());
    return found === null ? null : toLink(found);
  }

  async listByFile(
    ownerId: string,
    fileId: string,
    after: LinkPosition | null,
    limit: number,
  ): Promise<StoredLink[]> {
    const links = { ownerId, fileId };
    if (after === null) return this.list(links, limit);
    const { createdAt, id } = after;
    const equal = await this.list({ ...links, createdAt, _id: trusted({ $lt: id }) }, limit);
    if (equal.length === limit) return equal;
    const older = { ...links, createdAt: trusted({ $lt: createdAt }) };
    return [...equal, ...(await this.list(older, limit - equal.length))];
  }

  async countByFile(ownerId: string, fileId: string): Promise<number> {
    return withMongo(() => this.model.countDocuments({ ownerId, fileId }));
  }

  async revoke(ownerId: string, linkId: string, at: Date): Promise<StoredLink | null> {
    const revoked = await withMongo(() =>
      this.model
        .findOneAndUpdate(
          { _id: linkId, ownerId, revokedAt: null },
          { $set: { revokedAt: at }, $unset: { place: 1 } },
          { returnDocument: 'after' },
        )
        .lean<ShareLinkDocument>(),
    );
    const found =
      revoked ??
      (await withMongo(() => this.model.findOne({ _id: linkId, ownerId }).lean<ShareLinkDocument>()));
    return found === null ? null : toLink(found);
  }

  async countDownload(linkId: string, now: Date): Promise<boolean> {
    const { matchedCount } = await withMongo(() =>
      this.model.updateOne(
        {
          _id: linkId,
          revokedAt: null,
          downloadsLeft: trusted({ $gt: 0 }),
          closesAt: trusted({ $gt: now }),
        },
        { $inc: { downloadsLeft: -1, downloadCount: 1 } },
      ),
    );
    return matchedCount === 1;
  }

  async noteFailedAttempt(linkId: string, at: Date, since: Date): Promise<void> {
    const { matchedCount } = await withMongo(() =>
      this.model.updateOne(
        { _id: linkId, failedSince: trusted({ $gt: since }) },
        { $inc: { failedAttempts: 1 } },
      ),
    );
    if (matchedCount === 1) return;
    await withMongo(() =>
      this.model.updateOne({ _id: linkId }, { $set: { failedAttempts: 1, failedSince: at } }),
    );
  }

  async removeByFile(ownerId: string, fileId: string): Promise<void> {
    await withMongo(() => this.model.deleteMany({ ownerId, fileId }));
  }

  async removeByOwner(ownerId: string): Promise<void> {
    await withMongo(() => this.model.deleteMany({ ownerId }));
  }

  /** Places of a file that no link has, beginning anywhere, so that those who come at once try different ones. */
  private async findFreePlaces(ownerId: string, fileId: string, limit: number): Promise<string[]> {
    const links = { ownerId, fileId, revokedAt: null };
    const found = await withMongo(() =>
      this.model.find(links, { place: 1 }).lean<Pick<ShareLinkDocument, 'place'>[]>(),
    );
    const taken = new Set(found.map(({ place }) => place));
    const all = Array.from({ length: limit }, (_, number) => `${fileId} ${number}`);
    const free = all.filter((place) => !taken.has(place));
    const from = Math.floor(Math.random() * free.length);
    return [...free.slice(from), ...free.slice(0, from)];
  }

  /** False when somebody else has the place. */
  private async tryInsert(document: ShareLinkDocument): Promise<boolean> {
    try {
      await withMongo(() => this.model.create([document]));
      return true;
    } catch (error) {
      if (isDuplicateKey(error, 'place')) return false;
      throw error;
    }
  }

  private async list(filter: QueryFilter<ShareLinkDocument>, limit: number): Promise<StoredLink[]> {
    const found = await withMongo(() =>
      this.model.find(filter).sort({ createdAt: -1, _id: -1 }).limit(limit).lean<ShareLinkDocument[]>(),
    );
    return found.map(toLink);
  }
}

function toLink({
  _id,
  downloadsLeft: _downloadsLeft,
  closesAt: _closesAt,
  place: _place,
  ...link
}: ShareLinkDocument): StoredLink {
  return { id: _id, ...link };
}
