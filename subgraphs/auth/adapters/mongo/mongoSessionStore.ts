import { trusted, type Model } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import { UNKNOWN_DEVICE } from '../../domain/device';
import type { Session } from '../../domain/session';
import type { SessionStore } from '../../ports';
import type { SessionDocument } from './sessionModel';

/** Sessions in the collection `sessions`. */
export function createMongoSessionStore(sessions: Model<SessionDocument>): SessionStore {
  return {
    insertSession: ({ id, ...session }, forgetAt) =>
      withMongo(async () => {
        await sessions.create({ _id: id, ...session, forgetAt });
      }),

    findSession: (id) =>
      withMongo(async () => {
        const found = await sessions.findOne({ _id: id }).lean().exec();
        return found === null ? null : toSession(found);
      }),

    renewSession: ({ sessionId, fromHash, toHash, successorSalt, at, address }) =>
      withMongo(async () => {
        const step = { newestHash: toHash, predecessorHash: fromHash, successorSalt, renewedAt: at, address };
        const { modifiedCount } = await sessions
          .updateOne({ _id: sessionId, newestHash: fromHash, endedAt: null }, { $set: step })
          .exec();
        return modifiedCount === 1;
      }),

    endSession: (id, endReason, endedAt) =>
      withMongo(async () => {
        const { modifiedCount } = await sessions
          .updateOne({ _id: id, endedAt: null }, { $set: { endedAt, endReason, announced: false } })
          .exec();
        return modifiedCount === 1;
      }),

    endSessionOf: (accountId, id, endReason, endedAt) =>
      withMongo(async () => {
        const { modifiedCount } = await sessions
          .updateOne(
            { _id: id, accountId, endedAt: null },
            { $set: { endedAt, endReason, announced: false } },
          )
          .exec();
        if (modifiedCount === 1) return 'ENDED';
        return (await sessions.exists({ _id: id, accountId })) === null ? 'UNKNOWN' : 'HAD_ENDED';
      }),

    endAllSessions: (accountId, endReason, endedAt, exceptId) =>
      withMongo(async () => {
        const others = exceptId === undefined ? {} : { _id: trusted({ $ne: exceptId }) };
        const { modifiedCount } = await sessions
          .updateMany(
            { accountId, endedAt: null, ...others },
            { $set: { endedAt, endReason, announced: false } },
          )
          .exec();
        return modifiedCount;
      }),

    removeAllSessions: (accountId) =>
      withMongo(async () => {
        await sessions.deleteMany({ accountId }).exec();
      }),

    listUnannounced: (limit, { accountId, sessionId } = {}) =>
      withMongo(async () => {
        const found = await sessions
          .find({
            announced: false,
            ...(accountId === undefined ? {} : { accountId }),
            ...(sessionId === undefined ? {} : { _id: sessionId }),
          })
          .sort({ endedAt: 1 })
          .limit(limit)
          .lean()
          .exec();
        return found.flatMap(({ _id: id, accountId: owner, renewedAt, endedAt }) =>
          endedAt === null ? [] : [{ id, accountId: owner, renewedAt, endedAt }],
        );
      }),

    markAnnounced: (ids) =>
      withMongo(async () => {
        const those = { _id: trusted({ $in: [...ids] }), announced: false };
        await sessions.updateMany(those, { $set: { announced: true } }).exec();
      }),

    listLiveSessions: (accountId, { createdAfter, renewedAfter }, limit) =>
      withMongo(async () => {
        const found = await sessions
          .find({
            accountId,
            endedAt: null,
            createdAt: trusted({ $gt: createdAfter }),
            renewedAt: trusted({ $gt: renewedAfter }),
          })
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit)
          .lean()
          .exec();
        return found.map(toSession);
      }),
  };
}

function toSession({ _id, ...document }: SessionDocument): Session {
  const { accountId, createdAt, renewedAt, device = UNKNOWN_DEVICE, address = null } = document;
  const { newestHash, predecessorHash, successorSalt, endedAt, endReason } = document;
  return {
    id: _id,
    accountId,
    createdAt,
    renewedAt,
    device,
    address,
    newestHash,
    predecessorHash,
    successorSalt,
    endedAt,
    endReason,
  };
}
