import { trusted, type Model, type QueryFilter } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { AuditEntry } from '../../domain/auditEvent';
import { UNKNOWN_DEVICE } from '../../domain/device';
import type { PagePosition } from '../../domain/page';
import type { AuditEventFilter, AuditEventStore } from '../../ports';
import type { AuditEventDocument } from './auditEventModel';

/** The audit log in the collection `audit_log`. */
export function createMongoAuditEventStore(events: Model<AuditEventDocument>): AuditEventStore {
  return {
    appendEvent: ({ id, ...entry }, forgetAt) =>
      withMongo(async () => {
        await events.create({ _id: id, ...entry, forgetAt });
      }),

    listEvents: (filter, after, limit) =>
      withMongo(async () => {
        const found = await events
          .find(toQuery(filter, after))
          .sort({ at: -1, _id: -1 })
          .limit(limit)
          .lean()
          .exec();
        return found.map(toEntry);
      }),

    forgetOrigins: (accountId) =>
      withMongo(async () => {
        const nowhere = { $set: { address: null, device: UNKNOWN_DEVICE } };
        await events.updateMany({ accountId }, nowhere).exec();
        await events.updateMany({ actorId: accountId }, nowhere).exec();
      }),

    countEvents: (filter) => withMongo(() => events.countDocuments(toQuery(filter, null)).exec()),
  };
}

function toQuery(
  { accountId, kinds, from, until }: AuditEventFilter,
  after: PagePosition | null,
): QueryFilter<AuditEventDocument> {
  const moments = {
    ...(from === undefined ? {} : { $gte: from }),
    ...(until === undefined ? {} : { $lt: until }),
    ...(after === null ? {} : { $lte: until !== undefined && until < after.at ? until : after.at }),
  };
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(kinds === undefined ? {} : { kind: trusted({ $in: [...kinds] }) }),
    ...(Object.keys(moments).length === 0 ? {} : { at: trusted(moments) }),
    ...(after === null
      ? {}
      : {
          $or: [{ at: trusted({ $lt: after.at }) }, { at: after.at, _id: trusted({ $lt: after.id }) }],
        }),
  };
}

function toEntry({ _id, forgetAt: _forgetAt, ...entry }: AuditEventDocument): AuditEntry {
  return { id: _id, ...entry };
}
