import { trusted, type Model } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { LinkKind, MailLink } from '../../domain/mailLink';
import type { MailLinkStore } from '../../ports';
import type { MailLinkDocument } from './mailLinkModel';

/** Mailed links in the collection `mail_links`. */
export function createMongoMailLinkStore(links: Model<MailLinkDocument>): MailLinkStore {
  // The TTL index removes what has expired within about a minute; until then the filter keeps it out.
  const usable = (kind: LinkKind, tokenHash: string, now: Date) => ({
    _id: tokenHash,
    kind,
    expiresAt: trusted({ $gt: now }),
  });
  return {
    insertLink: ({ tokenHash, ...link }) =>
      withMongo(async () => {
        await links.create({ _id: tokenHash, ...link });
      }),

    findLink: (kind, tokenHash, now) =>
      withMongo(async () =>
        toLink(
          await links
            .findOne(usable(kind, tokenHash, now))
            .lean()
            .exec(),
        ),
      ),

    takeLink: (kind, tokenHash, now) =>
      withMongo(async () =>
        toLink(
          await links
            .findOneAndDelete(usable(kind, tokenHash, now))
            .lean()
            .exec(),
        ),
      ),

    dropLinks: (accountId, kinds) =>
      withMongo(async () => {
        await links.deleteMany({ accountId, kind: trusted({ $in: [...kinds] }) }).exec();
      }),
  };
}

function toLink(found: MailLinkDocument | null): MailLink | null {
  if (found === null) return null;
  const { _id: tokenHash, kind, accountId, emailKey, newEmail, securityVersion, expiresAt } = found;
  return { tokenHash, kind, accountId, emailKey, newEmail, securityVersion, expiresAt };
}
