import { trusted, type Model, type QueryFilter } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { StoredLink } from '../../domain/shareLink';
import type { LinkPosition, ShareLinkStore } from '../../ports';
import type { ShareLinkDocument } from './shareLinkModel';

/** The last time there is (ECMA-262 section 21.4.1.1). */
const NEVER = new Date(8.64e15);

/** Share links in MongoDB: one document each, changed by single conditional updates. */
export class MongoShareLinkStore implements ShareLinkStore {
  constructor(private readonly model: Model<ShareLinkDocument>) {}

  async insert({ id, ...link }: StoredLink): Promise<void> {
    const document: ShareLinkDocument = {
      _id: id,
      ...link,
      downloadsLeft: (link.maxDownloads ?? Number.MAX_SAFE_INTEGER) - link.downloadCount,
      closesAt: link.expiresAt ?? NEVER,
    };
    await withMongo(() => this.model.create([document]));
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

  async countByFile(ownerId: string, fileId: string): Promise<{ all: number; unrevoked: number }> {
    const [all, unrevoked] = await withMongo(() =>
      Promise.all([
        this.model.countDocuments({ fileId, ownerId }),
        this.model.countDocuments({ fileId, ownerId, revokedAt: null }),
      ]),
    );
    return { all, unrevoked };
  }

  async revoke(ownerId: string, linkId: string, at: Date): Promise<StoredLink | null> {
    const revoked = await withMongo(() =>
      this.model
        .findOneAndUpdate(
          { _id: linkId, ownerId, revokedAt: null },
          { $set: { revokedAt: at } },
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

  async removeByFile(fileId: string): Promise<void> {
    await withMongo(() => this.model.deleteMany({ fileId }));
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
  ...link
}: ShareLinkDocument): StoredLink {
  return { id: _id, ...link };
}
