import { trusted, type Model } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import { nameIntent } from '../../domain/mailIntent';
import type { MailOutbox } from '../../ports';
import type { MailIntentDocument } from './mailIntentModel';

const NEVER = new Date(0);

/** Intents to send mails in the collection `mail_outbox`. */
export function createMongoMailOutbox(intents: Model<MailIntentDocument>): MailOutbox {
  return {
    addIntent: (intent, now, giveUpAt) =>
      withMongo(async () => {
        await intents
          .updateOne(
            { _id: nameIntent(intent) },
            {
              $setOnInsert: { ...intent, attempts: 0, leasedUntil: NEVER },
              $min: { dueAt: now },
              $max: { giveUpAt },
            },
            { upsert: true },
          )
          .exec();
      }),

    claimIntent: (now, leasedUntil) =>
      withMongo(async () => {
        const claimed = await intents
          .findOneAndUpdate(
            { dueAt: trusted({ $lte: now }), leasedUntil: trusted({ $lte: now }) },
            { $set: { leasedUntil }, $inc: { attempts: 1 } },
            { sort: { dueAt: 1 }, returnDocument: 'after' },
          )
          .lean()
          .exec();
        if (claimed === null) return null;
        const { _id, kind, accountId, emailKey, sendTo, origin, attempts, giveUpAt } = claimed;
        return {
          intent: { kind, accountId, emailKey, sendTo, origin },
          claim: JSON.stringify([_id, attempts]),
          attempt: attempts,
          giveUpAt,
        };
      }),

    finishIntent: (claim) =>
      withMongo(async () => {
        await intents.deleteOne(claimed(claim)).exec();
      }),

    postponeIntent: (claim, dueAt) =>
      withMongo(async () => {
        await intents.updateOne(claimed(claim), { $set: { dueAt, leasedUntil: NEVER } }).exec();
      }),
  };
}

/** A claim is the intent with the number of the attempt: whoever claims it next raises that. */
function claimed(claim: string): { _id: string; attempts: number } {
  const [_id, attempts] = JSON.parse(claim) as [string, number];
  return { _id, attempts };
}
