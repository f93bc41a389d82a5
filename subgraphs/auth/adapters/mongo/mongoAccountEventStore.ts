import { trusted, type Model } from 'mongoose';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import { eventKey, type AccountEvent } from '../../domain/accountEvent';
import type { AccountEventStore } from '../../ports';
import type { AccountEventDocument } from './accountEventModel';

/** The feed in the collection `account_events`. */
export function createMongoAccountEventStore(events: Model<AccountEventDocument>): AccountEventStore {
  const findNewestSequence = async (): Promise<number> => {
    const newest = await events
      .findOne({}, { _id: 1 })
      .sort({ _id: -1 })
      .readConcern('majority')
      .lean()
      .exec();
    return newest?._id ?? 0;
  };
  return {
    findNewestSequence: () => withMongo(findNewestSequence),

    findSequenceSince: (since) =>
      withMongo(async () => {
        const first = await events
          .findOne({ recordedAt: trusted({ $gte: since }) }, { _id: 1 })
          .sort({ _id: 1 })
          .readConcern('majority')
          .lean()
          .exec();
        return first?._id ?? null;
      }),

    insertEvent: (event) =>
      withMongo(async () => {
        const { sequence, kind, accountId, at, recordedAt } = event;
        const sessionId = event.kind === 'SESSION_ENDED' ? event.sessionId : null;
        try {
          const document = {
            _id: sequence,
            key: eventKey(event),
            kind,
            accountId,
            sessionId,
            at,
            recordedAt,
          };
          await events.create([document]);
          return 'INSERTED';
        } catch (error) {
          if (isDuplicateKey(error, 'key')) return 'KEY_TAKEN';
          if (isDuplicateKey(error)) return 'SEQUENCE_TAKEN';
          throw error;
        }
      }),

    listEventsAfter: (sequence, limit) =>
      withMongo(async () => {
        const found = await events
          .find({ _id: trusted({ $gt: sequence }) })
          .sort({ _id: 1 })
          .limit(limit)
          .readConcern('majority')
          .lean()
          .exec();
        return found.map(toEvent);
      }),

    pruneSessionEnds: (before) =>
      withMongo(async () => {
        // The newest one says where the next goes, whatever its age.
        const newest = await findNewestSequence();
        const { deletedCount } = await events
          .deleteMany({
            kind: 'SESSION_ENDED',
            recordedAt: trusted({ $lt: before }),
            _id: trusted({ $lt: newest }),
          })
          .exec();
        return deletedCount;
      }),
  };
}

function toEvent(document: AccountEventDocument): AccountEvent {
  const { _id: sequence, kind, accountId, sessionId, at, recordedAt } = document;
  const common = { sequence, accountId, at, recordedAt };
  return kind === 'SESSION_ENDED'
    ? { ...common, kind, sessionId: sessionId ?? '' }
    : { ...common, kind: 'ACCOUNT_DELETED' };
}
