import { trusted, type Model } from 'mongoose';
import { withMongo } from '../../../../platform/mongo';
import type { SecondFactorStore } from '../../ports';
import type { AccountDocument, SecondFactorDocument } from './accountModel';

/** Second factors, each within the document of its account: they go when the account goes. */
export function createMongoSecondFactorStore(accounts: Model<AccountDocument>): SecondFactorStore {
  /** Whether the one update that this is did anything; a tombstone stays as it is. */
  const update = (filter: object, change: object): Promise<boolean> =>
    withMongo(async () => {
      const { modifiedCount } = await accounts.updateOne({ ...filter, deletedAt: null }, change).exec();
      return modifiedCount === 1;
    });
  const find = (accountId: string): Promise<SecondFactorDocument | undefined> =>
    withMongo(async () => {
      const found = await accounts.findOne({ _id: accountId }, { secondFactor: 1 }).lean().exec();
      return found?.secondFactor;
    });

  return {
    findTotp: async (accountId) => (await find(accountId))?.totp ?? null,

    findPendingTotp: async (accountId) => (await find(accountId))?.pendingTotp ?? null,

    async putPendingTotp(accountId, pending) {
      await update({ _id: accountId }, { $set: { 'secondFactor.pendingTotp': pending } });
    },

    enableTotp: (accountId, totp, recoveryCodeHashes) =>
      update(
        { _id: accountId, 'secondFactor.pendingTotp.id': totp.id },
        { $set: { secondFactor: { totp, recoveryCodeHashes } }, $inc: { securityVersion: 1 } },
      ),

    useStep: (accountId, totpId, step) =>
      update(
        {
          _id: accountId,
          'secondFactor.totp.id': totpId,
          'secondFactor.totp.lastStep': trusted({ $lt: step }),
        },
        { $set: { 'secondFactor.totp.lastStep': step } },
      ),

    useRecoveryCode: (accountId, codeHash) =>
      update(
        { _id: accountId, 'secondFactor.recoveryCodeHashes': codeHash },
        { $pull: { 'secondFactor.recoveryCodeHashes': codeHash } },
      ),

    replaceRecoveryCodes: (accountId, totpId, codeHashes) =>
      update(
        { _id: accountId, 'secondFactor.totp.id': totpId },
        { $set: { 'secondFactor.recoveryCodeHashes': codeHashes } },
      ),

    removeTotp: (accountId) =>
      update(
        { _id: accountId, 'secondFactor.totp': trusted({ $exists: true }) },
        { $unset: { secondFactor: 1 } },
      ),
  };
}
