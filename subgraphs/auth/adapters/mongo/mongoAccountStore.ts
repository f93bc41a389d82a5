import { trusted, type Model } from 'mongoose';
import { AppError } from '../../../../platform/errors';
import { isDuplicateKey, withMongo } from '../../../../platform/mongo';
import type { Account } from '../../domain/account';
import { foldForSearch } from '../../domain/accountQuery';
import type { SecondFactorState } from '../../domain/secondFactor';
import type { AccountStore, PasswordAccount } from '../../ports';
import type { AccountDocument } from './accountModel';

/** What Account tells. */
export const PUBLIC_FIELDS = {
  email: 1,
  name: 1,
  roles: 1,
  createdAt: 1,
  emailVerifiedAt: 1,
  disabledAt: 1,
  securityVersion: 1,
  'secondFactor.totp.enabledAt': 1,
  'secondFactor.recoveryCodeHashes': 1,
} as const;

type PublicFields = Pick<
  AccountDocument,
  | '_id'
  | 'email'
  | 'name'
  | 'roles'
  | 'createdAt'
  | 'emailVerifiedAt'
  | 'disabledAt'
  | 'securityVersion'
  | 'secondFactor'
>;

/** Accounts in the collection `accounts`. */
export function createMongoAccountStore(accounts: Model<AccountDocument>): AccountStore {
  return {
    insertAccount: ({ id, passwordHash, roles, secondFactor: _none, ...account }) =>
      withMongo(async () => {
        const identities = [{ kind: 'password' as const, hash: passwordHash }];
        try {
          const nameKey = foldForSearch(account.name);
          await accounts.create({ _id: id, ...account, nameKey, roles: [...roles], identities });
        } catch (error) {
          // The driver's message names the address, so it does not go along as the cause.
          if (isDuplicateKey(error, 'emailKey')) throw new AppError('EMAIL_TAKEN', { field: 'email' });
          throw error;
        }
      }),

    findByEmailKey: (emailKey) =>
      withMongo(async () => {
        const found = await accounts
          .findOne({ emailKey }, { ...PUBLIC_FIELDS, identities: 1 })
          .lean()
          .exec();
        return toPasswordAccount(found);
      }),

    findById: (id) =>
      withMongo(async () => {
        const found = await accounts
          .findOne({ _id: id, deletedAt: null }, { ...PUBLIC_FIELDS, identities: 1 })
          .lean()
          .exec();
        return toPasswordAccount(found);
      }),

    findByIds: (ids) =>
      withMongo(async () => {
        const found = await accounts
          .find({ _id: trusted({ $in: [...ids] }), deletedAt: null }, PUBLIC_FIELDS)
          .lean()
          .exec();
        return found.map(toAccount);
      }),

    replacePasswordHash: (accountId, from, to) =>
      withMongo(async () => {
        const { modifiedCount } = await accounts
          .updateOne({ _id: accountId, 'identities.hash': from }, { $set: { 'identities.$.hash': to } })
          .exec();
        return modifiedCount === 1;
      }),

    setPassword: ({ accountId, emailKey, securityVersion, passwordHash, emailVerifiedAt }) =>
      withMongo(async () => {
        const changed = await accounts
          .findOneAndUpdate(
            { _id: accountId, emailKey, ...atVersion(securityVersion), 'identities.kind': 'password' },
            { $set: { 'identities.$.hash': passwordHash, emailVerifiedAt }, $inc: { securityVersion: 1 } },
            CHANGED,
          )
          .lean()
          .exec();
        return changed === null ? null : toAccount(changed);
      }),

    verifyEmail: (accountId, emailKey, at) =>
      withMongo(async () => {
        const who = { _id: accountId, emailKey };
        const verified =
          (await accounts
            .findOneAndUpdate({ ...who, emailVerifiedAt: null }, { $set: { emailVerifiedAt: at } }, CHANGED)
            .lean()
            .exec()) ?? (await accounts.findOne(who, PUBLIC_FIELDS).lean().exec());
        return verified === null ? null : toAccount(verified);
      }),

    changeEmail: ({ accountId, fromKey, securityVersion, email, emailKey, at }) =>
      withMongo(async () => {
        try {
          const changed = await accounts
            .findOneAndUpdate(
              { _id: accountId, emailKey: fromKey, ...atVersion(securityVersion) },
              { $set: { email, emailKey, emailVerifiedAt: at } },
              CHANGED,
            )
            .lean()
            .exec();
          return changed === null ? null : toAccount(changed);
        } catch (error) {
          if (isDuplicateKey(error, 'emailKey')) throw new AppError('EMAIL_TAKEN');
          throw error;
        }
      }),
  };
}

/** What an update answers: the account as it is afterwards, as far as Account tells of it. */
const CHANGED = { returnDocument: 'after', projection: PUBLIC_FIELDS } as const;

/** Accounts from before there were versions are at 0. */
function atVersion(securityVersion: number): { securityVersion: number | { $in: (number | null)[] } } {
  return { securityVersion: securityVersion === 0 ? trusted({ $in: [0, null] }) : securityVersion };
}

function toPasswordAccount(
  found: (PublicFields & Pick<AccountDocument, 'identities'>) | null,
): PasswordAccount | null {
  const hash = found?.identities.find(({ kind }) => kind === 'password')?.hash;
  return found === null || hash === undefined ? null : { account: toAccount(found), passwordHash: hash };
}

/** An account as it was read with PUBLIC_FIELDS. */
export function toAccount({
  _id,
  emailVerifiedAt,
  disabledAt,
  securityVersion,
  secondFactor,
  ...document
}: PublicFields): Account {
  const { email, name, roles, createdAt } = document;
  return {
    id: _id,
    email,
    name,
    roles,
    createdAt,
    secondFactor: toSecondFactorState(secondFactor),
    emailVerifiedAt: emailVerifiedAt ?? null,
    disabledAt: disabledAt ?? null,
    securityVersion: securityVersion ?? 0,
  };
}

function toSecondFactorState(stored: AccountDocument['secondFactor']): SecondFactorState | null {
  if (stored?.totp === undefined) return null;
  const { totp, recoveryCodeHashes = [] } = stored;
  return { enabledAt: totp.enabledAt, recoveryCodesLeft: recoveryCodeHashes.length };
}
