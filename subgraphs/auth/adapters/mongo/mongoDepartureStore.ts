import { trusted, type Model } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { DepartureStore } from '../../ports';
import type { AccountDocument } from './accountModel';

/** All that a tombstone holds. */
type Tombstone = Pick<AccountDocument, '_id' | 'deletedAt' | 'dueAt'>;

/** Tombstones in the collection `accounts`, each in the place of its account: hence one atomic step. */
export function createMongoDepartureStore(accounts: Model<AccountDocument>): DepartureStore {
  const tombstones = accounts.db.collection<Tombstone>(accounts.collection.name);
  return {
    leave: (accountId, deletedAt) =>
      withMongo(async () => {
        // The whole document is replaced, so that nothing of a person stays for having been forgotten here; past
        // mongoose, which would fill in the defaults of an account.
        const { modifiedCount } = await tombstones.replaceOne(
          { _id: accountId, deletedAt: null },
          { deletedAt, dueAt: deletedAt },
        );
        return modifiedCount === 1;
      }),

    listDue: (now, limit) =>
      withMongo(async () => {
        const found = await accounts
          .find({ dueAt: trusted({ $lte: now }) }, { deletedAt: 1 })
          .sort({ dueAt: 1 })
          .limit(limit)
          .lean()
          .exec();
        return found.flatMap(({ _id: accountId, deletedAt: leftAt }) =>
          leftAt == null ? [] : [{ accountId, leftAt }],
        );
      }),

    setDue: ({ accountId, leftAt: deletedAt }, dueAt) =>
      withMongo(async () => {
        await tombstones.replaceOne(
          { _id: accountId, deletedAt },
          { deletedAt, ...(dueAt === null ? {} : { dueAt }) },
        );
      }),
  };
}
