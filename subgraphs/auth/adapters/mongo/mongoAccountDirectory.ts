import { trusted, type Model, type QueryFilter } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { AccountFilter } from '../../domain/accountQuery';
import type { AccountDirectory, AccountListQuery } from '../../ports';
import type { AccountDocument } from './accountModel';
import { PUBLIC_FIELDS, toAccount } from './mongoAccountStore';

/** The collection `accounts` as those see it who look after the accounts. */
export function createMongoAccountDirectory(accounts: Model<AccountDocument>): AccountDirectory {
  /** Whether the one update that this is did anything; a tombstone stays as it is. */
  const update = (filter: QueryFilter<AccountDocument>, change: object): Promise<boolean> =>
    withMongo(async () => {
      const { modifiedCount } = await accounts.updateOne({ ...filter, deletedAt: null }, change).exec();
      return modifiedCount === 1;
    });

  return {
    listAccounts: (query) =>
      withMongo(async () => {
        const direction = query.order === 'NEWEST_FIRST' ? -1 : 1;
        const found = await accounts
          .find(toQuery(query.filter, query), PUBLIC_FIELDS)
          .sort({ createdAt: direction, _id: direction })
          .limit(query.limit)
          .lean()
          .exec();
        return found.map(toAccount);
      }),

    countAccounts: (filter) => withMongo(() => accounts.countDocuments(toQuery(filter)).exec()),

    disableAccount: (accountId, at) =>
      update(
        { _id: accountId, disabledAt: null },
        { $set: { disabledAt: at }, $inc: { securityVersion: 1 } },
      ),

    enableAccount: (accountId) =>
      update({ _id: accountId, disabledAt: trusted({ $ne: null }) }, { $set: { disabledAt: null } }),

    addRole: (accountId, role) =>
      update({ _id: accountId, roles: trusted({ $ne: role }) }, { $push: { roles: role } }),

    removeRole: (accountId, role) =>
      update({ _id: accountId, roles: role }, { $pull: { roles: role }, $inc: { securityVersion: 1 } }),
  };
}

function toQuery(
  { prefix, role, isDisabled }: AccountFilter,
  { after, order }: Pick<AccountListQuery, 'after' | 'order'> = { after: null, order: 'NEWEST_FIRST' },
): QueryFilter<AccountDocument> {
  const conditions: QueryFilter<AccountDocument>[] = [{ deletedAt: null }];
  if (prefix !== undefined && prefix !== '') {
    // Anchored and case-sensitive, as what it is compared with is folded: such a pattern is a range of the index.
    const begins = trusted({ $regex: `^${prefix.replaceAll(/[^\p{L}\p{N}\s@_-]/gu, '\\$&')}` });
    conditions.push({ $or: [{ emailKey: begins }, { nameKey: begins }] });
  }
  if (role !== undefined) conditions.push({ roles: role });
  if (isDisabled !== undefined) conditions.push({ disabledAt: isDisabled ? trusted({ $ne: null }) : null });
  if (after !== null) {
    const beyond = order === 'NEWEST_FIRST' ? '$lt' : '$gt';
    conditions.push({
      $or: [
        { createdAt: trusted({ [beyond]: after.at }) },
        { createdAt: after.at, _id: trusted({ [beyond]: after.id }) },
      ],
    });
  }
  return { $and: conditions };
}
