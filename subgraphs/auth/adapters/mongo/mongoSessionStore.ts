import type { Model } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
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

    renewSession: ({ sessionId, fromHash, toHash, successorSalt, at }) =>
      withMongo(async () => {
        const step = { newestHash: toHash, predecessorHash: fromHash, successorSalt, renewedAt: at };
        const { modifiedCount } = await sessions
          .updateOne({ _id: sessionId, newestHash: fromHash, endedAt: null }, { $set: step })
          .exec();
        return modifiedCount === 1;
      }),

    endSession: (id, endReason, endedAt) =>
      withMongo(async () => {
        const { modifiedCount } = await sessions
          .updateOne({ _id: id, endedAt: null }, { $set: { endedAt, endReason } })
          .exec();
        return modifiedCount === 1;
      }),

    endAllSessions: (accountId, endReason, endedAt) =>
      withMongo(async () => {
        const { modifiedCount } = await sessions
          .updateMany({ accountId, endedAt: null }, { $set: { endedAt, endReason } })
          .exec();
        return modifiedCount;
      }),
  };
}

function toSession({ _id, ...document }: SessionDocument): Session {
  const { accountId, createdAt, renewedAt, newestHash, predecessorHash, successorSalt, endedAt, endReason } =
    document;
  return {
    id: _id,
    accountId,
    createdAt,
    renewedAt,
    newestHash,
    predecessorHash,
    successorSalt,
    endedAt,
    endReason,
  };
}
